//! The index of one scope: a folder of Tantivy's.

use std::path::{Path, PathBuf};

use store::{Hour, Mutant, Result};
use tantivy::{
    Index, IndexReader, IndexSettings, IndexSortByField, IndexWriter, Order, ReloadPolicy, Searcher,
    SegmentMeta, Term,
    collector::Count,
    directory::MmapDirectory,
    index::SegmentId,
    indexer::{IndexWriterOptions, LogMergePolicy, NoMergePolicy},
    query::TermQuery,
    schema::IndexRecordOption,
};

use crate::{
    document::{Document, coarse, hour_of},
    fault,
    mark::Mark,
    schema::{Fields, schema},
    spaced::{SPACED, Spaced},
};

/// What a writer may hold in memory.
const MEMORY: usize = 16_000_000;
/// Segments of so many texts are left as they are, so that no merge takes long.
const LARGE: usize = 40_000;
/// A segment up to this size is written anew as soon as something of it is deleted; a larger one within the hour.
pub(crate) const SMALL: u32 = 50_000;

/// The index of one scope.
pub(crate) struct Shard {
    index: Index,
    reader: IndexReader,
    pub(crate) fields: Fields,
}

impl Shard {
    /// Whether every file of the index in `folder` is as it was written. To be asked first: whoever reads them trusts them.
    pub(crate) fn is_sound(folder: &Path) -> bool {
        Self::checked(folder).unwrap_or(false)
    }

