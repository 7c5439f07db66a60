//! A member answers.

use members::{Community, Member, Viewer};
use moderation::{Subject, screening::Verdict, team};
use store::{CommentId, ThreadId, Tx};

use super::insert::{Place, insert};
use crate::{
    CommentDraft, Posted, Refusal, State, Thread, goings, media, naming, sent_forms, threads,
    writing::{self, Spot, Written},
};

/// Posts a comment.
///
/// # Errors
/// When the member may not write here, or the draft is unfit.
pub async fn post(
    tx: &mut Tx,
    member: &Member,
    thread: ThreadId,
    draft: CommentDraft,
) -> Result<Posted<CommentId>, Refusal> {
    let id = CommentId(tx.chance().id());
    if let Some(first) = sent_forms::claim(tx, member, draft.once, id.0).await? {
        return Ok(Posted { id: CommentId(first), verdict: Verdict::default(), again: true, urgent: false });
    }
    let viewer = Viewer::of(tx, member).await?;
    let (thread, community) = threads::show(tx, &viewer, thread).await?.ok_or(Refusal::Gone)?;
    writing::allowed(tx, member, &community).await?;
    open(tx, member, &thread, &community).await?;
    answerable(tx, &thread, draft.parent).await?;
    let written = Written::comment(&draft.body, &draft.notes)?;
    let author = naming::wear(tx, member, &community, thread.id, draft.signing).await?;
    let spot = Spot { community: community.id, thread: Some(thread.id), answers: draft.parent, except: None };
    let verdict = writing::screen(tx, spot, author.persona.id, &written).await?;
    writing::has_read_guidelines(tx, member, &community, verdict).await?;
    let mut urgent = false;
    if author.one_time {
        let place = (Subject::Comment(id), thread.id);
        urgent = writing::release(tx, &community, place, verdict, (draft.signing.pace, false)).await?;
    }
    let hour = tx.clock().hour();
    let place = Place {
        id,
        community: community.id,
        thread: thread.id,
        parent: draft.parent,
        author: author.persona.id,
        hour,
        object_id: None,
    };
    insert(tx, place, written, verdict, Some(member)).await?;
    media::attach(tx, member, &community, id.0, draft.picture).await?;
    goings::settle(tx, member, &community, Subject::Comment(id)).await?;
    Ok(Posted { id, verdict, again: false, urgent })
}

/// What is hidden or taken away is not answered; in a locked thread only moderators still write.
async fn open(tx: &mut Tx, member: &Member, thread: &Thread, community: &Community) -> Result<(), Refusal> {
    if thread.state != State::Shown {
        return Err(Refusal::Gone);
    }
    if thread.locked && team::moderator(tx, member, community).await?.is_none() {
        return Err(Refusal::Locked);
    }
    Ok(())
}

/// The answered comment must be in this thread, and readable.
async fn answerable(tx: &mut Tx, thread: &Thread, parent: Option<CommentId>) -> Result<(), Refusal> {
    let Some(parent) = parent else { return Ok(()) };
    let found: Option<i64> = tx
        .sql("SELECT ordinal FROM visible_comments WHERE id = $1 AND thread_id = $2 AND state = 'shown'")
        .bind(parent)
        .bind(thread.id)
        .value()
        .await?;
    found.map(|_| ()).ok_or(Refusal::UnknownParent)
}
