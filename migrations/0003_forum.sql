-- object_id is NULL for what was written here: its address follows from its id.
CREATE TABLE threads (
    id BIGINT PRIMARY KEY,
    community_id BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    persona_id BIGINT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    html TEXT NOT NULL,
    notes TEXT NOT NULL,
    object_id TEXT UNIQUE,
    hour BIGINT NOT NULL,
    edited_hour BIGINT,
    version BIGINT NOT NULL DEFAULT 1,
    deleted BOOLEAN NOT NULL DEFAULT FALSE,
    comments BIGINT NOT NULL DEFAULT 0,
    activity BIGINT NOT NULL,
    active_hour BIGINT NOT NULL
);
CREATE UNIQUE INDEX threads_newest ON threads (community_id, ordinal);
CREATE UNIQUE INDEX threads_active ON threads (community_id, activity);
CREATE INDEX threads_feed ON threads (active_hour, community_id, activity);
CREATE INDEX threads_persona ON threads (persona_id, ordinal);

-- Clustered by thread, so that a page of a thread is one stretch of the disk.
CREATE TABLE comments (
    thread_id BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    id BIGINT NOT NULL UNIQUE,
    parent_id BIGINT,
    persona_id BIGINT NOT NULL,
    body TEXT NOT NULL,
    html TEXT NOT NULL,
    notes TEXT NOT NULL,
    object_id TEXT UNIQUE,
    hour BIGINT NOT NULL,
    edited_hour BIGINT,
    version BIGINT NOT NULL DEFAULT 1,
    deleted BOOLEAN NOT NULL DEFAULT FALSE,
    PRIMARY KEY (thread_id, ordinal)
);
CREATE INDEX comments_persona ON comments (persona_id, hour);

-- "With you": one row for an account and an object, keyed, so that nobody can list who gave it.
CREATE TABLE supports (
    tag BYTEA PRIMARY KEY,
    subject_id BIGINT NOT NULL
);
CREATE INDEX supports_subject ON supports (subject_id);

-- A form sent twice posts once: the form's own key leads to what it made.
CREATE TABLE sent_forms (
    once BYTEA PRIMARY KEY,
    subject_id BIGINT NOT NULL,
    hour BIGINT NOT NULL
);

-- The one definition of what a measure or a deletion hides. Every row is there, so that replies keep their place.
CREATE VIEW visible_threads AS
SELECT id, community_id, ordinal, persona_id, object_id, hour, edited_hour, version, comments, activity, active_hour, notes, state,
    CASE WHEN state = 'shown' THEN title END AS title,
    CASE WHEN state = 'shown' THEN body END AS body,
    CASE WHEN state = 'shown' THEN html END AS html,
    EXISTS (SELECT 1 FROM measures WHERE measures.subject_id = stated.id AND kind = 'lock' AND lifted_hour IS NULL) AS locked,
    EXISTS (SELECT 1 FROM measures WHERE measures.subject_id = stated.id AND kind = 'pin' AND lifted_hour IS NULL) AS pinned
FROM (
    SELECT threads.*,
        CASE WHEN deleted THEN 'deleted'
            ELSE COALESCE((SELECT CASE WHEN kind = 'hold' THEN 'held' ELSE 'removed' END FROM measures
                WHERE measures.subject_id = threads.id AND hides AND lifted_hour IS NULL ORDER BY kind DESC LIMIT 1), 'shown')
        END AS state
    FROM threads
) AS stated;

CREATE VIEW visible_comments AS
SELECT thread_id, ordinal, id, parent_id, persona_id, object_id, hour, edited_hour, version, notes, state,
    CASE WHEN state = 'shown' THEN body END AS body,
    CASE WHEN state = 'shown' THEN html END AS html
FROM (
    SELECT comments.*,
        CASE WHEN deleted THEN 'deleted'
            ELSE COALESCE((SELECT CASE WHEN kind = 'hold' THEN 'held' ELSE 'removed' END FROM measures
                WHERE measures.subject_id IN (comments.id, comments.thread_id) AND hides AND lifted_hour IS NULL ORDER BY kind DESC LIMIT 1), 'shown')
        END AS state
    FROM comments
) AS stated;
