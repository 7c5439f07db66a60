//! Stories of people who keep each other safe.

mod cases;
mod cast;
mod measures;
mod people;
mod proposals;
