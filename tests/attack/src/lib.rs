//! What a thief of the database, or a patient watcher, would try. Everything here works on what they would hold and knows
//! nothing of Porchlight's own code; the tests of the privacy table run it against made-up people whose names are known.
//!
//! `cargo run -p attack -- dump.sqlite` tries it on any copy of a database.

pub mod deletions;
pub mod dump;
pub mod equality;
pub mod guess;
pub mod order;
pub mod release;
pub mod roots;
pub mod size;
pub mod time;
pub mod timing;
