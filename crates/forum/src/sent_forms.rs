//! A form sent twice posts once.

use members::Member;
use store::{Result, Tag, Tx};

/// What this form made the first time, if it came before.
pub(crate) async fn first(_tx: &mut Tx, _member: &Member, _once: Option<Tag>) -> Result<Option<i64>> {
    todo!()
}

/// Notes what this form made.
pub(crate) async fn note(_tx: &mut Tx, _member: &Member, _once: Option<Tag>, _made: i64) -> Result<()> {
    todo!()
}

/// Forgets forms older than two days; answers how many.
///
/// # Errors
/// When the database fails.
pub async fn forget_old(_tx: &mut Tx) -> Result<u64> {
    todo!()
}
