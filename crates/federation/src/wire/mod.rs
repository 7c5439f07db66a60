//! The wire: how a request is signed, checked, addressed, fetched and read. It knows no forum and no database.
//!
//! | for | see |
//! |---|---|
//! | a key pair, and what peers publish of theirs | [`keys`], [`key_document`] |
//! | signing what we send | [`signer`] |
//! | checking what we receive | [`signature`], [`digest`], [`verifier`] |
//! | which server, which address, which network | [`host`], [`web_address`], [`addresses`], [`resolver`] |
//! | asking other servers | [`client`], [`webfinger`] |
//! | reading what they answer | [`json`] |
//!
//! An inbound request is judged in three steps, so that nothing is fetched for a request that is already wrong:
//! [`verifier::examine`] (no key needed), then the caller finds the key that [`verifier::Claim::key_id`] names
//! (its store, or [`client::Client::fetch_document`] and [`key_document::published_key`]), then
//! [`verifier::Claim::verify`]. Only [`SignatureRefusal::DoesNotMatch`] is worth a refetched key.
//!
//! An outbound request is signed afresh at each attempt: `client.post(&inbox, body, &signer.at(clock.now()))`.

pub mod addresses;
pub mod client;
pub mod digest;
pub mod host;
pub mod json;
pub mod key_document;
pub mod keys;
pub mod resolver;
pub mod signature;
pub mod signer;
pub mod verifier;
pub mod web_address;
pub mod webfinger;

pub use client::{Client, Document, Errand, FetchBudget, FetchRefusal};
pub use host::{BlockList, Host};
pub use keys::{PrivateKey, PublicKey};
pub use signature::SignatureRefusal;
pub use signer::{DatedSigner, Signer};
pub use web_address::{Reach, WebAddress};
pub use webfinger::Handle;
