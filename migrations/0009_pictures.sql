-- Whether members may add pictures, which a community's lead decides.
ALTER TABLE communities ADD COLUMN pictures BOOLEAN NOT NULL DEFAULT FALSE;

-- The picture below a thread or a comment; its bytes lie in the storage under its random name. Until it is posted it
-- belongs to no text and knows the hour. Another server's has a source, and no kind until it was fetched, once.
CREATE TABLE pictures (
    name TEXT PRIMARY KEY,
    subject_id BIGINT UNIQUE,
    kind TEXT NOT NULL,
    width BIGINT NOT NULL,
    height BIGINT NOT NULL,
    bytes BIGINT NOT NULL,
    alt TEXT NOT NULL,
    source TEXT,
    pending_hour BIGINT
);
CREATE INDEX pictures_pending ON pictures (pending_hour) WHERE pending_hour IS NOT NULL;
