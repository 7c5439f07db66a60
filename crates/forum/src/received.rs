//! What comes from another server, already judged and turned into ours by federation.

use store::{CommentId, Hour, PersonaId};

use crate::{Note, Refusal};

/// A thread from another server.
#[derive(Clone, Debug)]
pub struct IncomingThread {
    /// Its address.
    pub object_id: String,
    /// Its author.
    pub persona: PersonaId,
    /// Its title, any text.
    pub title: String,
    /// Its body, any HTML: it is cleaned here.
    pub body_html: String,
    /// Content notes.
    pub notes: Vec<Note>,
    /// When it was written; what lies ahead of us counts as now.
    pub published: Hour,
}

/// A comment from another server.
#[derive(Clone, Debug)]
pub struct IncomingComment {
    /// Its address.
    pub object_id: String,
    /// Its author.
    pub persona: PersonaId,
    /// The comment it answers; `None` answers the thread.
    pub parent: Option<CommentId>,
    /// Its body, any HTML: it is cleaned here.
    pub body_html: String,
    /// Content notes.
    pub notes: Vec<Note>,
    /// When it was written; what lies ahead of us counts as now.
    pub published: Hour,
}

/// An edit from another server.
#[derive(Clone, Debug)]
pub struct IncomingEdit {
    /// The new title (threads only).
    pub title: Option<String>,
    /// The new body, any HTML: it is cleaned here.
    pub body_html: String,
    /// Content notes.
    pub notes: Vec<Note>,
    /// When, in milliseconds since 1970, as their server says: an older edit never overwrites a newer one.
    pub updated: i64,
}

/// What became of it.
#[derive(Debug)]
pub enum Received {
    /// It is new here.
    New,
    /// It changed something.
    Changed,
    /// It was known, or came too late to matter.
    Unchanged,
    /// It may not be; never [`Refusal::Fault`], which is an error.
    Refused(Refusal),
}
