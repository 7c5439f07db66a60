//! Promises about the whole tree, held as tests.

mod arrows;
mod disclosure;
mod joins;
mod links;
mod porch;
mod privacy;
mod schema;
mod words;
