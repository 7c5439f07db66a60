//! A member starts a thread.

use members::{Community, Member};
use moderation::{Subject, screening::Verdict};
use store::{ThreadId, Tx};

use super::insert::{Origin, insert};
use crate::{
    Posted, Refusal, ThreadDraft, goings, media, naming, sent_forms,
    writing::{self, Spot, Written},
};

/// Starts a thread.
///
/// # Errors
/// When the member may not write here, or the draft is unfit.
pub async fn start(
    tx: &mut Tx,
    member: &Member,
    community: &Community,
    draft: ThreadDraft,
) -> Result<Posted<ThreadId>, Refusal> {
    let id = ThreadId(tx.chance().id());
    if let Some(first) = sent_forms::claim(tx, member, draft.once, id.0).await? {
        return Ok(Posted { id: ThreadId(first), verdict: Verdict::default(), again: true, urgent: false });
    }
    writing::allowed(tx, member, community).await?;
    let written = Written::thread(&draft.title, &draft.body, &draft.notes)?;
    let author = naming::wear_first(tx, member, community, id, (draft.once, draft.signing)).await?;
    let spot = Spot { community: community.id, thread: None, answers: None, except: None };
    let verdict = writing::screen(tx, spot, author.persona.id, &written).await?;
    writing::has_read_guidelines(tx, member, community, verdict).await?;
    let mut urgent = false;
    if author.one_time {
        let place = (Subject::Thread(id), id);
        urgent = writing::release(tx, community, place, verdict, (draft.signing.pace, false)).await?;
    }
    let hour = tx.clock().hour();
    insert(tx, id, community, author.persona.id, written, Origin { hour, object_id: None }, verdict).await?;
    super::listen(tx, id, draft.listening).await?;
    super::unlist(tx, id, draft.unlisted).await?;
    media::attach(tx, member, community, id.0, draft.picture).await?;
    goings::settle(tx, member, community, Subject::Thread(id)).await?;
    Ok(Posted { id, verdict, again: false, urgent })
}
