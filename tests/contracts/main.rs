//! Promises about the whole tree, held as tests.

mod arrows;
mod backups;
mod crowd;
mod links;
mod porch;
mod privacy;
mod waking;
mod words;
