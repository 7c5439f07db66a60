//! What comes from another server, already judged and turned into ours by federation.

use members::{Community, personas};
use moderation::{Standing, standing};
use store::{CommentId, CommunityId, Hour, PersonaId, Result, Tx};

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
    /// Whether search may not find it.
    pub unlisted: bool,
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
    /// Whether search may not find it (threads only).
    pub unlisted: bool,
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

/// Whether a name from another server may write in a community.
pub(crate) async fn allowed(tx: &mut Tx, persona: PersonaId, community: &Community) -> Result<(), Refusal> {
    let known = personas::get(tx, persona).await?;
    if known.is_none_or(|known| known.deleted) {
        return Err(Refusal::Gone);
    }
    not_banned(tx, persona, community.id).await?;
    if community.closed { Err(Refusal::CommunityClosed) } else { Ok(()) }
}

/// A ban counts for edits too.
pub(crate) async fn not_banned(
    tx: &mut Tx,
    persona: PersonaId,
    community: CommunityId,
) -> Result<(), Refusal> {
    match standing::of_remote(tx, persona, community).await? {
        Standing::Free => Ok(()),
        Standing::Banned(ban) => Err(Refusal::Banned(ban)),
    }
}

/// The hour to keep: never ahead of us, and cut to the month when it is two days old.
pub(crate) fn hour(tx: &Tx, published: Hour) -> Hour {
    let now = tx.clock().hour();
    match published.min(now) {
        old if old < now.plus_hours(-48) => old.month(),
        recent => recent,
    }
}

/// When an edit was made: an hour ahead of us at most, so that a wrong clock does not end all editing.
pub(crate) fn moment(tx: &Tx, updated: i64) -> i64 {
    updated.min(tx.clock().now().timestamp_millis() + 3_600_000)
}

/// A refusal is an answer, a fault is an error.
pub(crate) fn told(result: Result<Received, Refusal>) -> Result<Received> {
    match result {
        Err(Refusal::Fault(fault)) => Err(fault),
        Err(refusal) => Ok(Received::Refused(refusal)),
        Ok(received) => Ok(received),
    }
}
