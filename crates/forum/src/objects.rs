//! Finding things by the addresses that other servers gave them.

use moderation::Subject;
use store::{Result, Tx};

/// What is known here under another server's address.
///
/// # Errors
/// When the database fails.
pub async fn by_object(_tx: &mut Tx, _object_id: &str) -> Result<Option<Subject>> {
    todo!()
}
