//! After an older state was put in place: what is said of our texts from now on is newer than all that was ever said.

use store::{Result, Tx};

/// Nobody edits a text more often within an hour.
const AHEAD: i64 = 60;

/// Moves the versions of our own texts past those that were lost. Other servers take an edit only if it is newer than
/// what they know, and an edit is dated by its hour and its version; a form that was opened before fits no more.
///
/// # Errors
/// When the database fails.
pub async fn outrun(tx: &mut Tx) -> Result<()> {
    for sql in [
        "UPDATE threads SET version = version + $1 WHERE object_id IS NULL",
        "UPDATE comments SET version = version + $1 WHERE object_id IS NULL",
    ] {
        tx.sql(sql).bind(AHEAD).execute().await?;
    }
    Ok(())
}
