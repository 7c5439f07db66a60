-- Its author does not want it found by search, nor what is said in it.
ALTER TABLE threads ADD COLUMN unlisted BOOLEAN NOT NULL DEFAULT FALSE;

-- The view as it was, and with the wish.
DROP VIEW visible_threads;
CREATE VIEW visible_threads AS
SELECT threads.id, threads.community_id, threads.ordinal, threads.persona_id, threads.object_id, threads.hour,
    threads.edited_hour, threads.version, threads.comments, threads.activity, threads.active_hour, threads.notes,
    threads.unlisted,
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
