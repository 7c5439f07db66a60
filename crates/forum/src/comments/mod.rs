//! Comments: posting, editing, reading.

mod edit;
mod page;
mod post;
mod receive;
mod show;

use store::{CommentId, Hour, ThreadId};

use crate::{Author, Note, State};

pub use edit::{delete, edit};
pub use page::{CommentPage, PAGE, page};
pub use post::post;
pub use receive::{receive, receive_delete, receive_edit, restore};
pub use show::{show, show_any};

/// A comment as the views show it.
#[derive(Clone, Debug)]
pub struct Comment {
    /// Its number.
    pub id: CommentId,
    /// Its thread.
    pub thread_id: ThreadId,
    /// Its place in the thread, from 1.
    pub ordinal: i64,
    /// The comment it answers; `None` answers the thread.
    pub parent_id: Option<CommentId>,
    /// Who wrote it.
    pub author: Author,
    /// Its address, when another server gave it one.
    pub object_id: Option<String>,
    /// Its body as HTML; `None` unless shown (or revealed to its author or a moderator).
    pub html: Option<String>,
    /// Content notes.
    pub notes: Vec<Note>,
    /// When.
    pub hour: Hour,
    /// When it was last edited.
    pub edited_hour: Option<Hour>,
    /// Rises with each edit.
    pub version: i64,
    /// How it stands.
    pub state: State,
}
