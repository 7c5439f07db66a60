//! An author edits a thread, or takes it away.

use members::Member;
use store::{ThreadId, Tx};

use crate::{Posted, Refusal, ThreadDraft};

/// Edits a thread. `version` is the one that the form was filled with.
///
/// # Errors
/// When it is not the member's, somebody was faster, or the draft is unfit.
pub async fn edit(
    _tx: &mut Tx,
    _member: &Member,
    _thread: ThreadId,
    _version: i64,
    _draft: ThreadDraft,
) -> Result<Posted<ThreadId>, Refusal> {
    todo!()
}

/// Takes a thread's words away for good; what others wrote in it stays.
///
/// # Errors
/// When it is not the member's.
pub async fn delete(_tx: &mut Tx, _member: &Member, _thread: ThreadId) -> Result<(), Refusal> {
    todo!()
}
