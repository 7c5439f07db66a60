//! What a member sends, and what became of it.

use store::{CommentId, Tag};

use crate::Note;

/// A thread as its author wrote it.
#[derive(Clone, Debug, Default)]
pub struct ThreadDraft {
    /// The title, plain text.
    pub title: String,
    /// The body, Markdown.
    pub body: String,
    /// Content notes.
    pub notes: Vec<Note>,
    /// The form's own key, so that a double-sent form posts once.
    pub once: Option<Tag>,
}

/// A comment as its author wrote it.
#[derive(Clone, Debug, Default)]
pub struct CommentDraft {
    /// The body, Markdown.
    pub body: String,
    /// Content notes.
    pub notes: Vec<Note>,
    /// The comment it answers; `None` answers the thread.
    pub parent: Option<CommentId>,
    /// The form's own key, so that a double-sent form posts once.
    pub once: Option<Tag>,
}

/// What became of something sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posted<Id> {
    /// Its number.
    pub id: Id,
    /// The screening rule because of which a moderator looks first.
    pub held: Option<String>,
    /// Whether this form had come before, and nothing was done this time.
    pub again: bool,
}
