//! What arrived, left or was given up is forgotten when nothing can come of it any more.
//!
//! Words go at once (see `received` and `letters::scrub`); these are the rows that remain. A few at a time: what a
//! server that stood still for a year has to forget must not hold up its one writer.

use std::sync::atomic::Ordering;

use store::{Hour, Result, Tx};

use crate::{Federation, delivery::PATIENCE_HOURS, receipts};

/// Rows of one kind in one hour: many more than become old in one.
const MOST: i64 = 1_000;
/// An id is remembered this long. A signed request cannot be replayed after an hour, because its signed date is too
/// old then; the id is for what a sender signs afresh and sends again, or what comes a second time in an
/// announcement: who delivers tries for some weeks.
const RECEIVED_HOURS: i64 = 30 * 24;
/// What was given up waits this long for an operator to read it.
const DEAD_HOURS: i64 = 90 * 24;

impl Federation {
    /// Forgets what is beyond its use, some of it each hour.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tidy(&self) -> Result<()> {
        let now = self.0.database.clock().hour();
        if self.0.tidied.load(Ordering::SeqCst) == now.0 {
            return Ok(());
        }
        let mut tx = self.0.database.write().await?;
        received(&mut tx, now).await?;
        sent(&mut tx, now.plus_hours(-PATIENCE_HOURS - 1)).await?;
        dead_letters(&mut tx, now.plus_hours(-DEAD_HOURS)).await?;
        receipts::forget_old(&mut tx, now).await?;
        tx.commit().await?;
        self.0.tidied.store(now.0, Ordering::SeqCst);
        Ok(())
    }
}

/// What was settled. There stays what somebody may still need: a text that waits for a moderator's look, so that it
/// can be passed on, and the `Follow` of whoever still listens, so that it can be undone by its id alone. What was
/// never settled was buried, and stays as long as its dead letter.
async fn received(tx: &mut Tx, now: Hour) -> Result<()> {
    tx.sql(
        "DELETE FROM received WHERE activity_id IN ( \
             SELECT activity_id FROM received WHERE hour < $1 AND (outcome IS NOT NULL OR hour < $2) \
             AND NOT EXISTS (SELECT 1 FROM followers WHERE follow_id = received.activity_id) \
             AND NOT (body <> '' AND EXISTS (SELECT 1 FROM measures WHERE measures.subject_id = received.subject_id \
             AND measures.kind = 'hold' AND measures.lifted_hour IS NULL)) \
             ORDER BY hour LIMIT $3)",
    )
    .bind(now.plus_hours(-RECEIVED_HOURS))
    .bind(now.plus_hours(-DEAD_HOURS))
    .bind(MOST)
    .execute()
    .await?;
    Ok(())
}

/// What nobody waits for any more: letters between two servers; what was said better since; what has no words left.
/// Of each kind of activity about a thing the last one stays: it can be fetched, says that others know the thing,
/// and is what an `Undo` undoes.
async fn sent(tx: &mut Tx, before: Hour) -> Result<()> {
    tx.sql(
        "DELETE FROM sent WHERE id IN ( \
             SELECT id FROM sent WHERE hour < $1 AND (community_id IS NULL \
             OR EXISTS (SELECT 1 FROM sent AS later WHERE later.subject_id = sent.subject_id \
             AND later.community_id = sent.community_id AND later.ordinal > sent.ordinal \
             AND (sent.body = '' OR (later.kind = sent.kind AND later.words = sent.words)))) \
             ORDER BY hour LIMIT $2)",
    )
    .bind(before)
    .bind(MOST)
    .execute()
    .await?;
    coarsen(tx, before).await
}

/// Of what stays the hour is no longer needed to count days: it becomes the month, as everywhere at rest.
async fn coarsen(tx: &mut Tx, before: Hour) -> Result<()> {
    let month = before.plus_hours(-1).month();
    for (from, until) in [(month, before), (month.plus_hours(-1).month(), month)] {
        tx.sql("UPDATE sent SET hour = $1 WHERE hour > $1 AND hour < $2")
            .bind(from)
            .bind(until)
            .execute()
            .await?;
    }
    Ok(())
}

async fn dead_letters(tx: &mut Tx, before: Hour) -> Result<()> {
    tx.sql(
        "DELETE FROM dead_letters WHERE id IN (SELECT id FROM dead_letters WHERE hour < $1 ORDER BY hour LIMIT $2)",
    )
    .bind(before)
    .bind(MOST)
    .execute()
    .await?;
    Ok(())
}
