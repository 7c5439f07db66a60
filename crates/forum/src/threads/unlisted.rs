//! Threads whose author does not want them found by search, nor what is said in them.

use store::{Result, ThreadId, Tx};

/// Search may not find it, or may find it again. Search hears of it by the event of the edit.
pub(super) async fn unlist(tx: &mut Tx, thread: ThreadId, unlisted: bool) -> Result<()> {
    tx.sql("UPDATE threads SET unlisted = $1 WHERE id = $2 AND unlisted <> $1")
        .bind(unlisted)
        .bind(thread)
        .execute()
        .await?;
    Ok(())
}
