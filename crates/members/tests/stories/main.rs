//! Stories about who people are and where they belong, each with a small cast.

mod at_rest;
mod bans;
mod blocks;
mod cast;
mod joining;
mod names;
mod notices;
mod offices;
mod porch;
mod reading;
mod recovery;
mod remembering;
mod sessions;
mod signing_in;
mod staying;
mod t15_names;
