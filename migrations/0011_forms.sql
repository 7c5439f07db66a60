-- A form that was sent is forgotten by turns of a day: one number of three, which many rows share. A day, which only a
-- few rows of a quiet server hold, would join what they made.
ALTER TABLE sent_forms ADD COLUMN turn BIGINT NOT NULL DEFAULT 0;
ALTER TABLE sent_forms DROP COLUMN hour;
