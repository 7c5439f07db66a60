//! Threads whose author asks to be listened to: share your own, no advice. The screening keeps to it.

use store::{Result, ThreadId, Tx};

/// Whether a thread asks for no advice.
pub(crate) async fn is_listening(tx: &mut Tx, thread: ThreadId) -> Result<bool> {
    let sql = "SELECT listening FROM threads WHERE id = $1";
    Ok(tx.sql(sql).bind(thread).value().await?.unwrap_or(false))
}

/// Its author asks for no advice, or takes any again.
pub(super) async fn listen(tx: &mut Tx, thread: ThreadId, listening: bool) -> Result<()> {
    tx.sql("UPDATE threads SET listening = $1 WHERE id = $2 AND listening <> $1")
        .bind(listening)
        .bind(thread)
        .execute()
        .await?;
    Ok(())
}
