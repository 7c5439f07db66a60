//! Comments from other servers. Federation has judged who may do what; here nothing unscreened passes,
//! and nothing that was removed or deleted comes back by itself.

use members::Community;
use moderation::{Subject, team};
use store::{CommentId, CommunityId, Event, PersonaId, Result, ThreadId, Tx};

use super::{
    edit,
    insert::{Place, insert},
};
use crate::{
    IncomingComment, IncomingEdit, Received, Refusal, State, objects, received, threads,
    writing::{self, Spot, Written},
};

/// Takes a comment in, once by its address.
///
/// # Errors
/// When the database fails.
pub async fn receive(
    tx: &mut Tx,
    community: &Community,
    thread: ThreadId,
    comment: IncomingComment,
) -> Result<(Received, Option<CommentId>)> {
    if let Some(known) = objects::by_object(tx, &comment.object_id).await? {
        let id = if let Subject::Comment(id) = known { Some(id) } else { None };
        return Ok((Received::Unchanged, id));
    }
    match take_in(tx, community, thread, comment).await {
        Ok(id) => Ok((Received::New, Some(id))),
        Err(Refusal::Fault(fault)) => Err(fault),
        Err(refusal) => Ok((Received::Refused(refusal), None)),
    }
}

async fn take_in(
    tx: &mut Tx,
    community: &Community,
    thread: ThreadId,
    comment: IncomingComment,
) -> Result<CommentId, Refusal> {
    received::allowed(tx, comment.persona, community).await?;
    open(tx, community, thread, comment.persona).await?;
    answerable(tx, thread, comment.parent).await?;
    let written = Written::remote_comment(&comment.body_html, &comment.notes)?;
    let spot = Spot { community: community.id, thread: Some(thread), answers: comment.parent, except: None };
    let verdict = writing::screen(tx, spot, comment.persona, &written).await?;
    let id = CommentId(tx.chance().id());
    let place = Place {
        id,
        community: community.id,
        thread,
        parent: comment.parent,
        author: comment.persona,
        hour: received::hour(tx, comment.published),
        object_id: Some(comment.object_id),
    };
    insert(tx, place, written, verdict, None).await?;
    Ok(id)
}

/// In our communities we say what is open. In a remote one its server does, and what it passes on is taken.
async fn open(
    tx: &mut Tx,
    community: &Community,
    thread: ThreadId,
    persona: PersonaId,
) -> Result<(), Refusal> {
    let thread = threads::show_any(tx, thread).await?.ok_or(Refusal::Gone)?;
    if thread.community_id != community.id {
        return Err(Refusal::Gone);
    }
    if !community.is_local() {
        return Ok(());
    }
    if thread.state != State::Shown {
        return Err(Refusal::Gone);
    }
    if thread.locked && team::remote(tx, persona, community.id).await?.is_none() {
        return Err(Refusal::Locked);
    }
    Ok(())
}

/// The answered comment must be in this thread; it may have been hidden meanwhile.
async fn answerable(tx: &mut Tx, thread: ThreadId, parent: Option<CommentId>) -> Result<(), Refusal> {
    let Some(parent) = parent else { return Ok(()) };
    let found: Option<i64> = tx
        .sql("SELECT ordinal FROM visible_comments WHERE id = $1 AND thread_id = $2")
        .bind(parent)
        .bind(thread)
        .value()
        .await?;
    found.map(|_| ()).ok_or(Refusal::UnknownParent)
}

/// Takes an edit in, unless it is older than what is known. What is hidden stays hidden.
///
/// # Errors
/// When the database fails.
pub async fn receive_edit(tx: &mut Tx, comment: CommentId, edit: IncomingEdit) -> Result<Received> {
    received::told(change(tx, comment, edit, false).await)
}

/// The author (or their server) took it away: its words are gone.
///
/// # Errors
/// When the database fails.
pub async fn receive_delete(tx: &mut Tx, comment: CommentId) -> Result<Received> {
    Ok(if edit::empty(tx, comment).await? { Received::Changed } else { Received::Unchanged })
}

/// The author (or their server) brought it back, with its words. What a moderator removed stays removed.
///
/// # Errors
/// When the database fails.
pub async fn restore(tx: &mut Tx, comment: CommentId, edit: IncomingEdit) -> Result<Received> {
    received::told(change(tx, comment, edit, true).await)
}

/// `back`: from deleted to shown; otherwise an edit of what is there.
async fn change(
    tx: &mut Tx,
    comment: CommentId,
    edit: IncomingEdit,
    back: bool,
) -> Result<Received, Refusal> {
    let subject = Subject::Comment(comment);
    let Some(row) = row(tx, comment).await? else { return Err(Refusal::Gone) };
    if row.object_id.is_none() {
        return Err(Refusal::NotYours);
    }
    let updated = received::moment(tx, edit.updated);
    if row.deleted != back || (!back && row.origin_updated.is_some_and(|known| updated <= known)) {
        return Ok(Received::Unchanged);
    }
    received::not_banned(tx, row.persona_id, row.community_id).await?;
    let written = Written::remote_comment(&edit.body_html, &edit.notes)?;
    let (thread, except) = (Some(row.thread_id), Some(subject));
    let spot = Spot { community: row.community_id, thread, answers: None, except };
    let verdict = writing::screen(tx, spot, row.persona_id, &written).await?;
    update(tx, comment, written, updated).await?;
    writing::heed(tx, row.community_id, subject, verdict).await?;
    let (community, thread) = (row.community_id, row.thread_id);
    tx.record(match back {
        true => Event::CommentRestored { community, thread, comment },
        false => Event::CommentEdited { community, thread, comment },
    });
    Ok(Received::Changed)
}

async fn update(tx: &mut Tx, comment: CommentId, written: Written, updated: i64) -> Result<()> {
    let hour = tx.clock().hour();
    tx.sql(
        "UPDATE comments SET body = $1, html = $2, notes = $3, edited_hour = $4, deleted = FALSE, \
         origin_updated = $5, version = version + 1 WHERE id = $6",
    )
    .bind(written.body)
    .bind(written.html)
    .bind(written.notes)
    .bind(hour)
    .bind(updated)
    .bind(comment)
    .execute()
    .await?;
    Ok(())
}

#[derive(serde::Deserialize)]
struct Row {
    community_id: CommunityId,
    thread_id: ThreadId,
    persona_id: PersonaId,
    object_id: Option<String>,
    deleted: bool,
    origin_updated: Option<i64>,
}

async fn row(tx: &mut Tx, comment: CommentId) -> Result<Option<Row>> {
    tx.sql(
        "SELECT threads.community_id, comments.thread_id, comments.persona_id, comments.object_id, \
         comments.deleted, comments.origin_updated \
         FROM comments JOIN threads ON threads.id = comments.thread_id WHERE comments.id = $1",
    )
    .bind(comment)
    .optional()
    .await
}
