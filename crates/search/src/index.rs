//! The whole index: one shard for each scope, in one folder.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock},
};

use store::{Fault, Hour, Mutant, Result};
use tantivy::Searcher;

use crate::{
    candidates::{self, Candidate, Wanted},
    mark::{Mark, Now},
    meaning::Meaning,
    pen::Pen,
    scope::Scope,
    shard::{SMALL, Shard},
};

/// The whole index.
pub struct Index {
    folder: PathBuf,
    shards: RwLock<BTreeMap<Scope, Arc<Shard>>>,
}

/// The scopes that have something in `folder`.
fn begun(folder: &Path) -> Vec<Scope> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let begun = entries.filter(|entry| entry.path().join("meta.json").exists());
    begun.filter_map(|entry| Scope::read(entry.file_name().to_str()?)).collect()
}

impl Index {
    /// Makes an empty one.
    pub(crate) fn create(folder: &Path, now: &Now) -> Result<Self> {
        let index = Self { folder: folder.to_owned(), shards: RwLock::default() };
        Pen::default().finish(&index, Mark::begun(now))?;
        Ok(index)
    }

    /// Opens it; `None` when it is not whole, not what its mark says, or damaged.
    pub(crate) fn open(folder: &Path) -> Option<Self> {
        let shards = RwLock::default();
        let index = Self { folder: folder.to_owned(), shards };
        let head = index.shard_there(Scope::Open)?.mark().ok()??;
        for (name, commits) in &head.commits {
            let found = index.shard_there(Scope::read(name)?)?.mark().ok()??;
            if found.format != head.format || found.epoch != head.epoch || found.commits.get(name)? < commits
            {
                return None;
            }
        }
        // One that the head does not know was begun just before an end: what it holds will be told once more.
        for scope in begun(folder) {
            index.shard_there(scope)?;
        }
        (head.whole && head.format == crate::schema::FORMAT).then_some(index)
    }

    fn shard_there(&self, scope: Scope) -> Option<Arc<Shard>> {
        Shard::is_sound(&self.folder.join(scope.folder())).then(|| self.shard(scope).ok())?
    }

    /// How far it is.
    pub(crate) fn mark(&self) -> Result<Mark> {
        let mark = self.shard(Scope::Open)?.mark()?;
        mark.ok_or_else(|| Fault::Other("search index: no mark".to_owned()))
    }

    /// The shard of a scope, made when it is wanted first.
    pub(crate) fn shard(&self, scope: Scope) -> Result<Arc<Shard>> {
        if let Some(shard) = self.shards.read().unwrap_or_else(PoisonError::into_inner).get(&scope) {
            return Ok(shard.clone());
        }
        let mut shards = self.shards.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(shard) = shards.get(&scope) {
            return Ok(shard.clone());
        }
        let shard = Arc::new(Shard::open(&self.folder.join(scope.folder()))?);
        shards.insert(scope, shard.clone());
        Ok(shard)
    }

    /// Every shard there is.
    pub(crate) fn shards(&self) -> Vec<(Scope, Arc<Shard>)> {
        let shards = self.shards.read().unwrap_or_else(PoisonError::into_inner);
        shards.iter().map(|(scope, shard)| (*scope, shard.clone())).collect()
    }

    /// What a reader of these scopes searches.
    #[must_use]
    pub fn searchers(&self, scopes: &[Scope]) -> Vec<Searcher> {
        let seen = |scope: &Scope| Mutant::ScopesIgnored.is_on() || scopes.contains(scope);
        self.shards()
            .into_iter()
            .filter(|(scope, _)| seen(scope))
            .map(|(_, shard)| shard.searcher())
            .collect()
    }

    /// The best texts of these scopes.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn candidates(&self, scopes: &[Scope], meaning: &Meaning, wanted: Wanted) -> Result<Vec<Candidate>> {
        candidates::best(&self.searchers(scopes), &self.searchers_of_all(), meaning, wanted)
    }

    /// Every shard's searcher; only what must go wrong on purpose looks at it.
    fn searchers_of_all(&self) -> Vec<Searcher> {
        if !Mutant::StatisticsOfAll.is_on() {
            return Vec::new();
        }
        self.shards().into_iter().map(|(_, shard)| shard.searcher()).collect()
    }

    /// The keys of the things whose time is finer here than it is kept at this hour.
    pub(crate) fn stale(&self, now: Hour) -> Result<Vec<u64>> {
        let mut stale = Vec::new();
        for (_, shard) in self.shards() {
            stale.extend(shard.stale(now)?);
        }
        Ok(stale)
    }

    /// Does the next of what leaves nothing of what was deleted; `false` when all is done.
    pub(crate) fn tidy(&self) -> Result<bool> {
        for (_, shard) in self.shards() {
            if shard.tidy(SMALL)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Where it is.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// How many texts are in it.
    pub(crate) fn size(&self) -> u64 {
        self.shards().iter().map(|(_, shard)| shard.searcher().num_docs()).sum()
    }

    /// Opens an index in a folder of its own, for a bench.
    ///
    /// # Errors
    /// When the folder or the database cannot be used.
    #[cfg(feature = "testing")]
    pub async fn for_bench(folder: &Path, database: &store::Database) -> Result<Self> {
        std::fs::create_dir_all(folder).map_err(crate::fault::file)?;
        Self::create(folder, &crate::mark::now(database, 0).await?)
    }

    /// Takes in documents, as a bench does.
    ///
    /// # Errors
    /// When they cannot be written.
    #[cfg(feature = "testing")]
    pub fn add(&self, scope: Scope, documents: &[crate::document::Document]) -> Result<()> {
        let mut pen = Pen::default();
        documents.iter().for_each(|document| pen.put(scope, document.clone()));
        pen.finish(self, self.mark()?)
    }
}
