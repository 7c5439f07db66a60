-- What somebody asks to be looked at again: once for each decision, in their own words, which go when it is settled.
-- From due_day on, whoever decided may look again where nobody else can. Who looked is not kept.
CREATE TABLE appeals (
    measure_id BIGINT PRIMARY KEY,
    community_id BIGINT NOT NULL,
    words TEXT NOT NULL,
    due_day BIGINT,
    outcome TEXT,
    same_person BOOLEAN NOT NULL DEFAULT FALSE
);
CREATE INDEX appeals_open ON appeals (community_id, due_day) WHERE outcome IS NULL;
