//! Damage to an index while it is used: it is seen within the hour, or as soon as somebody stumbles over it, and the index
//! given up. Until a new one is built, whoever searches is told that there is none yet.

use std::sync::{PoisonError, atomic::Ordering};

use crate::{busy::busy, index::Index, search::Search};

/// How an index is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Condition {
    /// As it was written; or there is none.
    Sound,
    /// It was given up.
    Damaged,
}

impl Search {
    /// Whether somebody stumbled over it, or an hour has begun.
    pub(crate) fn is_to_be_examined(&self) -> bool {
        let hour = self.0.database.clock().hour();
        let examined = *self.0.examined.lock().unwrap_or_else(PoisonError::into_inner);
        self.0.doubted.swap(false, Ordering::Relaxed) || examined != Some(hour)
    }

    /// Compares every file with what was written, and gives the index up when one is another. Whoever calls it may write
    /// into the index.
    pub(crate) async fn examine(&self) -> Condition {
        let hour = self.0.database.clock().hour();
        *self.0.examined.lock().unwrap_or_else(PoisonError::into_inner) = Some(hour);
        let Some(live) = self.live() else { return Condition::Sound };
        // Work that breaks off over it says the same.
        if busy(move || Ok(Index::open(live.folder()).is_some())).await.unwrap_or(false) {
            return Condition::Sound;
        }
        tracing::warn!("the search index is damaged, and will be built anew");
        self.go_live(None);
        Condition::Damaged
    }
}
