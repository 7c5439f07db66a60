-- Positions come from rows, so that they rise in the order of commits and never restart.
CREATE TABLE counters (
    name TEXT PRIMARY KEY,
    value BIGINT NOT NULL
);
INSERT INTO counters (name, value) VALUES ('events', 0), ('jobs', 0);

-- Facts, written in the transaction of the change, read by each consumer from its cursor, deleted soon.
CREATE TABLE events (
    position BIGINT PRIMARY KEY,
    body TEXT NOT NULL
);

CREATE TABLE cursors (
    consumer TEXT PRIMARY KEY,
    position BIGINT NOT NULL
);

-- A lane is worked by one worker at a time, oldest job first: a dead server delays only itself.
CREATE TABLE lanes (
    queue TEXT NOT NULL,
    lane TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0,
    lease BYTEA,
    leased_until BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (queue, lane)
);
CREATE INDEX lanes_due ON lanes (queue, due_at);

CREATE TABLE jobs (
    queue TEXT NOT NULL,
    lane TEXT NOT NULL,
    position BIGINT NOT NULL,
    payload TEXT NOT NULL,
    PRIMARY KEY (queue, lane, position)
);

CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
