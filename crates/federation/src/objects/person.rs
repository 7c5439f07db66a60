//! One of our actors that is no community: a name, the pooled moderators, the reader, the server.

use serde_json::{Value, json};

use super::context;
use crate::{addresses::Place, federation::Inner};

/// The document of an actor of ours; `None` for a place that is none.
pub(crate) fn document(inner: &Inner, place: &Place, name: &str) -> Option<Value> {
    let id = inner.addresses.of(place);
    let kind = if *place == Place::Server { "Application" } else { "Person" };
    Some(json!({
        "@context": context(),
        "id": id,
        "type": kind,
        "preferredUsername": place.username()?,
        "name": name,
        "inbox": inner.addresses.inbox(),
        "outbox": format!("{id}/outbox"),
        "endpoints": { "sharedInbox": inner.addresses.inbox() },
        "manuallyApprovesFollowers": true,
        "discoverable": false,
        "indexable": false,
        "publicKey": public_key(inner, &id),
    }))
}

/// One key for all actors of this server: a key of one's own would set names apart.
pub(crate) fn public_key(inner: &Inner, id: &str) -> Value {
    json!({ "id": format!("{id}#main-key"), "owner": id, "publicKeyPem": inner.public_key })
}
