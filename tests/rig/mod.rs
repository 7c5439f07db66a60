//! What the tests of the whole program stand on: servers as processes of their own, and people who write.

pub mod cluster;
pub mod peer;
pub mod people;
pub mod server;
pub mod traces;

pub use peer::Peer;
pub use people::Resident;
pub use server::{Place, Server};
