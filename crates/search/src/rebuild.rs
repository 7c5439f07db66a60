//! Builds an index from what the database shows now. Whatever happens meanwhile is followed afterwards.

use std::{collections::BTreeMap, path::Path, sync::Arc};

use store::{CommunityId, Database, Fault, Ids, Result, ThreadId};
use tokio::sync::mpsc;

use crate::{
    busy::busy,
    document::Document,
    index::Index,
    mark::{Mark, Now},
    pen::Pen,
    rows,
    scope::Scope,
    shard::SMALL,
    status::Progress,
};

/// So many threads, or comments, are read at once.
const TOGETHER: i64 = 200;
/// So many such readings wait to be taken in.
const WAITING: usize = 4;

/// Builds an index in `folder` that begins to follow where the database was at `now`; `tell` hears how far it is.
pub(crate) async fn build(
    database: &Database,
    folder: &Path,
    now: &Now,
    tell: impl Fn(Progress) + Sync,
) -> Result<Arc<Index>> {
    let mut mark = Mark::begun(now);
    let begun = (folder.to_owned(), now.clone());
    let index = Arc::new(busy(move || Index::create(&begun.0, &begun.1)).await?);
    let mut tx = database.read().await?;
    let mut scopes: BTreeMap<Scope, Vec<CommunityId>> = BTreeMap::new();
    for (scope, community) in rows::communities(&mut tx).await? {
        scopes.entry(scope).or_default().push(community);
    }
    let all: Option<i64> =
        tx.sql("SELECT (SELECT COUNT(*) FROM threads) + (SELECT COUNT(*) FROM comments)").value().await?;
    drop(tx);
    let mut progress = Progress { done: 0, all: all.unwrap_or_default().unsigned_abs() };
    // What holds the position comes last.
    for (scope, communities) in scopes.into_iter().rev() {
        *mark.commits.entry(scope.folder()).or_default() += 1;
        let (documents, read) = mpsc::channel(WAITING);
        let (filled, written) = (index.clone(), mark.clone());
        let filling = busy(move || fill(&filled, scope, read, &written));
        let reading = Reading { database, scope, documents }.communities(communities, &mut progress, &tell);
        let (filled, read) = tokio::join!(filling, reading);
        filled.and(read)?;
    }
    mark.whole = true;
    let finished = index.clone();
    busy(move || Pen::default().finish(&finished, mark)).await?;
    Ok(index)
}

/// Takes in what is read of one scope.
fn fill(index: &Index, scope: Scope, mut read: mpsc::Receiver<Vec<Document>>, mark: &Mark) -> Result<()> {
    let shard = index.shard(scope)?;
    let mut writing = shard.write()?;
    while let Some(documents) = read.blocking_recv() {
        for document in &documents {
            writing.add(document)?;
        }
    }
    writing.commit(mark)?;
    writing.drop_deleted(SMALL)
}

struct Reading<'r> {
    database: &'r Database,
    scope: Scope,
    documents: mpsc::Sender<Vec<Document>>,
}

impl Reading<'_> {
    async fn communities(
        self,
        communities: Vec<CommunityId>,
        progress: &mut Progress,
        tell: &(impl Fn(Progress) + Sync),
    ) -> Result<()> {
        for community in communities {
            self.community(community, progress, tell).await?;
        }
        Ok(())
    }

    async fn community(
        &self,
        community: CommunityId,
        progress: &mut Progress,
        tell: &(impl Fn(Progress) + Sync),
    ) -> Result<()> {
        let mut tx = self.database.read().await?;
        self.give(rows::community(&mut tx, community).await?).await?;
        drop(tx);
        let mut last = 0;
        loop {
            let mut tx = self.database.read().await?;
            let threads = rows::threads_after(&mut tx, community, last, TOGETHER).await?;
            let Some((_, ordinal)) = threads.last() else { return Ok(()) };
            last = *ordinal;
            let ids: Vec<ThreadId> = threads.into_iter().map(|(id, _)| id).collect();
            self.give(rows::threads(&mut tx, ids.iter().copied().collect()).await?).await?;
            let comments = rows::comments_of(&mut tx, ids.iter().copied().collect()).await?;
            for some in comments.chunks(TOGETHER as usize) {
                self.give(rows::comments(&mut tx, some.iter().copied().collect::<Ids>()).await?).await?;
            }
            progress.done += (ids.len() + comments.len()) as u64;
            tell(*progress);
        }
    }

    /// What moved to other readers meanwhile is told by an event.
    async fn give(&self, placed: Vec<(Scope, Document)>) -> Result<()> {
        let here = placed.into_iter().filter(|(scope, _)| *scope == self.scope).map(|(_, document)| document);
        // Who takes it in says itself what is wrong.
        let gone = |_| Fault::Other("search index: nobody takes in what is read".to_owned());
        self.documents.send(here.collect()).await.map_err(gone)
    }
}
