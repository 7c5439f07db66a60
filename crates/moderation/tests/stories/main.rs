//! Stories of people who keep each other safe.

mod appeals;
mod audit;
mod cases;
mod cast;
mod measures;
mod own_rules;
mod people;
mod proposals;
