//! Search over a database, from what is typed to what is shown.

mod cast;
mod following;
mod secrets;
mod words;
