//! Promises about the whole tree, held as tests.

mod arrows;
mod privacy;
mod words;
