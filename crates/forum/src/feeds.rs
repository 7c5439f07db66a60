//! What I joined, and what I wrote.

use members::{Member, Viewer};
use store::{CommentId, CommunityId, Cursor, Hour, Page, Result, ThreadId, Tx};

use crate::{State, ThreadLine};

/// The threads of the communities that `member` joined, newest activity first.
///
/// # Errors
/// When the database fails.
pub async fn joined(
    _tx: &mut Tx,
    _viewer: &Viewer,
    _member: &Member,
    _from: Option<Cursor>,
) -> Result<Page<ThreadLine>> {
    todo!()
}

/// Something that a member wrote.
#[derive(Clone, Debug)]
pub struct MyLine {
    /// Where.
    pub community: CommunityId,
    /// The community's title.
    pub community_title: String,
    /// In which thread, or the thread itself.
    pub thread: ThreadId,
    /// The thread's title, if it can be read.
    pub title: Option<String>,
    /// The comment; `None` when it is the thread.
    pub comment: Option<CommentId>,
    /// The first words, if it can be read.
    pub excerpt: Option<String>,
    /// When.
    pub hour: Hour,
    /// How it stands.
    pub state: State,
}

/// What `member` wrote under all names, newest first; their own held things with their words.
///
/// # Errors
/// When the database fails.
pub async fn mine(
    _tx: &mut Tx,
    _viewer: &Viewer,
    _member: &Member,
    _from: Option<Cursor>,
) -> Result<Page<MyLine>> {
    todo!()
}
