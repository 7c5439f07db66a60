//! An author edits a thread, or takes it away.

use members::{Journal, Member, Viewer, communities};
use moderation::{Subject, measures};
use store::{Event, Result, ThreadId, Tx};

use crate::{
    Posted, Refusal, State, ThreadDraft, goings, media, releases,
    words::{self, Words},
    writing::{self, Spot, Written},
};

/// Edits a thread. `version` is the one that the form was filled with.
///
/// # Errors
/// When it is not the member's, somebody was faster, or the draft is unfit.
pub async fn edit(
    tx: &mut Tx,
    member: &Member,
    thread: ThreadId,
    version: i64,
    draft: ThreadDraft,
) -> Result<Posted<ThreadId>, Refusal> {
    let subject = Subject::Thread(thread);
    let now = words::mine(tx, member, subject).await?;
    if now.state == State::Removed {
        return Err(Refusal::Gone);
    }
    let viewer = Viewer::of(tx, member).await?;
    let community = communities::get(tx, &viewer, now.community).await?.ok_or(Refusal::Gone)?;
    writing::allowed(tx, member, &community).await?;
    let written = Written::thread(&draft.title, &draft.body, &draft.notes)?;
    let spot = Spot { community: community.id, thread: None, answers: None, except: Some(subject) };
    let verdict = writing::screen(tx, spot, now.persona, &written).await?;
    if !update(tx, thread, version, written.clone()).await? {
        return Err(edited_meanwhile(now));
    }
    super::listen(tx, thread, draft.listening).await?;
    super::unlist(tx, thread, draft.unlisted).await?;
    media::settle(tx, member, &community, thread.0, draft.picture).await?;
    let mut urgent = false;
    if Journal::of(tx, member).await?.last_day(now.persona).is_some() {
        let place = (subject, now.thread);
        urgent = writing::release(tx, &community, place, verdict, (draft.signing.pace, true)).await?;
    }
    writing::settle(tx, community.id, subject, verdict).await?;
    tx.record(Event::ThreadEdited { community: community.id, thread });
    Ok(Posted { id: thread, verdict, again: false, urgent })
}

/// Whether the row still had that version.
async fn update(tx: &mut Tx, thread: ThreadId, version: i64, written: Written) -> Result<bool> {
    let hour = tx.clock().hour();
    let changed = tx
        .sql(
            "UPDATE threads SET title = $1, body = $2, html = $3, notes = $4, edited_hour = $5, \
             version = version + 1 WHERE id = $6 AND version = $7 AND NOT deleted",
        )
        .bind(written.title)
        .bind(written.body)
        .bind(written.html)
        .bind(written.notes)
        .bind(hour)
        .bind(thread)
        .bind(version)
        .execute()
        .await?;
    Ok(changed > 0)
}

fn edited_meanwhile(now: Words) -> Refusal {
    Refusal::EditedMeanwhile { title: now.title, theirs: now.body, version: now.version }
}

/// Takes a thread's words away for good; what others wrote in it stays.
///
/// # Errors
/// When it is not the member's.
pub async fn delete(tx: &mut Tx, member: &Member, thread: ThreadId) -> Result<(), Refusal> {
    words::mine(tx, member, Subject::Thread(thread)).await?;
    empty(tx, thread).await?;
    Ok(goings::gone(tx, member, Subject::Thread(thread)).await?)
}

/// Leaves a tombstone without words; answers whether there were any.
pub(crate) async fn empty(tx: &mut Tx, thread: ThreadId) -> Result<bool> {
    let emptied = tx
        .sql(
            "UPDATE threads SET deleted = TRUE, title = '', body = '', html = '', notes = '', \
             version = version + 1 WHERE id = $1 AND NOT deleted RETURNING community_id",
        )
        .bind(thread)
        .value()
        .await?;
    let Some(community) = emptied else { return Ok(false) };
    media::forget(tx, thread.0).await?;
    tx.sql("DELETE FROM supports WHERE subject_id = $1").bind(thread).execute().await?;
    releases::call_off(tx, Subject::Thread(thread)).await?;
    measures::moot(tx, Subject::Thread(thread)).await?;
    tx.record(Event::ThreadDeleted { community, thread });
    Ok(true)
}
