//! Writes a batch of changes into whichever scopes they concern; all of it is there after [`Pen::finish`].

use std::{collections::BTreeMap, sync::Arc};

use store::{CommunityId, Result};

use crate::{document::Document, index::Index, mark::Mark, scope::Scope, shard::Shard};

/// A batch of changes.
pub(crate) struct Pen<'i> {
    index: &'i Index,
    changes: BTreeMap<Scope, Vec<Change>>,
    shards: BTreeMap<Scope, Arc<Shard>>,
}

enum Change {
    Add(Document),
    Forget(u64),
    ForgetCommunity(CommunityId),
}

impl<'i> Pen<'i> {
    pub(crate) fn new(index: &'i Index) -> Result<Self> {
        // It holds the position, so it is always there.
        index.shard(Scope::Open)?;
        Ok(Self { index, changes: BTreeMap::new(), shards: index.shards().into_iter().collect() })
    }

    /// Takes in what is not there yet.
    #[cfg(feature = "testing")]
    pub(crate) fn add(&mut self, scope: Scope, document: &Document) -> Result<()> {
        self.change(scope, Change::Add(document.clone()))
    }

    /// Takes in a document in place of its older text.
    pub(crate) fn put(&mut self, scope: Scope, document: Document) -> Result<()> {
        let key = document.kind.key();
        self.forget(key)?;
        self.change(scope, Change::Forget(key))?;
        self.change(scope, Change::Add(document))
    }

    /// Forgets one thing, wherever it is.
    pub(crate) fn forget(&mut self, key: u64) -> Result<()> {
        for (scope, shard) in self.shards.clone() {
            let waits = self.changes.get(&scope).is_some_and(|changes| {
                changes.iter().any(|change| matches!(change, Change::Add(document) if document.kind.key() == key))
            });
            if waits || shard.holds(&shard.key(key))? {
                self.change(scope, Change::Forget(key))?;
            }
        }
        Ok(())
    }

    /// Forgets all of a community; answers whether something of it was there, outside of `scope`.
    pub(crate) fn forget_community(&mut self, community: CommunityId, outside: Option<Scope>) -> Result<bool> {
        let mut found = false;
        for (scope, shard) in self.shards.clone() {
            if Some(scope) != outside && shard.holds(&shard.community(community))? {
                found = true;
                self.change(scope, Change::ForgetCommunity(community))?;
            }
        }
        Ok(found)
    }

    fn change(&mut self, scope: Scope, change: Change) -> Result<()> {
        self.shards.insert(scope, self.index.shard(scope)?);
        self.changes.entry(scope).or_default().push(change);
        Ok(())
    }

    /// Whether there is nothing to write.
    pub(crate) fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Writes it: each scope that changes with a commit of its own, the open one last. What was written before a crash
    /// is written once more after it.
    pub(crate) fn finish(mut self, mut mark: Mark) -> Result<()> {
        let head = self.index.shard(Scope::Open)?;
        mark.commits.extend(head.mark()?.map(|mark| mark.commits).unwrap_or_default());
        let last = self.changes.remove(&Scope::Open).unwrap_or_default();
        for (scope, changes) in std::mem::take(&mut self.changes) {
            let shard = self.index.shard(scope)?;
            write(&shard, scope, changes, &mut mark)?;
        }
        write(&head, Scope::Open, last, &mut mark)
    }
}

/// Writes the changes of one scope, and what they left.
fn write(shard: &Shard, scope: Scope, changes: Vec<Change>, mark: &mut Mark) -> Result<()> {
    let mut writing = shard.write()?;
    for change in changes {
        match change {
            Change::Add(document) => writing.add(&document)?,
            Change::Forget(key) => writing.forget(shard.key(key)),
            Change::ForgetCommunity(community) => writing.forget(shard.community(community)),
        }
    }
    let commits = mark.commits.entry(scope.folder()).or_default();
    *commits += 1;
    writing.commit(mark)?;
    writing.drop_deleted(false)
}
