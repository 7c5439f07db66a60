//! Actors of other servers: reading their documents, remembering them, and finding the key that signs.

mod document;
mod keys;
mod names;
mod table;

pub(crate) use document::{ActorDocument, ActorKind};
pub(crate) use keys::{KeyFault, Keys};
pub(crate) use table::{
    RemoteActor, advertising, author, by_id, by_key, forget, forget_inbox, keep, known, outbox,
};
