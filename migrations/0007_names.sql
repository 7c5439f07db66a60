-- What a one-time name wrote, until other servers may know of it: a slot, and a random number of seconds after it.
-- A thread is its own subject. Afterwards nothing here tells that it ever waited.
CREATE TABLE releases (
    subject_id BIGINT PRIMARY KEY,
    thread_id BIGINT NOT NULL,
    edited BOOLEAN NOT NULL,
    slot_hour BIGINT NOT NULL,
    turn BIGINT NOT NULL
);
CREATE INDEX releases_slot ON releases (slot_hour);
CREATE INDEX releases_thread ON releases (thread_id);

-- Where a comment that waited stands for other servers: after the one that was last when it left.
ALTER TABLE comments ADD COLUMN left_after BIGINT;

-- Which of my names wrote in a thread, and what was told of a comment, without reading all of either.
CREATE INDEX comments_writers ON comments (thread_id, persona_id);
CREATE INDEX notices_comment ON notices (comment_id) WHERE comment_id IS NOT NULL;
