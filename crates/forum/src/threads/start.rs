//! A member starts a thread.

use members::{Member, communities::Community};
use store::{ThreadId, Tx};

use crate::{Posted, Refusal, ThreadDraft};

/// Starts a thread.
///
/// # Errors
/// When the member may not write here, or the draft is unfit.
pub async fn start(
    _tx: &mut Tx,
    _member: &Member,
    _community: &Community,
    _draft: ThreadDraft,
) -> Result<Posted<ThreadId>, Refusal> {
    todo!()
}
