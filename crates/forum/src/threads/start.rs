//! A member starts a thread.

use members::{Community, Member, personas};
use moderation::Subject;
use store::{ThreadId, Tx};

use super::insert::{Origin, insert};
use crate::{
    Posted, Refusal, ThreadDraft, goings, sent_forms,
    writing::{self, Written},
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
        return Ok(Posted { id: ThreadId(first), held: None, again: true });
    }
    writing::allowed(tx, member, community).await?;
    let written = Written::thread(&draft.title, &draft.body, &draft.notes)?;
    let author = personas::wear(tx, member, community).await?;
    let rule = writing::screen(tx, author.id, &written, None).await?;
    let hour = tx.clock().hour();
    insert(tx, id, community, author.id, written, Origin { hour, object_id: None }, rule).await?;
    goings::settle(tx, member, community, Subject::Thread(id)).await?;
    Ok(Posted { id, held: rule.map(str::to_owned), again: false })
}
