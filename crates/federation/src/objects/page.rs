//! A thread of ours as a `Page`.

use forum::Thread;
use serde_json::{Value, json};

use super::{Belonging, notes, published};
use crate::addresses::{Addresses, Place};

/// The object; `None` when there is nothing to be read.
pub(crate) fn object(
    addresses: &Addresses,
    thread: &Thread,
    author: &str,
    belonging: &Belonging,
) -> Option<Value> {
    let mut page = json!({
        "id": addresses.of(&Place::Thread(thread.id)),
        "type": "Page",
        "attributedTo": author,
        "to": [belonging.group, belonging.everybody],
        "cc": [],
        "audience": belonging.group,
        "name": thread.title.as_ref()?,
        "content": format!("{}{}", notes::paragraph(&thread.notes), thread.html.as_ref()?),
        "published": published::written(thread.hour.0),
        "sensitive": !thread.notes.is_empty(),
    });
    if belonging.followers.is_some() {
        page["context"] = addresses.of(&Place::Context(thread.id)).into();
    }
    if thread.unlisted {
        page["indexable"] = false.into();
    }
    if let Some(updated) = published::of_edit(thread.hour.0, thread.edited_hour, thread.version) {
        page["updated"] = published::written(updated).into();
    }
    Some(page)
}
