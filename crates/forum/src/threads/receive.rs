//! Threads from other servers. Federation has judged who may do what; here nothing unscreened passes,
//! and nothing that was removed or deleted comes back by itself.

use members::Community;
use moderation::Subject;
use store::{CommunityId, Event, PersonaId, Result, ThreadId, Tx};

use super::{
    edit,
    insert::{Origin, insert},
};
use crate::{
    IncomingEdit, IncomingThread, Received, Refusal, objects, received,
    writing::{self, Spot, Written},
};

/// Takes a thread in, once by its address.
///
/// # Errors
/// When the database fails.
pub async fn receive(
    tx: &mut Tx,
    community: &Community,
    thread: IncomingThread,
) -> Result<(Received, Option<ThreadId>)> {
    if let Some(known) = objects::by_object(tx, &thread.object_id).await? {
        let id = if let Subject::Thread(id) = known { Some(id) } else { None };
        return Ok((Received::Unchanged, id));
    }
    match take_in(tx, community, thread).await {
        Ok(id) => Ok((Received::New, Some(id))),
        Err(Refusal::Fault(fault)) => Err(fault),
        Err(refusal) => Ok((Received::Refused(refusal), None)),
    }
}

async fn take_in(tx: &mut Tx, community: &Community, thread: IncomingThread) -> Result<ThreadId, Refusal> {
    received::allowed(tx, thread.persona, community).await?;
    let written = Written::remote_thread(&thread.title, &thread.body_html, &thread.notes)?;
    let spot = Spot { community: community.id, thread: None, answers: None, except: None };
    let verdict = writing::screen(tx, spot, thread.persona, &written).await?;
    let id = ThreadId(tx.chance().id());
    let hour = received::hour(tx, thread.published);
    let origin = Origin { hour, object_id: Some(thread.object_id) };
    insert(tx, id, community, thread.persona, written, origin, verdict).await?;
    super::unlist(tx, id, thread.unlisted).await?;
    Ok(id)
}

/// Takes an edit in, unless it is older than what is known. What is hidden stays hidden.
///
/// # Errors
/// When the database fails.
pub async fn receive_edit(tx: &mut Tx, thread: ThreadId, edit: IncomingEdit) -> Result<Received> {
    received::told(change(tx, thread, edit, false).await)
}

/// The author (or their server) took it away: its words are gone.
///
/// # Errors
/// When the database fails.
pub async fn receive_delete(tx: &mut Tx, thread: ThreadId) -> Result<Received> {
    Ok(if edit::empty(tx, thread).await? { Received::Changed } else { Received::Unchanged })
}

/// The author (or their server) brought it back, with its words. What a moderator removed stays removed.
///
/// # Errors
/// When the database fails.
pub async fn restore(tx: &mut Tx, thread: ThreadId, edit: IncomingEdit) -> Result<Received> {
    received::told(change(tx, thread, edit, true).await)
}

/// `back`: from deleted to shown; otherwise an edit of what is there.
async fn change(tx: &mut Tx, thread: ThreadId, edit: IncomingEdit, back: bool) -> Result<Received, Refusal> {
    let subject = Subject::Thread(thread);
    let Some(row) = row(tx, thread).await? else { return Err(Refusal::Gone) };
    if row.object_id.is_none() {
        return Err(Refusal::NotYours);
    }
    let updated = received::moment(tx, edit.updated);
    if row.deleted != back || (!back && row.origin_updated.is_some_and(|known| updated <= known)) {
        return Ok(Received::Unchanged);
    }
    received::not_banned(tx, row.persona_id, row.community_id).await?;
    let title = edit.title.as_deref().unwrap_or(&row.title);
    let written = Written::remote_thread(title, &edit.body_html, &edit.notes)?;
    let spot = Spot { community: row.community_id, thread: None, answers: None, except: Some(subject) };
    let verdict = writing::screen(tx, spot, row.persona_id, &written).await?;
    update(tx, thread, written, updated).await?;
    super::unlist(tx, thread, edit.unlisted).await?;
    writing::heed(tx, row.community_id, subject, verdict).await?;
    let community = row.community_id;
    tx.record(match back {
        true => Event::ThreadRestored { community, thread },
        false => Event::ThreadEdited { community, thread },
    });
    Ok(Received::Changed)
}

async fn update(tx: &mut Tx, thread: ThreadId, written: Written, updated: i64) -> Result<()> {
    let hour = tx.clock().hour();
    tx.sql(
        "UPDATE threads SET title = $1, body = $2, html = $3, notes = $4, edited_hour = $5, deleted = FALSE, \
         origin_updated = $6, version = version + 1 WHERE id = $7",
    )
    .bind(written.title)
    .bind(written.body)
    .bind(written.html)
    .bind(written.notes)
    .bind(hour)
    .bind(updated)
    .bind(thread)
    .execute()
    .await?;
    Ok(())
}

#[derive(serde::Deserialize)]
struct Row {
    community_id: CommunityId,
    persona_id: PersonaId,
    object_id: Option<String>,
    title: String,
    deleted: bool,
    origin_updated: Option<i64>,
}

async fn row(tx: &mut Tx, thread: ThreadId) -> Result<Option<Row>> {
    tx.sql(
        "SELECT community_id, persona_id, object_id, title, deleted, origin_updated FROM threads WHERE id = $1",
    )
    .bind(thread)
    .optional()
    .await
}
