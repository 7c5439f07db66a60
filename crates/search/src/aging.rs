//! Hourly work: what is two days old keeps only its month, here as in the database, and what was deleted leaves the
//! largest files too.

use std::sync::{Arc, PoisonError};

use store::Result;

use crate::{busy::busy, changes::Changes, document::Kind, index::Index, pen::Pen, search::Search};

/// So many texts are read again in one commit.
const TOGETHER: usize = 2_000;

impl Search {
    /// Does some of it until it is done for this hour: one merge at a time, so that what happens meanwhile is found soon.
    /// Whoever calls it may write into the index.
    pub(crate) async fn age(&self, index: &Arc<Index>) -> Result<()> {
        let hour = self.0.database.clock().hour();
        if self.has_aged() {
            return Ok(());
        }
        let asked = index.clone();
        let stale = busy(move || asked.stale(hour)).await?;
        for some in stale.chunks(TOGETHER) {
            self.take_in_again(index, some).await?;
        }
        let tidied = index.clone();
        if !busy(move || tidied.tidy()).await? {
            *self.0.aged.lock().unwrap_or_else(PoisonError::into_inner) = Some(hour);
        }
        Ok(())
    }

    /// Whether it is done for this hour.
    pub(crate) fn has_aged(&self) -> bool {
        *self.0.aged.lock().unwrap_or_else(PoisonError::into_inner) == Some(self.0.database.clock().hour())
    }

    async fn take_in_again(&self, index: &Arc<Index>, keys: &[u64]) -> Result<()> {
        let mut changes = Changes::default();
        for key in keys {
            match Kind::of(*key) {
                Kind::Thread(thread) => drop(changes.threads.insert(thread)),
                Kind::Comment(comment) => drop(changes.comments.insert(comment)),
                // They have no time.
                Kind::Community(_) | Kind::Guidelines(_) => {}
            }
        }
        let (mut tx, mut pen) = (self.0.database.read().await?, Pen::default());
        changes.write(&mut tx, index, &mut pen).await?;
        drop(tx);
        let (index, mark) = (index.clone(), index.mark()?);
        busy(move || pen.finish(&index, mark)).await
    }
}
