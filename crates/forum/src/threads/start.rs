//! A member starts a thread.

use members::{Community, Member, personas};
use store::{ThreadId, Tx};

use super::insert::{Origin, insert};
use crate::{
    Posted, Refusal, ThreadDraft, sent_forms,
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
    if let Some(first) = sent_forms::first(tx, member, draft.once).await? {
        return Ok(Posted { id: ThreadId(first), held: None, again: true });
    }
    writing::allowed(tx, member, community).await?;
    let written = Written::thread(&draft.title, &draft.body, &draft.notes)?;
    let author = personas::wear(tx, member, community).await?;
    let rule = writing::screen(tx, author.id, &written, None).await?;
    let hour = tx.clock().hour();
    let id = insert(tx, community, author.id, written, hour, Origin::default(), rule).await?;
    sent_forms::note(tx, member, draft.once, id.0).await?;
    Ok(Posted { id, held: rule.map(str::to_owned), again: false })
}
