-- Other servers: their place in our circle, and where to reach them.
CREATE TABLE instances (
    host TEXT PRIMARY KEY,
    standing TEXT NOT NULL,
    actor_id TEXT,
    inbox TEXT,
    code_hash BYTEA,
    software TEXT NOT NULL DEFAULT '',
    follow_id TEXT
);

-- Remote actors as last fetched: key, inboxes, and the persona or community they are here.
CREATE TABLE remote_actors (
    actor_id TEXT PRIMARY KEY,
    host TEXT NOT NULL,
    kind TEXT NOT NULL,
    inbox TEXT NOT NULL,
    shared_inbox TEXT,
    key_id TEXT NOT NULL,
    key_pem TEXT NOT NULL,
    persona_id BIGINT,
    community_id BIGINT,
    outbox TEXT,
    moderators TEXT,
    featured TEXT,
    fetched_hour BIGINT NOT NULL
);
CREATE INDEX remote_actors_key ON remote_actors (key_id);
CREATE INDEX remote_actors_persona ON remote_actors (persona_id);
CREATE INDEX remote_actors_community ON remote_actors (community_id);

-- Remote communities that somebody here joined, and how the request stands.
CREATE TABLE subscriptions (
    community_id BIGINT PRIMARY KEY,
    state TEXT NOT NULL,
    follow_id TEXT NOT NULL
);

-- Remote actors that follow one of our communities.
CREATE TABLE followers (
    community_id BIGINT NOT NULL,
    actor_id TEXT NOT NULL,
    host TEXT NOT NULL,
    inbox TEXT NOT NULL,
    follow_id TEXT NOT NULL,
    PRIMARY KEY (community_id, actor_id)
);
CREATE INDEX followers_host ON followers (host);

-- What arrived, once by id, after its signature was verified; applied later, in order per sending host.
CREATE TABLE received (
    activity_id TEXT PRIMARY KEY,
    host TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    body TEXT NOT NULL,
    outcome TEXT,
    subject_id BIGINT,
    hour BIGINT NOT NULL
);
CREATE INDEX received_hour ON received (hour);
CREATE INDEX received_subject ON received (subject_id);

-- Every activity we sent can be fetched by its id, by whoever may see its community and what it is about.
-- What holds a member's words goes when the words go.
CREATE TABLE sent (
    id BIGINT PRIMARY KEY,
    community_id BIGINT,
    ordinal BIGINT NOT NULL,
    kind TEXT NOT NULL,
    subject_id BIGINT,
    words BOOLEAN NOT NULL DEFAULT FALSE,
    body TEXT NOT NULL,
    hour BIGINT NOT NULL
);
CREATE INDEX sent_community ON sent (community_id, ordinal);
CREATE INDEX sent_subject ON sent (subject_id, ordinal);

CREATE TABLE dead_letters (
    id BIGINT PRIMARY KEY,
    queue TEXT NOT NULL,
    lane TEXT NOT NULL,
    payload TEXT NOT NULL,
    reason TEXT NOT NULL,
    hour BIGINT NOT NULL
);
