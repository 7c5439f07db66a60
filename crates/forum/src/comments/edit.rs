//! An author edits a comment, or takes it away.

use members::Member;
use store::{CommentId, Tx};

use crate::{CommentDraft, Posted, Refusal};

/// Edits a comment (its parent stays). `version` is the one that the form was filled with.
///
/// # Errors
/// When it is not the member's, somebody was faster, or the draft is unfit.
pub async fn edit(
    _tx: &mut Tx,
    _member: &Member,
    _comment: CommentId,
    _version: i64,
    _draft: CommentDraft,
) -> Result<Posted<CommentId>, Refusal> {
    todo!()
}

/// Takes a comment's words away for good; answers to it stay.
///
/// # Errors
/// When it is not the member's.
pub async fn delete(_tx: &mut Tx, _member: &Member, _comment: CommentId) -> Result<(), Refusal> {
    todo!()
}
