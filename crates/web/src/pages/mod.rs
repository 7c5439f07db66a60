//! One page a file: its routes, its form, its template, its handlers.

pub mod health;
pub mod sign_in;
pub mod help;
pub mod help_now;
pub mod join;
pub mod leave;
pub mod recover;
pub mod rules;
pub mod settings;
pub mod welcome;
pub mod organisations;
pub mod setup;
