//! The only crate that knows ActivityPub: what this server says to others, and what it hears.

pub mod addresses;
pub mod circle;
pub mod dead;
pub mod discovery;
pub mod federation;
pub mod instances;
pub mod known_as;
pub mod lookup;
pub mod outcome;
pub mod peers;
pub mod profile;
pub mod receipts;
pub mod settings;
pub mod status;
pub mod waking;
pub mod wire;
pub mod work;

mod activities;
mod actors;
mod arrivals;
mod collections;
mod delivery;
#[cfg(test)]
mod document;
mod errands;
mod inbox;
mod objects;
mod outbox;
mod own;
mod pictures;
mod received;
mod serve;
mod tidying;

pub use federation::{Federation, OpenFault, make_signing_key};
pub use serve::wants_activity;
pub use settings::Settings;
pub use work::Stop;