    fn checked(folder: &Path) -> tantivy::Result<bool> {
        let index = Index::open(MmapDirectory::open(folder)?)?;
        // Not all of them are there: a segment of which nothing was deleted has no list of what was. One that is missed
        // shows when it is opened.
        for file in index.load_metas()?.list_segment_files() {
            if folder.join(&file).exists() && !index.directory().validate_checksum(&file)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Opens the index in `folder`, or makes an empty one there.
    pub(crate) fn open(folder: &Path) -> Result<Self> {
        std::fs::create_dir_all(folder).map_err(fault::file)?;
        Self::opened(folder).map_err(fault::index)
    }

    fn opened(folder: &Path) -> tantivy::Result<Self> {
        let (schema, fields) = schema();
        let directory = MmapDirectory::open(folder)?;
        // Ids are random. In any other order the texts would stand as they were written, one after the other across all
        // communities, which the database does not keep.
        let by_key = IndexSortByField { field: "key".to_owned(), order: Order::Asc };
        let settings = IndexSettings { sort_by_field: Some(by_key), ..IndexSettings::default() };
        let index = Index::builder().schema(schema).settings(settings).open_or_create(directory)?;
        index.tokenizers().register(SPACED, Spaced);
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

    /// Whether something of a community, or one thing, is in it, or was and has not left the files yet.
    pub(crate) fn holds(&self, term: &Term) -> Result<bool> {
        Ok(self.searcher().doc_freq(term).map_err(fault::index)? > 0)
    }

    /// Whether something that is not deleted has this term.
    pub(crate) fn has(&self, term: &Term) -> Result<bool> {
        let query = TermQuery::new(term.clone(), IndexRecordOption::Basic);
        Ok(self.searcher().search(&query, &Count).map_err(fault::index)? > 0)
    }

    /// The keys of the things whose time is finer here than it is kept at this hour.
    pub(crate) fn stale(&self, now: Hour) -> Result<Vec<u64>> {
        let mut keys = Vec::new();
        for segment in self.searcher().segment_readers() {
            let column = |name| segment.fast_fields().u64(name).map_err(fault::index);
            let (key, recency) = (column("key")?, column("recency")?);
            keys.extend(segment.doc_ids_alive().filter_map(|text| {
                let hour = hour_of(recency.first(text)?);
                (coarse(hour, now) != hour).then(|| key.first(text))?
            }));
        }
        Ok(keys)
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
        // Whoever was ended while writing left files behind: they hold words, and the next commit would give a list of
        // what is deleted the same name.
        self.sweep().map_err(fault::index)?;
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

    /// Makes one of the segments up to `small`, or else writes a larger one anew of which something was deleted; `false`
    /// when nothing is left to do. Then nothing deleted is left, and no file tells which texts came in the same minute.
    pub(crate) fn tidy(&self, small: u32) -> Result<bool> {
        let (small, large): (Vec<_>, Vec<_>) =
            self.segments()?.into_iter().partition(|one| one.max_doc() <= small);
        let group =
            if small.len() > 1 || small.iter().any(SegmentMeta::has_deletes) { small } else { Vec::new() };
        let one = large.into_iter().find(SegmentMeta::has_deletes).filter(|_| group.is_empty());
        let group: Vec<SegmentId> = group.iter().chain(&one).map(SegmentMeta::id).collect();
        if group.is_empty() || Mutant::RemovedWordsKept.is_on() {
            return self.sweep().map(|()| false).map_err(fault::index);
        }
        let mut writing = self.write()?;
        writing.writer.set_merge_policy(Box::new(NoMergePolicy));
        writing.writer.merge(&group).wait().map_err(fault::index)?;
        writing.end().map(|()| true)
    }

    fn segments(&self) -> Result<Vec<SegmentMeta>> {
        self.index.searchable_segment_metas().map_err(fault::index)
    }

    /// Removes every file that no segment has any more. Whoever searches in one has it open.
    fn sweep(&self) -> tantivy::Result<()> {
        let mut living = self.index.load_metas()?.list_segment_files();
        living.insert(PathBuf::from("meta.json"));
        self.index.directory().clone().garbage_collect(|| living)?;
        Ok(())
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

    /// Writes the segments up to `small` anew of which something was deleted: then nothing of that is left on the disk.
    pub(crate) fn drop_deleted(mut self, small: u32) -> Result<()> {
        let kept = |one: &SegmentMeta| one.max_doc() > small || Mutant::RemovedWordsKept.is_on();
        let segments = self.shard.segments()?;
        let deleted: Vec<SegmentId> =
            segments.iter().filter(|one| one.has_deletes() && !kept(one)).map(SegmentMeta::id).collect();
        drop(segments);
        for segment in deleted {
            // A merge that runs already may have taken it: then what was deleted is gone with that.
            if let Err(error) = self.writer.merge(&[segment]).wait() {
                tracing::debug!(%error, "a segment is being merged already");
            }
        }
        self.end()
    }

    /// Waits for what is being merged, and removes the files of what was.
    fn end(self) -> Result<()> {
        let shard = self.shard;
        self.writer.wait_merging_threads().map_err(fault::index)?;
        shard.reader.reload().map_err(fault::index)?;
        shard.sweep().map_err(fault::index)
    }
}

#[cfg(test)]
mod tests {
    use store::{CommunityId, ThreadId};
    use tantivy::index::SegmentComponent;

    use super::*;
    use crate::document::Kind;

    fn document(id: i64) -> Document {
        let kind = Kind::Thread(ThreadId(id));
        let (title, body) = ("Kettle".to_owned(), format!("kettle{id}"));
        Document { kind, community: CommunityId(1), hour: Hour(0), ordinal: id, noted: false, title, body }
    }

    fn knows(shard: &Shard, id: i64) -> bool {
        shard.holds(&Term::from_field_text(shard.fields.words, &format!("kettle{id}"))).unwrap()
    }

    /// A shard with a large segment, as far as three texts are many, and a small one.
    fn shard(folder: &Path) -> Shard {
        let shard = Shard::open(folder).unwrap();
        for ids in [1..=3, 4..=5] {
            let mut writing = shard.write().unwrap();
            ids.for_each(|id| writing.add(&document(id)).unwrap());
            writing.commit(&Mark::default()).unwrap();
            writing.drop_deleted(2).unwrap();
        }
        shard
    }

    #[test]
    fn what_was_deleted_leaves_small_segments_at_once_and_large_ones_with_the_hour() {
        let folder = std::env::temp_dir().join(format!("porchlight-shard-{}", std::process::id()));
        let shard = shard(&folder);
        let mut writing = shard.write().unwrap();
        for id in [1, 4] {
            writing.forget(shard.key(Kind::Thread(ThreadId(id)).key()));
        }
        writing.commit(&Mark::default()).unwrap();
        assert!(knows(&shard, 1) && knows(&shard, 4), "a dictionary keeps the words of what was deleted");
        let has = |id| shard.has(&shard.key(Kind::Thread(ThreadId(id)).key())).unwrap();
        assert_eq!([1, 2, 4, 5].map(has), [false, true, false, true]);
        // Somebody else looks at what there is.
        let looking = shard.segments().unwrap();
        writing.drop_deleted(2).unwrap();
        assert!(knows(&shard, 1) && !knows(&shard, 4));
        let there =
            looking.iter().filter(|one| folder.join(one.relative_path(SegmentComponent::Terms)).exists());
        assert_eq!(there.count(), 1, "its files go nevertheless");
        while shard.tidy(2).unwrap() {}
        assert!(!knows(&shard, 1) && !knows(&shard, 4));
        assert!([2, 3, 5].into_iter().all(|id| knows(&shard, id)));
        assert!(shard.segments().unwrap().iter().all(|one| !one.has_deletes()));
        assert!(shard.mark().unwrap().is_some(), "a merge keeps what the commit says");
        std::fs::remove_dir_all(folder).unwrap();
    }
}
