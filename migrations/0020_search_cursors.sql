-- A node's search index remembers by itself how far it is. Its row here keeps the events that it has yet to read, until
-- this hour: a node that is gone for good holds nobody up.
ALTER TABLE cursors ADD COLUMN until_hour BIGINT;
