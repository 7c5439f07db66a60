-- object_id is NULL for what was written here: its address follows from its id. origin_updated is what another
-- server said of its last edit, so that an older one never overwrites it. comments is also the last ordinal.
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
    origin_updated BIGINT,
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
CREATE INDEX threads_feed ON threads (active_hour, community_id, activity, id);
CREATE INDEX threads_hour ON threads (hour);
CREATE INDEX threads_edited ON threads (edited_hour) WHERE edited_hour IS NOT NULL;
CREATE INDEX threads_persona ON threads (persona_id, hour);

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
    origin_updated BIGINT,
    hour BIGINT NOT NULL,
    edited_hour BIGINT,
    version BIGINT NOT NULL DEFAULT 1,
    deleted BOOLEAN NOT NULL DEFAULT FALSE,
    PRIMARY KEY (thread_id, ordinal)
);
CREATE INDEX comments_hour ON comments (hour);
CREATE INDEX comments_edited ON comments (edited_hour) WHERE edited_hour IS NOT NULL;
CREATE INDEX comments_persona ON comments (persona_id, hour, id);

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
-- At most one unlifted measure hides a thing (index measures_hiding), so no row comes twice.
CREATE VIEW visible_threads AS
SELECT threads.id, threads.community_id, threads.ordinal, threads.persona_id, threads.object_id, threads.hour,
    threads.edited_hour, threads.version, threads.comments, threads.activity, threads.active_hour, threads.notes,
    CASE WHEN threads.deleted THEN 'deleted' WHEN veil.kind IS NULL THEN 'shown'
        WHEN veil.kind = 'hold' THEN 'held' ELSE 'removed' END AS state,
    CASE WHEN veil.kind IS NULL AND NOT threads.deleted THEN threads.title END AS title,
    CASE WHEN veil.kind IS NULL AND NOT threads.deleted THEN threads.body END AS body,
    CASE WHEN veil.kind IS NULL AND NOT threads.deleted THEN threads.html END AS html,
    EXISTS (SELECT 1 FROM measures WHERE measures.subject_id = threads.id
        AND measures.kind = 'lock' AND measures.lifted_hour IS NULL) AS locked,
    EXISTS (SELECT 1 FROM measures WHERE measures.subject_id = threads.id
        AND measures.kind = 'pin' AND measures.lifted_hour IS NULL) AS pinned
FROM threads
LEFT JOIN measures AS veil ON veil.subject_id = threads.id AND veil.hides AND veil.lifted_hour IS NULL;

-- What hides a thread hides its comments; a thread that its author deleted keeps them.
CREATE VIEW visible_comments AS
SELECT comments.thread_id, comments.ordinal, comments.id, comments.parent_id, comments.persona_id, comments.object_id,
    comments.hour, comments.edited_hour, comments.version, comments.notes,
    CASE WHEN comments.deleted THEN 'deleted' WHEN veil.kind IS NULL AND roof.kind IS NULL THEN 'shown'
        WHEN veil.kind = 'remove' OR roof.kind = 'remove' THEN 'removed' ELSE 'held' END AS state,
    CASE WHEN veil.kind IS NULL AND roof.kind IS NULL AND NOT comments.deleted THEN comments.body END AS body,
    CASE WHEN veil.kind IS NULL AND roof.kind IS NULL AND NOT comments.deleted THEN comments.html END AS html
FROM comments
LEFT JOIN measures AS veil ON veil.subject_id = comments.id AND veil.hides AND veil.lifted_hour IS NULL
LEFT JOIN measures AS roof ON roof.subject_id = comments.thread_id AND roof.hides AND roof.lifted_hour IS NULL;
