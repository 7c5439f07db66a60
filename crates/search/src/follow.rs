//! Following: what happens is in the index within a second. Whatever was taken in is committed with its position.

use std::time::Duration;

use store::{Hour, Result};

use crate::{
    changes::Changes,
    generations,
    index::Index,
    mark,
    search::{Search, Stop},
};

/// Events in one commit.
const BATCH: i64 = 500;

impl Search {
    /// Follows the events until told to stop, and builds the index anew when it cannot.
    pub async fn follow(self, mut stop: Stop) {
        let mut changes = self.0.database.changes();
        let mut held = None;
        while !*stop.borrow() {
            changes.borrow_and_update();
            match self.step().await {
                Ok(true) => continue,
                Ok(false) => self.hold_on(&mut held).await,
                Err(fault) => tracing::warn!(%fault, "the search index will be tried again"),
            }
            tokio::select! {
                _ = stop.wait_for(|stop| *stop) => {}
                _ = changes.changed() => {}
                () = tokio::time::sleep(Duration::from_secs(1)) => {}
            }
        }
    }

    /// Takes in the next events; `false` when there are none.
    ///
    /// # Errors
    /// When the database or the index fails.
    pub async fn step(&self) -> Result<bool> {
        if generations::take_wish(&self.0.folder) || !self.can_follow().await? {
            self.rebuild().await?;
        }
        let _writing = self.0.writing.lock().await;
        let Some(index) = self.live() else { return Ok(false) };
        self.take_in(&index).await
    }

    /// Says every hour that this node is still there.
    async fn hold_on(&self, held: &mut Option<Hour>) {
        let hour = self.0.database.clock().hour();
        if *held == Some(hour) {
            return;
        }
        let Some(mark) = self.live().and_then(|index| index.mark().ok()) else { return };
        match self.hold(mark.position).await {
            Ok(()) => *held = Some(hour),
            Err(fault) => tracing::warn!(%fault, "the search index could not say that it is there"),
        }
    }

    async fn can_follow(&self) -> Result<bool> {
        let Some(mark) = self.live().and_then(|index| index.mark().ok()) else { return Ok(false) };
        Ok(mark.can_follow(&mark::now(&self.0.database, mark.position).await?))
    }

    async fn take_in(&self, index: &Index) -> Result<bool> {
        let mut mark = index.mark()?;
        let events = self.0.database.events_after(mark.position, BATCH).await?;
        let Some((last, _)) = events.last() else { return Ok(false) };
        mark.position = *last;
        let mut tx = self.0.database.read().await?;
        let changes = Changes::of(&mut tx, &events).await?;
        let mut pen = index.pen()?;
        changes.write(&mut tx, &mut pen).await?;
        drop(tx);
        let position = mark.position;
        pen.finish(mark)?;
        self.hold(position).await?;
        Ok(true)
    }
}
