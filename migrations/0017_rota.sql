-- Who is on call: hours of the week (0 is Monday, midnight to one, by UTC) that a name of the team chose. No zone is kept.
CREATE TABLE rota (
    community_id BIGINT NOT NULL,
    persona_id BIGINT NOT NULL,
    week_hour BIGINT NOT NULL,
    PRIMARY KEY (community_id, persona_id, week_hour)
);
CREATE INDEX rota_persona ON rota (persona_id);

-- Where a team is woken, closed with the server's key. A bell has hours of its own: it never stands beside a name.
CREATE TABLE bells (
    id BIGINT PRIMARY KEY,
    community_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    sealed BYTEA NOT NULL,
    silent BOOLEAN NOT NULL DEFAULT FALSE
);
CREATE INDEX bells_community ON bells (community_id);

-- The hours of the week in which a bell rings first; one without any rings at every hour.
CREATE TABLE bell_hours (
    bell_id BIGINT NOT NULL,
    week_hour BIGINT NOT NULL,
    PRIMARY KEY (bell_id, week_hour)
);

-- Why somebody was woken: each thing once for each reason.
CREATE TABLE alerts (
    id BIGINT PRIMARY KEY,
    community_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id BIGINT NOT NULL,
    hour BIGINT NOT NULL,
    taken_up BOOLEAN NOT NULL DEFAULT FALSE,
    UNIQUE (subject_id, kind)
);
CREATE INDEX alerts_community ON alerts (community_id, hour);
CREATE INDEX alerts_hour ON alerts (hour);

-- One alert at one bell: there is one row at most, so it rings once. The id goes along, so that a receiver can tell.
CREATE TABLE rings (
    id BIGINT PRIMARY KEY,
    alert_id BIGINT NOT NULL,
    bell_id BIGINT NOT NULL,
    state TEXT NOT NULL,
    UNIQUE (alert_id, bell_id)
);
CREATE INDEX rings_bell ON rings (bell_id);

-- Threads that greeters look after: a name's first one in a community, and those that ask for help. waited is how many
-- hours passed until somebody else answered.
CREATE TABLE first_replies (
    thread_id BIGINT PRIMARY KEY,
    community_id BIGINT NOT NULL,
    asks BOOLEAN NOT NULL,
    first BOOLEAN NOT NULL,
    waited BIGINT
);
CREATE INDEX first_replies_community ON first_replies (community_id);
CREATE INDEX first_replies_open ON first_replies (community_id) WHERE waited IS NULL;

-- Somebody without an invitation asks to come in. The code is kept as an invitation's is: whoever is let in, joins with it.
CREATE TABLE asks (
    id BIGINT PRIMARY KEY,
    code_hash BYTEA NOT NULL UNIQUE,
    community_id BIGINT NOT NULL,
    words TEXT NOT NULL,
    answer TEXT NOT NULL,
    let_in BOOLEAN NOT NULL DEFAULT FALSE,
    expires_day BIGINT NOT NULL
);
CREATE INDEX asks_community ON asks (community_id);
