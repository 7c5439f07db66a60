//! Writes a batch of changes into whichever scopes they concern; all of it is there after [`Pen::finish`].

use std::collections::BTreeMap;

use store::{CommunityId, Result};
use tantivy::Term;

use crate::{
    document::{Document, Kind},
    index::Index,
    mark::Mark,
    scope::Scope,
    shard::{SMALL, Shard},
};

/// A batch of changes.
#[derive(Default)]
pub(crate) struct Pen {
    /// What becomes of each thing, by its key: where it stands now, or that it is gone.
    things: BTreeMap<u64, Option<(Scope, Document)>>,
    /// Communities that are not in a scope any more.
    left: Vec<(Scope, CommunityId)>,
}

/// What one scope has to forget, and then to take in.
#[derive(Default)]
struct Changes {
    forgotten: Vec<Term>,
    documents: Vec<Document>,
}

impl Pen {
    /// Takes in a document in place of its older text.
    pub(crate) fn put(&mut self, scope: Scope, document: Document) {
        self.things.insert(document.kind.key(), Some((scope, document)));
    }

    /// Forgets one thing, wherever it is.
    pub(crate) fn forget(&mut self, key: u64) {
        self.things.insert(key, None);
    }

    /// Forgets all of a community outside of `scope`; answers whether its texts have to be read again, because they were
    /// there, or because it is not in `scope` yet: what says of the community itself comes with all of its texts. Single
    /// ones may have come before, when they were read after it had moved and before that was told.
    pub(crate) fn forget_community(
        &mut self,
        index: &Index,
        community: CommunityId,
        scope: Option<Scope>,
    ) -> Result<bool> {
        let (before, mut is_there) = (self.left.len(), scope.is_none());
        for (other, shard) in index.shards() {
            if Some(other) == scope {
                is_there = shard.has(&shard.key(Kind::Community(community).key()))?;
            } else if shard.holds(&shard.community(community))? {
                self.left.push((other, community));
            }
        }
        Ok(self.left.len() > before || !is_there)
    }

    /// Writes it: each scope that changes with a commit of its own, the open one last. What was written before a crash
    /// is written once more after it.
    pub(crate) fn finish(self, index: &Index, mut mark: Mark) -> Result<()> {
        let head = index.shard(Scope::Open)?;
        mark.commits.extend(head.mark()?.map(|mark| mark.commits).unwrap_or_default());
        let mut changes = self.changes(index)?;
        let last = changes.remove(&Scope::Open).unwrap_or_default();
        for (scope, changes) in changes {
            write(&*index.shard(scope)?, scope, changes, &mut mark)?;
        }
        write(&head, Scope::Open, last, &mut mark)
    }

    fn changes(self, index: &Index) -> Result<BTreeMap<Scope, Changes>> {
        let mut changes: BTreeMap<Scope, Changes> = BTreeMap::new();
        for (scope, community) in self.left {
            changes.entry(scope).or_default().forgotten.push(index.shard(scope)?.community(community));
        }
        let shards = index.shards();
        for (key, placed) in self.things {
            for (scope, shard) in &shards {
                let key = shard.key(key);
                if placed.as_ref().is_some_and(|(place, _)| place == scope) || shard.holds(&key)? {
                    changes.entry(*scope).or_default().forgotten.push(key);
                }
            }
            if let Some((scope, document)) = placed {
                changes.entry(scope).or_default().documents.push(document);
            }
        }
        Ok(changes)
    }
}

/// Writes the changes of one scope, and what they left.
fn write(shard: &Shard, scope: Scope, changes: Changes, mark: &mut Mark) -> Result<()> {
    let mut writing = shard.write()?;
    changes.forgotten.into_iter().for_each(|term| writing.forget(term));
    for document in &changes.documents {
        writing.add(document)?;
    }
    *mark.commits.entry(scope.folder()).or_default() += 1;
    writing.commit(mark)?;
    writing.drop_deleted(SMALL)
}
