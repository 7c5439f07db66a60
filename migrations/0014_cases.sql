-- What waits for a moderator, or waited: one open case for a subject in a community, whoever called and however often.
-- lane is its place in the order of urgency, 0 first. looks is the moderator who has it in hand, asked_by the one who wants
-- another to look. hold_id is what kept the subject back until it was decided, so that undoing a decision keeps it back again.
CREATE TABLE cases (
    id BIGINT PRIMARY KEY,
    community_id BIGINT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id BIGINT NOT NULL,
    lane BIGINT NOT NULL,
    rule TEXT,
    hour BIGINT NOT NULL,
    looks BIGINT,
    asked_by BIGINT,
    closed_hour BIGINT,
    measure_id BIGINT,
    hold_id BIGINT
);
CREATE UNIQUE INDEX cases_open ON cases (subject_id, community_id) WHERE closed_hour IS NULL;
CREATE INDEX cases_subject ON cases (subject_id, lane);
CREATE INDEX cases_queue ON cases (community_id, lane, hour, id, closed_hour) WHERE closed_hour IS NULL;
CREATE INDEX cases_asked ON cases (community_id, asked_by, lane, hour, id) WHERE closed_hour IS NULL AND asked_by IS NOT NULL;
CREATE INDEX cases_closed ON cases (community_id, lane, closed_hour) WHERE closed_hour IS NOT NULL;
CREATE INDEX cases_hour ON cases (hour);

-- What was decided about a name's words is found by those words, lifted or not.
CREATE INDEX measures_about ON measures (subject_id, community_id);
-- Reports are found by what they are about: the list that moderators work through is one of cases.
DROP INDEX reports_open;
CREATE INDEX reports_about ON reports (subject_id, community_id) WHERE resolved_hour IS NULL;
-- A member who comes by asks what became of what they called for.
CREATE INDEX reports_community ON reports (community_id, resolved_hour) WHERE reporter_tag IS NOT NULL;

-- What was open becomes a case. A report is the case of its subject; its number is as random as any.
INSERT INTO cases (id, community_id, subject_kind, subject_id, lane, hour)
SELECT MIN(id), community_id, subject_kind, subject_id,
    MIN(CASE reason WHEN 'danger' THEN 0 WHEN 'identity' THEN 2 WHEN 'approach' THEN 3 WHEN 'selling' THEN 4
        WHEN 'shaming' THEN 6 ELSE 7 END), MIN(hour)
FROM reports WHERE resolved_hour IS NULL GROUP BY community_id, subject_kind, subject_id;
INSERT INTO cases (id, community_id, subject_kind, subject_id, lane, rule, hour)
SELECT id, community_id, subject_kind, subject_id,
    CASE rule WHEN 'identity' THEN 2 WHEN 'approach' THEN 3 WHEN 'brokering' THEN 3 WHEN 'sourcing' THEN 4 ELSE 7 END,
    rule, taken_hour
FROM measures WHERE kind = 'hold' AND lifted_hour IS NULL AND community_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM cases WHERE cases.subject_id = measures.subject_id
        AND cases.community_id = measures.community_id);
