//! The finished program, as an operator meets it.

mod away;
mod commands;
mod deploy;
mod doctor;
mod door;
mod serve;
