//! Following: what happens is in the index within a second. Whatever was taken in is committed with its position.

use std::{sync::Arc, time::Duration};

use store::{Fault, Hour, Result};

use crate::{
    busy::busy,
    changes::Changes,
    damage::Condition,
    generations,
    index::Index,
    mark,
    pen::Pen,
    search::{Search, Stop},
};

/// Events in one commit.
const BATCH: i64 = 500;
/// How long a rebuild that failed is let be.
const PAUSE: Duration = Duration::from_secs(10);

impl Search {
    /// Follows the events until told to stop; beside it, builds the index anew whenever that is wanted.
    pub async fn follow(self, stop: Stop) {
        // Whoever follows owns the folder: what a rebuild left that was broken off holds words, too.
        if let Err(fault) = self.clear() {
            tracing::warn!(%fault, "old files of the search index could not be removed");
        }
        tokio::join!(self.keep_up(stop.clone()), self.keep_built(stop));
    }

    async fn keep_up(&self, mut stop: Stop) {
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

    async fn keep_built(&self, mut stop: Stop) {
        let build = async {
            loop {
                self.0.wanted.notified().await;
                if let Err(fault) = self.build_if_wanted().await {
                    tracing::warn!(%fault, "the search index could not be built");
                    tokio::time::sleep(PAUSE).await;
                }
            }
        };
        tokio::select! {
            _ = stop.wait_for(|stop| *stop) => {}
            () = build => {}
        }
    }

    /// Takes in the next events, and does some of the hour's work; `false` when there are none, or when they do not lead on
    /// from this index: then it asks for a new one, and the old one goes on answering, unless it is damaged.
    ///
    /// # Errors
    /// When the database or the index fails.
    pub async fn step(&self) -> Result<bool> {
        let _writing = self.0.writing.lock().await;
        if self.is_to_be_examined() {
            self.examine().await;
        }
        let leads_on = self.can_follow().await?;
        if !leads_on || generations::is_wished(&self.0.folder) {
            self.0.wanted.notify_one();
        }
        let Some(index) = self.live().filter(|_| leads_on) else { return Ok(false) };
        match self.go_on(&index).await {
            Err(fault @ Fault::Other(_)) => match self.examine().await {
                Condition::Sound => Err(fault),
                Condition::Damaged => Ok(false),
            },
            more => more,
        }
    }

    async fn go_on(&self, index: &Arc<Index>) -> Result<bool> {
        let more = self.take_in(index).await?;
        self.age(index).await?;
        Ok(more)
    }

    /// Takes in all that has happened, and builds the index before when it must: for whoever has time to wait.
    ///
    /// # Errors
    /// When the database or the index fails.
    pub async fn catch_up(&self) -> Result<()> {
        while self.step().await? || self.build_if_wanted().await? || !self.has_aged() {}
        Ok(())
    }

    async fn build_if_wanted(&self) -> Result<bool> {
        let wanted = generations::is_wished(&self.0.folder) || !self.can_follow().await?;
        if wanted {
            self.rebuild().await?;
        }
        Ok(wanted)
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

    /// Takes in the next events; `false` when there are none.
    pub(crate) async fn take_in(&self, index: &Arc<Index>) -> Result<bool> {
        let mut mark = index.mark()?;
        let events = self.0.database.events_after(mark.position, BATCH).await?;
        let Some((last, _)) = events.last() else { return Ok(false) };
        mark.position = *last;
        let mut tx = self.0.database.read().await?;
        let changes = Changes::of(&mut tx, &events).await?;
        let mut pen = Pen::default();
        changes.write(&mut tx, index, &mut pen).await?;
        drop(tx);
        let (index, position) = (index.clone(), mark.position);
        busy(move || pen.finish(&index, mark)).await?;
        self.hold(position).await?;
        Ok(true)
    }
}
