-- Which guidelines hold: a number that grows with each change. Which one a member has read stands in their sealed
-- journal. code is what the software knows a guideline by, whatever its number; '' for words of the community's own.
ALTER TABLE communities ADD COLUMN guidelines_version BIGINT NOT NULL DEFAULT 0;
ALTER TABLE guidelines ADD COLUMN code TEXT NOT NULL DEFAULT '';

-- What a community changed about the screening: rules of ours that it switched off, and rules of its own. Of the
-- examples that one was made from, only the words they share are kept.
CREATE TABLE rules (
    community_id BIGINT NOT NULL,
    rule TEXT NOT NULL,
    active BOOLEAN NOT NULL,
    words TEXT NOT NULL,
    needs BIGINT NOT NULL,
    outcome TEXT NOT NULL,
    lane TEXT NOT NULL,
    guideline BIGINT,
    sentence TEXT NOT NULL,
    PRIMARY KEY (community_id, rule)
);
CREATE INDEX measures_rule ON measures (community_id, rule) WHERE rule IS NOT NULL;

-- Its author asked to be listened to: no advice.
ALTER TABLE threads ADD COLUMN listening BOOLEAN NOT NULL DEFAULT FALSE;
