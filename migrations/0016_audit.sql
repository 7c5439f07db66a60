-- The audit: what was decided, by which rule, in which month, never by whom. Each row covers itself and the row before,
-- so that none is changed, dropped or moved unseen. A chain for each community, and one (0) for the server: one chain for
-- all would keep in which order somebody acted in several communities. The month alone is kept: nothing is ever cut.
CREATE TABLE audit (
    community_id BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    act TEXT NOT NULL,
    what TEXT NOT NULL,
    about BIGINT,
    guideline BIGINT,
    rule TEXT,
    host TEXT NOT NULL,
    month BIGINT NOT NULL,
    hash BYTEA NOT NULL,
    PRIMARY KEY (community_id, ordinal)
);

-- Where each chain ends: who adds a row holds this one until the commit.
CREATE TABLE audit_heads (
    community_id BIGINT PRIMARY KEY,
    ordinal BIGINT NOT NULL,
    hash BYTEA NOT NULL
);
