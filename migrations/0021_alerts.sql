-- Words of danger want two people: who said first that they are on it, until somebody else says so too.
ALTER TABLE alerts ADD COLUMN on_it BIGINT;
