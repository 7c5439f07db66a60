//! Finding a public key in the documents in which peers publish them.

use serde_json::Value;
use thiserror::Error;

use super::json::one_id;
use super::keys::{KeyRefusal, PublicKey};

/// A key as somebody's server publishes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedKey {
    /// The key's own id.
    pub id: String,
    /// The actor whose key it is. Only that actor's own document can confirm it.
    pub owner: String,
    /// The key.
    pub key: PublicKey,
}

/// Why a document does not give the key that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum KeyDocumentRefusal {
    /// There is no key of that id in it.
    #[error("the document does not hold the key")]
    NoSuchKey,
    /// The key names no owner, or another one than the actor whose document this is.
    #[error("the key belongs to somebody else")]
    ForeignOwner,
    /// The key cannot be used.
    #[error(transparent)]
    Unusable(#[from] KeyRefusal),
}

/// Reads the key `key_id` from an actor's document, or from a bare key document.
///
/// Three forms are in use and all are read: an actor with `#main-key` or `#key`, an actor with a key at `/main-key`
/// (where a fetch of the key answers with the actor, whose id leads to the whole), and a document that is the key
/// itself. From a bare key document the `owner` is a mere claim: fetch the owner and ask its document again.
pub fn published_key(document: &Value, key_id: &str) -> Result<PublishedKey, KeyDocumentRefusal> {
    let id = one_id(document).ok_or(KeyDocumentRefusal::NoSuchKey)?;
    if document["publicKeyPem"].is_string() && id == key_id {
        return read_key(document, None);
    }
    let keys = match &document["publicKey"] {
        Value::Array(keys) => keys.as_slice(),
        one => std::slice::from_ref(one),
    };
    let key = keys.iter().find(|key| one_id(key) == Some(key_id)).ok_or(KeyDocumentRefusal::NoSuchKey)?;
    read_key(key, Some(id))
}

fn read_key(key: &Value, actor: Option<&str>) -> Result<PublishedKey, KeyDocumentRefusal> {
    let owner = one_id(&key["owner"]).or_else(|| one_id(&key["controller"]));
    let owner = owner.filter(|owner| actor.is_none_or(|actor| actor == *owner));
    let owner = owner.ok_or(KeyDocumentRefusal::ForeignOwner)?;
    let pem = key["publicKeyPem"].as_str().ok_or(KeyDocumentRefusal::NoSuchKey)?;
    let id = one_id(key).ok_or(KeyDocumentRefusal::NoSuchKey)?;
    Ok(PublishedKey { id: id.to_owned(), owner: owner.to_owned(), key: PublicKey::from_pem(pem)? })
}
