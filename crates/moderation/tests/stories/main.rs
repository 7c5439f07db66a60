//! Stories of people who keep each other safe.

mod cast;
mod measures;
mod people;
mod proposals;
