//! The wire, tested from outside: every check with what it must refuse and what it must let through.
//!
//! Names begin with the row of the list of federation security checks that they cover. Where fetching matters, a
//! real server on this machine answers.

mod fetching;
mod hostile_servers;
mod keys;
mod peer;
mod reading;
mod recorded;
mod signatures;
mod signing;
mod webfinger;
