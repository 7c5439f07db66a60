//! Up to where an index has followed: written with each of its commits, so that an index and its position cannot disagree.

use std::collections::BTreeMap;

use store::{Database, Fault, Result};

use crate::schema::FORMAT;

/// What stands in a commit. Only that of the open scope counts for the whole: it is committed last, and says how far
/// each of the others was, so that one which is lost or older shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Mark {
    /// How it is written.
    pub(crate) format: u32,
    /// Of which history of the database.
    pub(crate) epoch: String,
    /// The last event it has taken in.
    pub(crate) position: i64,
    /// Whether everything is in it.
    pub(crate) whole: bool,
    /// The commits of each scope that exists, counted.
    pub(crate) commits: BTreeMap<String, u64>,
}

/// Where the database is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Now {
    pub(crate) epoch: String,
    pub(crate) position: i64,
    /// The first event after some position that is still there.
    pub(crate) next: Option<i64>,
}

impl Mark {
    /// The mark of an index that is begun now.
    pub(crate) fn begun(now: &Now) -> Self {
        Self { format: FORMAT, epoch: now.epoch.clone(), position: now.position, ..Self::default() }
    }

    /// Whether the database can lead from here to now.
    pub(crate) fn can_follow(&self, now: &Now) -> bool {
        let gap = match now.next {
            Some(next) => next != self.position + 1,
            None => now.position != self.position,
        };
        self.format == FORMAT && self.whole && self.epoch == now.epoch && !gap
    }

    pub(crate) fn written(&self) -> Result<String> {
        Ok(serde_json::to_string(self)?)
    }

    pub(crate) fn read(payload: Option<&str>) -> Option<Self> {
        serde_json::from_str(payload?).ok()
    }
}

/// Where the database is, seen from `position`.
pub(crate) async fn now(database: &Database, position: i64) -> Result<Now> {
    let mut tx = database.read().await?;
    let epoch = tx.sql("SELECT value FROM settings WHERE name = 'epoch'").value().await?;
    let newest: Option<i64> = tx.sql("SELECT value FROM counters WHERE name = 'events'").value().await?;
    let next: Option<Option<i64>> =
        tx.sql("SELECT MIN(position) FROM events WHERE position > $1").bind(position).value().await?;
    let newest = newest.ok_or_else(|| Fault::Other("the counter of events is missing".to_owned()))?;
    Ok(Now { epoch: epoch.unwrap_or_default(), position: newest, next: next.flatten() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now(position: i64, next: Option<i64>) -> Now {
        Now { epoch: "one".into(), position, next }
    }

    #[test]
    fn only_an_unbroken_history_can_be_followed() {
        let mark = Mark { whole: true, ..Mark::begun(&now(7, None)) };
        assert!(mark.can_follow(&now(7, None)));
        assert!(mark.can_follow(&now(9, Some(8))));
        assert!(!mark.can_follow(&now(9, Some(9))), "one is missing");
        assert!(!mark.can_follow(&now(9, None)), "all are pruned");
        assert!(!mark.can_follow(&now(3, None)), "the database is older");
        assert!(!mark.can_follow(&Now { epoch: "two".into(), ..now(7, None) }));
        assert!(!Mark { whole: false, ..mark.clone() }.can_follow(&now(7, None)));
        assert!(!Mark { format: FORMAT + 1, ..mark }.can_follow(&now(7, None)));
    }
}
