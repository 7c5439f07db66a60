//! The pages, as browsers meet them: each test is a short story on a house of its own.

mod doors;
mod guarding;
mod homes;
mod landmarks;
mod rig;
mod settings;
mod words;
