//! Comments: posting, editing, reading.

mod edit;
mod insert;
mod page;
mod post;
mod receive;
mod show;

use store::{CommentId, Hour, ThreadId};

use crate::{Author, Note, State, author};

pub(crate) use edit::empty;
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
    /// The name that it answers, when that comment stands on an earlier page and can be read.
    pub answers: Option<String>,
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

/// A row as each query that reads comments selects it.
#[derive(serde::Deserialize)]
struct Row {
    id: CommentId,
    thread_id: ThreadId,
    ordinal: i64,
    parent_id: Option<CommentId>,
    #[serde(flatten)]
    author: Author,
    object_id: Option<String>,
    html: Option<String>,
    notes: String,
    hour: Hour,
    edited_hour: Option<Hour>,
    version: i64,
    state: State,
}

impl Row {
    fn comment(self) -> Comment {
        Comment {
            id: self.id,
            thread_id: self.thread_id,
            ordinal: self.ordinal,
            parent_id: self.parent_id,
            answers: None,
            author: self.author,
            object_id: self.object_id,
            html: self.html,
            notes: Note::split(&self.notes),
            hour: self.hour,
            edited_hour: self.edited_hour,
            version: self.version,
            state: self.state,
        }
    }
}

fn number_authors(comments: &mut [Comment]) {
    author::number(comments.iter_mut().map(|comment| &mut comment.author));
}
