//! An author edits a comment, or takes it away.

use members::{Journal, Member, Viewer, communities};
use moderation::{Subject, measures};
use store::{CommentId, CommunityId, Event, Mutant, Result, ThreadId, Tx};

use crate::{
    CommentDraft, Posted, Refusal, State, goings, media, releases,
    words::{self, Words},
    writing::{self, Spot, Written},
};

/// Edits a comment (its parent stays). `version` is the one that the form was filled with.
///
/// # Errors
/// When it is not the member's, somebody was faster, or the draft is unfit.
pub async fn edit(
    tx: &mut Tx,
    member: &Member,
    comment: CommentId,
    version: i64,
    draft: CommentDraft,
) -> Result<Posted<CommentId>, Refusal> {
    let subject = Subject::Comment(comment);
    let now = words::mine(tx, member, subject).await?;
    if now.state == State::Removed {
        return Err(Refusal::Gone);
    }
    let viewer = Viewer::of(tx, member).await?;
    let community = communities::get(tx, &viewer, now.community).await?.ok_or(Refusal::Gone)?;
    writing::allowed(tx, member, &community).await?;
    let written = Written::comment(&draft.body, &draft.notes)?;
    let (thread, except) = (Some(now.thread), Some(subject));
    let spot = Spot { community: community.id, thread, answers: None, except };
    let verdict = writing::screen(tx, spot, now.persona, &written).await?;
    if !update(tx, comment, version, written.clone()).await? {
        return Err(edited_meanwhile(now));
    }
    media::settle(tx, member, &community, comment.0, draft.picture).await?;
    let mut urgent = false;
    if Journal::of(tx, member).await?.last_day(now.persona).is_some() {
        let place = (subject, now.thread);
        urgent = writing::release(tx, &community, place, verdict, (draft.signing.pace, true)).await?;
    }
    writing::settle(tx, community.id, subject, verdict).await?;
    tx.record(Event::CommentEdited { community: community.id, thread: now.thread, comment });
    Ok(Posted { id: comment, verdict, again: false, urgent })
}

/// Whether the row still had that version.
async fn update(tx: &mut Tx, comment: CommentId, version: i64, written: Written) -> Result<bool> {
    let hour = tx.clock().hour();
    let changed = tx
        .sql(
            "UPDATE comments SET body = $1, html = $2, notes = $3, edited_hour = $4, version = version + 1 \
             WHERE id = $5 AND version = $6 AND NOT deleted",
        )
        .bind(written.body)
        .bind(written.html)
        .bind(written.notes)
        .bind(hour)
        .bind(comment)
        .bind(version)
        .execute()
        .await?;
    Ok(changed > 0)
}

fn edited_meanwhile(now: Words) -> Refusal {
    Refusal::EditedMeanwhile { title: None, theirs: now.body, version: now.version }
}

/// Takes a comment's words away for good; answers to it stay.
///
/// # Errors
/// When it is not the member's.
pub async fn delete(tx: &mut Tx, member: &Member, comment: CommentId) -> Result<(), Refusal> {
    words::mine(tx, member, Subject::Comment(comment)).await?;
    empty(tx, comment).await?;
    Ok(goings::gone(tx, member, Subject::Comment(comment)).await?)
}

/// Leaves a tombstone without words; answers whether there were any.
pub(crate) async fn empty(tx: &mut Tx, comment: CommentId) -> Result<bool> {
    if Mutant::TombstoneKeepsWords.is_on() {
        let sql = "UPDATE comments SET deleted = TRUE WHERE id = $1 AND NOT deleted";
        return Ok(tx.sql(sql).bind(comment).execute().await? > 0);
    }
    let emptied: Option<(ThreadId,)> = tx
        .sql(
            "UPDATE comments SET deleted = TRUE, body = '', html = '', notes = '', version = version + 1 \
             WHERE id = $1 AND NOT deleted RETURNING thread_id",
        )
        .bind(comment)
        .optional()
        .await?;
    let Some((thread,)) = emptied else { return Ok(false) };
    media::forget(tx, comment.0).await?;
    tx.sql("DELETE FROM supports WHERE subject_id = $1").bind(comment).execute().await?;
    releases::call_off(tx, Subject::Comment(comment)).await?;
    measures::moot(tx, Subject::Comment(comment)).await?;
    let (community,): (CommunityId,) =
        tx.sql("SELECT community_id FROM threads WHERE id = $1").bind(thread).one().await?;
    tx.record(Event::CommentDeleted { community, thread, comment });
    Ok(true)
}
