//! One page a file: its routes, its form, its template, its handlers.

pub mod health;
pub mod sign_in;
