-- How far a ban goes: 'community', or 'host' for every community of that community's server. For ours, that is being here at all.
ALTER TABLE measures ADD COLUMN reach TEXT NOT NULL DEFAULT 'community';
CREATE INDEX measures_reach ON measures (community_id) WHERE reach = 'host' AND lifted_hour IS NULL;

-- A member's own blocks: a code for one name of theirs and one person, which only that person's session makes again.
CREATE TABLE blocks (
    tag BYTEA PRIMARY KEY
);

-- What needs a second pair of eyes, only while it is pending. homes is what the proposer's session proved of its
-- organisations, salted by this row. Where no second is needed, it takes effect when it is due; else it lapses then.
CREATE TABLE proposals (
    id BIGINT PRIMARY KEY,
    community_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    persona_id BIGINT NOT NULL,
    guideline BIGINT,
    words TEXT NOT NULL,
    days BIGINT,
    proposed_by BIGINT NOT NULL,
    homes BYTEA NOT NULL,
    needs_another BOOLEAN NOT NULL,
    due_hour BIGINT NOT NULL
);
CREATE UNIQUE INDEX proposals_subject ON proposals (community_id, persona_id, kind);
CREATE INDEX proposals_persona ON proposals (persona_id);
CREATE INDEX proposals_due ON proposals (due_hour);
