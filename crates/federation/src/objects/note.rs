//! A comment of ours as a `Note`.

use forum::Comment;
use serde_json::{Value, json};

use super::{Belonging, notes, published};
use crate::addresses::{Addresses, Place};

/// What a comment answers.
#[derive(Clone, Debug)]
pub(crate) struct Answered {
    /// The address of the comment or thread.
    pub(crate) object: String,
    /// The actor who wrote it.
    pub(crate) author: String,
    /// How that actor is mentioned, `@handle@host`, if it is of another server: several notify nobody without.
    pub(crate) mention: Option<String>,
    /// The thread as a list, if the thread is ours.
    pub(crate) context: Option<String>,
}

/// The object; `None` when there is nothing to be read.
pub(crate) fn object(
    addresses: &Addresses,
    comment: &Comment,
    author: &str,
    belonging: &Belonging,
    answered: &Answered,
    published_at: i64,
) -> Option<Value> {
    let mut note = json!({
        "id": addresses.of(&Place::Comment(comment.id)),
        "type": "Note",
        "attributedTo": author,
        "to": [belonging.everybody],
        "cc": [belonging.group, answered.author],
        "audience": belonging.group,
        "content": comment.html.as_ref()?,
        "inReplyTo": answered.object,
        "published": published::written(published_at),
        "sensitive": !comment.notes.is_empty(),
    });
    if let Some(context) = &answered.context {
        note["context"] = context.clone().into();
    }
    if let Some(name) = &answered.mention {
        note["tag"] = json!([{ "type": "Mention", "href": answered.author, "name": name }]);
    }
    if let Some(summary) = notes::line(&comment.notes) {
        note["summary"] = summary.into();
    }
    if let Some(updated) = published::of_edit(published_at, comment.edited_hour, comment.version) {
        note["updated"] = published::written(updated).into();
    }
    Some(note)
}
