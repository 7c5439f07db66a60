//! Threads: starting, editing, reading.

mod edit;
mod insert;
pub(crate) mod list;
mod listening;
mod receive;
mod show;
mod start;
mod unlisted;

use store::{CommunityId, Hour, ThreadId};

use crate::{Author, Note, State};

pub(crate) use edit::empty;
pub use edit::{delete, edit};
pub use list::{Order, list};
pub(crate) use listening::is_listening;
use listening::listen;
pub use receive::{receive, receive_delete, receive_edit, restore};
pub use show::{show, show_any};
pub use start::start;
use unlisted::unlist;

/// A thread as the views show it.
#[derive(Clone, Debug)]
pub struct Thread {
    /// Its number.
    pub id: ThreadId,
    /// Where it is.
    pub community_id: CommunityId,
    /// Its place in the community.
    pub ordinal: i64,
    /// Who wrote it.
    pub author: Author,
    /// Its address, when another server gave it one.
    pub object_id: Option<String>,
    /// Its title; `None` unless shown.
    pub title: Option<String>,
    /// Its body as HTML; `None` unless shown.
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
    /// Whether only moderators may still write.
    pub locked: bool,
    /// Whether it stays on top.
    pub pinned: bool,
    /// Whether its author asks to be listened to: no advice.
    pub listening: bool,
    /// Whether search may not find it, nor what is said in it.
    pub unlisted: bool,
    /// How many comments it has, hidden ones too: also the ordinal of the last one.
    pub comments: i64,
}

/// A thread in a list.
#[derive(Clone, Debug)]
pub struct ThreadLine {
    /// Its number.
    pub id: ThreadId,
    /// Where it is.
    pub community_id: CommunityId,
    /// Its place in the community.
    pub ordinal: i64,
    /// Who wrote it.
    pub author: Author,
    /// Its title.
    pub title: String,
    /// Content notes.
    pub notes: Vec<Note>,
    /// When it was written.
    pub hour: Hour,
    /// When something was last written in it.
    pub active_hour: Hour,
    /// Its place by activity in the community.
    pub activity: i64,
    /// Whether only moderators may still write.
    pub locked: bool,
    /// Whether it stays on top.
    pub pinned: bool,
    /// How many comments it has: also the ordinal of the last one, for read marks.
    pub comments: i64,
}
