//! One comment.

use members::{Viewer, communities::Community};
use store::{CommentId, Result, Tx};

use crate::{Comment, Thread};

/// A comment with its thread and community, if the viewer may read there.
///
/// # Errors
/// When the database fails.
pub async fn show(
    _tx: &mut Tx,
    _viewer: &Viewer,
    _comment: CommentId,
) -> Result<Option<(Comment, Thread, Community)>> {
    todo!()
}

/// A comment as the views show it, whoever asks: for federation, which judges each recipient itself.
///
/// # Errors
/// When the database fails.
pub async fn show_any(_tx: &mut Tx, _comment: CommentId) -> Result<Option<Comment>> {
    todo!()
}
