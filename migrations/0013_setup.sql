-- What those who run this server decided about it: its name, its colour, who may read, whom to call first.
CREATE TABLE porch (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

-- Help lines that somebody of this server called and found right. What was called stands here whole, so that a later
-- list cannot change the number under somebody's check.
CREATE TABLE help_lines (
    country TEXT NOT NULL,
    number TEXT NOT NULL,
    name TEXT NOT NULL,
    channel TEXT NOT NULL,
    hours TEXT NOT NULL,
    checked_day BIGINT NOT NULL,
    PRIMARY KEY (country, number)
);
