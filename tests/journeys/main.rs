//! The finished program, as an operator meets it.

mod away;
mod commands;
mod deploy;
mod door;
mod serve;
