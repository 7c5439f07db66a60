//! Taking the bytes away after their row is gone, and what no row knows: whatever happens between the two, nothing that
//! was taken away comes back.

use std::{
    collections::HashSet,
    sync::{Arc, PoisonError, atomic::Ordering},
    time::Duration,
};

use store::{Claim, Result, Tx};
use tokio::sync::watch;

use super::{Media, pending};

/// The queue of names whose bytes are to go.
const QUEUE: &str = "pictures";
/// A storage that is away is asked again after so many seconds.
const REST: i64 = 60;
const LEASE: i64 = 60;
/// Other nodes' commits, and lanes whose time has come, are found by looking.
const LOOK_EVERY: Duration = Duration::from_secs(20);

/// The bytes of these pictures go when this transaction is committed.
pub(super) fn ask(tx: &mut Tx, names: Vec<String>) {
    for name in names {
        tx.enqueue(QUEUE, QUEUE, name);
    }
}

impl Media {
    /// Takes bytes away as soon as their rows are gone, until told to stop.
    pub async fn clean_up(&self, mut stop: watch::Receiver<bool>) {
        let database = Arc::clone(&self.0.database);
        let mut changes = database.changes();
        while !*stop.borrow() {
            changes.borrow_and_update();
            if let Err(fault) = self.clean_up_now().await {
                tracing::warn!(%fault, "pictures will be taken away later");
            }
            tokio::select! {
                _ = stop.wait_for(|stop| *stop) => {}
                _ = changes.changed() => {}
                () = tokio::time::sleep(LOOK_EVERY) => {}
            }
        }
    }

    /// Takes away what waits to be.
    ///
    /// # Errors
    /// When the database fails. A storage that fails is asked again later.
    pub async fn clean_up_now(&self) -> Result<()> {
        let database = &self.0.database;
        while self.waiting().await? > 0 {
            let Some(claim) = database.claim(QUEUE, 50, LEASE).await? else { return Ok(()) };
            if let Err(fault) = self.take_away(&claim).await {
                tracing::warn!(%fault, "the storage for pictures will be asked again");
                return database.retry(&claim, REST).await;
            }
            database.release(&claim).await?;
        }
        Ok(())
    }

    /// How many pictures wait to be taken away.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn waiting(&self) -> Result<i64> {
        self.0.database.jobs_waiting(QUEUE).await
    }

    async fn take_away(&self, claim: &Claim) -> Result<()> {
        for job in &claim.jobs {
            self.0.storage.delete(&job.payload).await?;
            let mut tx = self.0.database.write().await?;
            tx.finish(claim, job.position).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    /// What is due now and then: pictures that were never posted, or whose text is gone, and once an hour bytes that no
    /// row knows.
    ///
    /// # Errors
    /// When the database or the storage fails.
    pub async fn tidy(&self) -> Result<()> {
        let mut tx = self.0.database.write().await?;
        pending::forget_old(&mut tx).await?;
        forget_orphans(&mut tx).await?;
        tx.commit().await?;
        let hour = self.0.database.clock().hour();
        if self.0.swept.swap(hour.0, Ordering::Relaxed) == hour.0 { Ok(()) } else { self.sweep().await }
    }

    /// Takes away bytes that no row knows, if none knew them at the last look either: what is being taken in now is there
    /// a moment before its row.
    async fn sweep(&self) -> Result<()> {
        let there = self.0.storage.names().await?;
        let mut tx = self.0.database.read().await?;
        let known: Vec<String> = tx.sql("SELECT name FROM pictures").column().await?;
        drop(tx);
        let known: HashSet<String> = known.into_iter().collect();
        let unknown: HashSet<String> = there.into_iter().filter(|name| !known.contains(name)).collect();
        let suspects = {
            let mut before = self.0.suspects.lock().unwrap_or_else(PoisonError::into_inner);
            let both = unknown.intersection(&before).cloned().collect::<Vec<_>>();
            *before = unknown;
            both
        };
        for name in suspects {
            self.0.storage.delete(&name).await?;
        }
        Ok(())
    }
}

/// Pictures of texts that were taken away on another path than their own.
async fn forget_orphans(tx: &mut Tx) -> Result<()> {
    let names = tx
        .sql(
            "DELETE FROM pictures WHERE subject_id IS NOT NULL \
             AND NOT EXISTS (SELECT 1 FROM threads WHERE threads.id = subject_id AND NOT threads.deleted) \
             AND NOT EXISTS (SELECT 1 FROM comments WHERE comments.id = subject_id AND NOT comments.deleted) \
             RETURNING name",
        )
        .column()
        .await?;
    ask(tx, names);
    Ok(())
}
