CREATE TABLE guidelines (
    community_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (community_id, number)
);

CREATE TABLE team (
    community_id BIGINT NOT NULL,
    persona_id BIGINT NOT NULL,
    role TEXT NOT NULL,
    PRIMARY KEY (community_id, persona_id)
);
CREATE INDEX team_persona ON team (persona_id);

-- The moderation log, which is the moderation state: a thing is hidden because an unlifted row says so.
CREATE TABLE measures (
    id BIGINT PRIMARY KEY,
    community_id BIGINT,
    ordinal BIGINT NOT NULL,
    kind TEXT NOT NULL,
    hides BOOLEAN NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id BIGINT NOT NULL,
    ban_proof BYTEA,
    guideline BIGINT,
    rule TEXT,
    words TEXT NOT NULL,
    taken_by BIGINT,
    host TEXT NOT NULL DEFAULT '',
    taken_hour BIGINT NOT NULL,
    ends_hour BIGINT,
    lifted_hour BIGINT,
    lifted_by BIGINT
);
-- One thing hides a subject at a time: a removal takes the place of a hold.
CREATE UNIQUE INDEX measures_hiding ON measures (subject_id) WHERE hides AND lifted_hour IS NULL;
CREATE INDEX measures_subject ON measures (subject_id, kind) WHERE lifted_hour IS NULL;
CREATE INDEX measures_community ON measures (community_id, ordinal);
CREATE INDEX measures_bans ON measures (community_id) WHERE kind = 'ban' AND lifted_hour IS NULL;
CREATE INDEX measures_pins ON measures (community_id) WHERE kind = 'pin' AND lifted_hour IS NULL;
CREATE INDEX measures_ends ON measures (ends_hour) WHERE lifted_hour IS NULL;

CREATE TABLE reports (
    id BIGINT PRIMARY KEY,
    community_id BIGINT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id BIGINT NOT NULL,
    reason TEXT NOT NULL,
    words TEXT NOT NULL,
    reporter_tag BYTEA,
    host TEXT NOT NULL DEFAULT '',
    hour BIGINT NOT NULL,
    resolved_hour BIGINT,
    measure_id BIGINT
);
CREATE INDEX reports_open ON reports (community_id, hour) WHERE resolved_hour IS NULL;
CREATE INDEX reports_subject ON reports (subject_id);
CREATE UNIQUE INDEX reports_reporter ON reports (reporter_tag, subject_id) WHERE resolved_hour IS NULL;
