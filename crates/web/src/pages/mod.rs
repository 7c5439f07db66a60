//! One page a file: its routes, its form, its template, its handlers.

pub mod circle;
pub mod comments;
pub mod communities;
pub mod community;
pub mod decisions;
pub mod feed;
pub mod founding;
pub mod guidelines;
pub mod health;
pub mod help;
pub mod help_now;
pub mod join;
pub mod leave;
pub mod mine;
pub mod notices;
pub mod organisations;
pub mod recover;
pub mod report;
pub mod reports;
pub mod rules;
pub mod settings;
pub mod setup;
pub mod sign_in;
pub mod team;
pub mod threads;
pub mod welcome;
