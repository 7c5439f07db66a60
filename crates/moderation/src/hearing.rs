//! Who hears of what: a reply tells the person it answers, a measure tells the author.

use store::{CommentId, Result, Tx};

use crate::subject::Place;

/// Tells the author of the answered comment (or of the thread), if that is somebody else here.
///
/// # Errors
/// When the database fails.
pub async fn of_reply(_tx: &mut Tx, _comment: CommentId) -> Result<()> {
    todo!()
}

/// Tells the author, if local, that a measure was taken or lifted.
///
/// # Errors
/// When the database fails.
pub async fn of_measure(_tx: &mut Tx, _place: &Place) -> Result<()> {
    todo!()
}
