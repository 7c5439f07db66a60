//! The linter, held to sentences: what must be marked, and the plain shares that must not be.

mod bench;
mod hostile;
mod wording;
