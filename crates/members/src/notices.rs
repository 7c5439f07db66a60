//! What concerns one of my names: kept per name, collected by whoever can derive the name.

use store::{CommentId, Cursor, Hour, NoticeId, Page, PersonaId, Result, ThreadId, Tx};

use crate::Member;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Somebody commented on my thread.
    ReplyToThread,
    /// Somebody replied to my comment.
    ReplyToComment,
    /// A moderator acted on something of mine.
    Measure,
    /// Somebody reported something where I moderate.
    Report,
}

/// Something that concerns one of my names.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Notice {
    /// Its id.
    pub id: NoticeId,
    /// Which of my names it concerns.
    #[sqlx(rename = "persona_id")]
    pub persona: PersonaId,
    /// What happened.
    #[sqlx(try_from = "String")]
    pub kind: Kind,
    /// Where.
    pub thread_id: ThreadId,
    /// At which comment.
    pub comment_id: Option<CommentId>,
    /// When, coarsely.
    pub hour: Hour,
    /// Whether I saw it.
    pub seen: bool,
}

impl TryFrom<String> for Kind {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        match text.as_str() {
            "reply_to_thread" => Ok(Self::ReplyToThread),
            "reply_to_comment" => Ok(Self::ReplyToComment),
            "measure" => Ok(Self::Measure),
            "report" => Ok(Self::Report),
            other => Err(format!("no notice is called {other}")),
        }
    }
}

/// Leaves a notice for one of our names; for a remote one it does nothing.
///
/// # Errors
/// When the database fails.
pub async fn add(
    tx: &mut Tx,
    persona: PersonaId,
    kind: Kind,
    thread: ThreadId,
    comment: Option<CommentId>,
) -> Result<()> {
    let _ = (tx, persona, kind, thread, comment);
    todo!()
}

/// The notices of all my names, newest first, without those of muted threads.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &mut Tx, member: &Member, after: Option<Cursor>) -> Result<Page<Notice>> {
    let _ = (tx, member, after);
    todo!()
}

/// How many I have not seen.
///
/// # Errors
/// When the database fails.
pub async fn unseen(tx: &mut Tx, member: &Member) -> Result<i64> {
    let _ = (tx, member);
    todo!()
}

/// I saw them all.
///
/// # Errors
/// When the database fails.
pub async fn see_all(tx: &mut Tx, member: &Member) -> Result<()> {
    let _ = (tx, member);
    todo!()
}

/// I saw those of one thread.
///
/// # Errors
/// When the database fails.
pub async fn see(tx: &mut Tx, member: &Member, thread: ThreadId) -> Result<()> {
    let _ = (tx, member, thread);
    todo!()
}

/// I don't want to hear of this thread.
///
/// # Errors
/// When the database fails.
pub async fn mute(tx: &mut Tx, member: &Member, thread: ThreadId) -> Result<()> {
    let _ = (tx, member, thread);
    todo!()
}

/// I want to hear of it again.
///
/// # Errors
/// When the database fails.
pub async fn unmute(tx: &mut Tx, member: &Member, thread: ThreadId) -> Result<()> {
    let _ = (tx, member, thread);
    todo!()
}

/// Whether I muted it.
///
/// # Errors
/// When the database fails.
pub async fn is_muted(tx: &mut Tx, member: &Member, thread: ThreadId) -> Result<bool> {
    let _ = (tx, member, thread);
    todo!()
}
