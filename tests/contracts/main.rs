//! Promises about the whole tree, held as tests.

mod arrows;
mod links;
mod privacy;
mod schema;
mod words;
