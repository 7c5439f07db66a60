//! Finds words in what somebody may read, and nothing else.
