//! Builds an index from what the database shows now. Whatever happens meanwhile is followed afterwards.

use std::{collections::BTreeMap, path::Path};

use store::{CommunityId, Database, Ids, Result, ThreadId};

use crate::{
    document::Document,
    index::Index,
    mark::{self, Mark},
    rows,
    scope::Scope,
    shard::Writing,
    status::Progress,
};

/// So many threads, or comments, are read at once.
const TOGETHER: i64 = 200;

/// Builds an index in `folder`; `tell` hears how far it is.
pub(crate) async fn build(database: &Database, folder: &Path, tell: impl Fn(Progress) + Sync) -> Result<Index> {
    let mut mark = Mark::begun(&mark::now(database, 0).await?);
    let index = Index::create(folder, &mark::now(database, mark.position).await?)?;
    let mut tx = database.read().await?;
    let mut scopes: BTreeMap<Scope, Vec<CommunityId>> = BTreeMap::new();
    for (scope, community) in rows::communities(&mut tx).await? {
        scopes.entry(scope).or_default().push(community);
    }
    let all: Option<i64> =
        tx.sql("SELECT (SELECT COUNT(*) FROM threads) + (SELECT COUNT(*) FROM comments)").value().await?;
    drop(tx);
    let all = all.unwrap_or_default().unsigned_abs();
    let mut progress = Progress { done: 0, all };
    // What holds the position comes last.
    for (scope, communities) in scopes.into_iter().rev() {
        let shard = index.shard(scope)?;
        let mut writing = shard.write()?;
        for community in communities {
            let filler = Filler { database, scope, writing: &writing };
            filler.community(community, &mut progress, &tell).await?;
        }
        *mark.commits.entry(scope.folder()).or_default() += 1;
        writing.commit(&mark)?;
        writing.drop_deleted(true)?;
    }
    mark.whole = true;
    index.pen()?.finish(mark)?;
    Ok(index)
}

struct Filler<'f> {
    database: &'f Database,
    scope: Scope,
    writing: &'f Writing<'f>,
}

impl Filler<'_> {
    async fn community(
        &self,
        community: CommunityId,
        progress: &mut Progress,
        tell: &(impl Fn(Progress) + Sync),
    ) -> Result<()> {
        let mut tx = self.database.read().await?;
        self.add(rows::community(&mut tx, community).await?)?;
        drop(tx);
        let mut last = 0;
        loop {
            let mut tx = self.database.read().await?;
            let threads = rows::threads_after(&mut tx, community, last, TOGETHER).await?;
            let Some((_, ordinal)) = threads.last() else { return Ok(()) };
            last = *ordinal;
            let ids: Vec<ThreadId> = threads.into_iter().map(|(id, _)| id).collect();
            self.add(rows::threads(&mut tx, ids.iter().copied().collect()).await?)?;
            let comments = rows::comments_of(&mut tx, ids.iter().copied().collect()).await?;
            for some in comments.chunks(TOGETHER as usize) {
                self.add(rows::comments(&mut tx, some.iter().copied().collect::<Ids>()).await?)?;
            }
            progress.done += (ids.len() + comments.len()) as u64;
            tell(*progress);
        }
    }

    /// What moved to other readers meanwhile is told by an event.
    fn add(&self, placed: Vec<(Scope, Document)>) -> Result<()> {
        for (_, document) in placed.into_iter().filter(|(scope, _)| *scope == self.scope) {
            self.writing.add(&document)?;
        }
        Ok(())
    }
}
