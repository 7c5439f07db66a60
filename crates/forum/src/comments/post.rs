//! A member answers.

use members::Member;
use store::{CommentId, ThreadId, Tx};

use crate::{CommentDraft, Posted, Refusal};

/// Posts a comment.
///
/// # Errors
/// When the member may not write here, or the draft is unfit.
pub async fn post(
    _tx: &mut Tx,
    _member: &Member,
    _thread: ThreadId,
    _draft: CommentDraft,
) -> Result<Posted<CommentId>, Refusal> {
    todo!()
}
