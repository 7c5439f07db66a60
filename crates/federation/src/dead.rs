//! What could not be delivered or applied for good: kept with its reason, for an operator to read and to try again.

use store::{Hour, Result, Tx};

use crate::{Federation, delivery, errands, received};

/// Something that was given up.
#[derive(Clone, Debug, serde::Deserialize)]
pub struct DeadLetter {
    /// Its number.
    pub id: i64,
    /// Which kind of work it was.
    pub queue: String,
    /// The other server.
    pub lane: String,
    /// What it was about, without a member's words.
    pub payload: String,
    /// Why it was given up.
    pub reason: String,
    /// When.
    pub hour: Hour,
}

/// Everything that was given up, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn list(federation: &Federation) -> Result<Vec<DeadLetter>> {
    let mut tx = federation.0.database.read().await?;
    tx.sql("SELECT id, queue, lane, payload, reason, hour FROM dead_letters ORDER BY hour, id").all().await
}

/// How much was given up.
///
/// # Errors
/// When the database fails.
pub async fn count(tx: &mut Tx) -> Result<i64> {
    Ok(tx.sql("SELECT COUNT(*) FROM dead_letters").value().await?.unwrap_or(0))
}

/// Tries one again; `false` when there is no such letter, or it is of a kind that cannot be repeated.
///
/// # Errors
/// When the database fails.
pub async fn replay(federation: &Federation, id: i64) -> Result<bool> {
    let mut tx = federation.0.database.write().await?;
    let letter: Option<DeadLetter> = tx
        .sql("DELETE FROM dead_letters WHERE id = $1 RETURNING id, queue, lane, payload, reason, hour")
        .bind(id)
        .optional()
        .await?;
    let Some(letter) = letter else { return Ok(false) };
    let queues = [delivery::QUEUE, received::QUEUE, errands::QUEUE];
    let Some(queue) = queues.into_iter().find(|queue| queue.name == letter.queue) else { return Ok(false) };
    tx.enqueue(queue.name, letter.lane.clone(), letter.payload);
    tx.hurry(queue.name, &letter.lane).await?;
    tx.commit().await?;
    Ok(true)
}

/// Gives something up.
pub(crate) async fn bury(tx: &mut Tx, queue: &str, lane: &str, payload: &str, reason: &str) -> Result<()> {
    let (id, hour) = (tx.chance().id(), tx.clock().hour());
    tx.sql(
        "INSERT INTO dead_letters (id, queue, lane, payload, reason, hour) VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(id)
    .bind(queue.to_owned())
    .bind(lane.to_owned())
    .bind(payload.to_owned())
    .bind(reason.to_owned())
    .bind(hour)
    .execute()
    .await?;
    Ok(())
}
