//! The finished program, as an operator meets it.

mod away;
mod door;
mod serve;
