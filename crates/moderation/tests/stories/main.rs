//! Stories of people who keep each other safe.

mod cast;
mod measures;
mod own_rules;
mod people;
mod proposals;
