//! The index of one scope: a folder of Tantivy's.

use std::path::Path;

use store::Result;
use tantivy::{
    Index, IndexReader, IndexSettings, IndexWriter, ReloadPolicy, Searcher, Term,
    directory::MmapDirectory,
    indexer::{IndexWriterOptions, LogMergePolicy},
};

use crate::{
    document::Document,
    fault,
    mark::Mark,
    schema::{Fields, schema},
};

/// What a writer may hold in memory.
const MEMORY: usize = 16_000_000;
/// Segments of so many texts are left as they are, so that no merge takes long.
const LARGE: usize = 40_000;
/// A segment up to this size is written anew as soon as something of it is deleted.
const SOON: u32 = 50_000;

/// The index of one scope.
pub(crate) struct Shard {
    index: Index,
    reader: IndexReader,
    pub(crate) fields: Fields,
}

impl Shard {
    /// Opens the index in `folder`, or makes an empty one there.
    pub(crate) fn open(folder: &Path) -> Result<Self> {
        std::fs::create_dir_all(folder).map_err(fault::file)?;
        Self::opened(folder).map_err(fault::index)
    }

    fn opened(folder: &Path) -> tantivy::Result<Self> {
        let (schema, fields) = schema();
        let directory = MmapDirectory::open(folder)?;
        let settings = IndexSettings::default();
        let index = Index::builder().schema(schema).settings(settings).open_or_create(directory)?;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Self { index, reader, fields })
    }

    /// What its last commit says of itself.
    pub(crate) fn mark(&self) -> Result<Option<Mark>> {
        let metas = self.index.load_metas().map_err(fault::index)?;
        Ok(Mark::read(metas.payload.as_deref()))
    }

    /// What it holds, at this moment.
    pub(crate) fn searcher(&self) -> Searcher {
        self.reader.searcher()
    }

    /// Whether every file is as it was written.
    pub(crate) fn is_sound(&self) -> bool {
        self.index.validate_checksum().is_ok_and(|damaged| damaged.is_empty())
    }

    /// Whether something of a community, or one thing, is in it.
    pub(crate) fn holds(&self, term: &Term) -> Result<bool> {
        Ok(self.searcher().doc_freq(term).map_err(fault::index)? > 0)
    }

    /// The term of one thing.
    pub(crate) fn key(&self, key: u64) -> Term {
        Term::from_field_u64(self.fields.key, key)
    }

    /// The term of a community.
    pub(crate) fn community(&self, community: store::CommunityId) -> Term {
        Term::from_field_u64(self.fields.community, community.0.cast_unsigned())
    }

    /// Begins to write; one at a time.
    pub(crate) fn write(&self) -> Result<Writing<'_>> {
        let options = IndexWriterOptions::builder()
            .num_worker_threads(1)
            .num_merge_threads(1)
            .memory_budget_per_thread(MEMORY)
            .build();
        let writer: IndexWriter = self.index.writer_with_options(options).map_err(fault::index)?;
        let mut policy = LogMergePolicy::default();
        policy.set_min_num_segments(6);
        policy.set_max_docs_before_merge(LARGE);
        writer.set_merge_policy(Box::new(policy));
        Ok(Writing { shard: self, writer })
    }
}

/// Changes to one scope that become real with a commit.
pub(crate) struct Writing<'s> {
    shard: &'s Shard,
    writer: IndexWriter,
}

impl Writing<'_> {
    /// Takes in a document.
    pub(crate) fn add(&self, document: &Document) -> Result<()> {
        self.writer.add_document(document.made(&self.shard.fields)).map_err(fault::index)?;
        Ok(())
    }

    /// Forgets what has this term.
    pub(crate) fn forget(&self, term: Term) {
        self.writer.delete_term(term);
    }

    /// Makes it real, with how far it is, and lets searchers see it.
    pub(crate) fn commit(&mut self, mark: &Mark) -> Result<()> {
        let mut prepared = self.writer.prepare_commit().map_err(fault::index)?;
        prepared.set_payload(&mark.written()?);
        prepared.commit().map_err(fault::index)?;
        self.shard.reader.reload().map_err(fault::index)
    }

    /// Writes segments anew without what was deleted: the small ones, or all of them. Then nothing of it is left on
    /// the disk.
    pub(crate) fn drop_deleted(mut self, all: bool) -> Result<()> {
        self.merge_deleted(all).map_err(fault::index)?;
        let shard = self.shard;
        self.writer.garbage_collect_files().wait().map_err(fault::index)?;
        self.writer.wait_merging_threads().map_err(fault::index)?;
        shard.reader.reload().map_err(fault::index)
    }

    fn merge_deleted(&mut self, all: bool) -> tantivy::Result<()> {
        if store::Mutant::RemovedWordsKept.is_on() {
            return Ok(());
        }
        let metas = self.shard.index.searchable_segment_metas()?;
        let deleted = metas.iter().filter(|meta| meta.has_deletes() && (all || meta.max_doc() <= SOON));
        for meta in deleted {
            // A merge that runs already may have taken it: then it is gone with that.
            if let Err(error) = self.writer.merge(&[meta.id()]).wait() {
                tracing::debug!(%error, "a segment is being merged already");
            }
        }
        // Readers of the old segments keep their files.
        self.shard.reader.reload()
    }
}
