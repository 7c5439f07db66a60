-- What goes by itself, and when: texts at the end of their life, names and words of members who left. A row is
-- found by a tag and says what it means only to who has the server's key: a copy of the database cannot tell whose
-- words go together, or how long somebody wanted them to stay.
CREATE TABLE goings (
    tag BYTEA PRIMARY KEY,
    due_hour BIGINT NOT NULL,
    sealed BYTEA NOT NULL
);
CREATE INDEX goings_due ON goings (due_hour);

-- Which servers were asked to delete a text, and which said that they did. The hour is that of the month's start.
CREATE TABLE receipts (
    subject_id BIGINT NOT NULL,
    host TEXT NOT NULL,
    confirmed BOOLEAN NOT NULL DEFAULT FALSE,
    asked_hour BIGINT NOT NULL,
    PRIMARY KEY (subject_id, host)
);
CREATE INDEX receipts_asked ON receipts (asked_hour);
