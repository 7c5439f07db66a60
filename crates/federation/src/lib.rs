//! The only crate that knows ActivityPub.

pub mod wire;
