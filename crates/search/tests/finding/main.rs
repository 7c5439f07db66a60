//! Search over a database, from what is typed to what is shown.

mod cast;
mod crowd;
mod following;
mod kills;
mod life;
mod naughty;
mod probe;
mod ranking;
mod rebuilding;
mod secrets;
mod times;
mod words;
