//! Behind the veil: an author reads and edits their own words, a moderator judges what is hidden.

use members::Member;
use moderation::{Moderator, Subject};
use store::{PersonaId, Result, Tx};

use crate::{Note, State};

/// The words of a thread or a comment, whatever hides it. What its author deleted is gone for good.
#[derive(Clone, Debug)]
pub struct Words {
    /// The name that wrote it.
    pub persona: PersonaId,
    /// The title (threads only).
    pub title: Option<String>,
    /// As it was written: Markdown, or HTML from another server.
    pub body: String,
    /// As it is shown.
    pub html: String,
    /// Content notes.
    pub notes: Vec<Note>,
    /// To be sent with an edit.
    pub version: i64,
    /// How it stands.
    pub state: State,
}

/// What `member` wrote; `None` when it is not theirs, or deleted.
///
/// # Errors
/// When the database fails.
pub async fn own(_tx: &mut Tx, _member: &Member, _subject: Subject) -> Result<Option<Words>> {
    todo!()
}

/// What a moderator has to judge; `None` when it is in another community, or deleted.
///
/// # Errors
/// When the database fails.
pub async fn for_review(_tx: &mut Tx, _moderator: &Moderator, _subject: Subject) -> Result<Option<Words>> {
    todo!()
}
