//! Opens the files of an index as somebody would who stole them: what do they tell?

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    path::{Path, PathBuf},
};

use tantivy::{
    DocSet, Index, SegmentReader, TERMINATED, TantivyDocument,
    schema::{FieldType, IndexRecordOption},
};

/// Every folder of an index in `folder`, of every generation and scope.
fn indexes(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().flatten();
    let folders = entries.map(|entry| entry.path()).filter(|path| path.is_dir());
    let here = folder.join("meta.json").exists().then(|| folder.to_owned());
    here.into_iter().chain(folders.flat_map(|folder| indexes(&folder))).collect()
}

fn segments(folder: &Path) -> Vec<SegmentReader> {
    let segments = Index::open_in_dir(folder).unwrap().searchable_segments().unwrap();
    segments.iter().map(|segment| SegmentReader::open(segment).unwrap()).collect()
}

/// Whether a word stands in the files: as it is, in a dictionary (of deleted texts too), or in what is stored.
pub fn lies_in(folder: &Path, word: &str) -> bool {
    let packed = indexes(folder)
        .iter()
        .flat_map(|index| segments(index))
        .any(|segment| words(&segment).iter().chain(&stored(&segment)).any(|some| some.contains(word)));
    packed || lies_open(folder, word)
}

fn lies_open(folder: &Path, word: &str) -> bool {
    std::fs::read_dir(folder).unwrap().flatten().any(|entry| {
        if entry.metadata().unwrap().is_dir() {
            return lies_open(&entry.path(), word);
        }
        let bytes = std::fs::read(entry.path()).unwrap();
        bytes.windows(word.len()).any(|some| some == word.as_bytes())
    })
}

/// The dictionaries of all fields of text.
fn words(segment: &SegmentReader) -> Vec<String> {
    let mut words = Vec::new();
    for (field, entry) in segment.schema().fields() {
        if matches!(entry.field_type(), FieldType::Str(_)) {
            let index = segment.inverted_index(field).unwrap();
            let mut terms = index.terms().stream().unwrap();
            while terms.advance() {
                words.push(String::from_utf8_lossy(terms.key()).into_owned());
            }
        }
    }
    words
}

/// What is stored of each text, deleted ones too.
fn stored(segment: &SegmentReader) -> Vec<String> {
    let store = segment.get_store_reader(0).unwrap();
    let texts = (0..segment.max_doc()).map(|text| store.get::<TantivyDocument>(text).unwrap());
    texts
        .map(|text| {
            format!("{:?}", text.field_values().map(|(_, value)| format!("{value:?}")).collect::<Vec<_>>())
        })
        .collect()
}

/// Every number that stands in a field, by the field's name: in columns and in dictionaries.
pub fn numbers(folder: &Path) -> BTreeMap<String, BTreeSet<u64>> {
    let mut numbers: BTreeMap<String, BTreeSet<u64>> = BTreeMap::new();
    for segment in indexes(folder).iter().flat_map(|index| segments(index)) {
        for (field, entry) in
            segment.schema().fields().filter(|(_, entry)| !matches!(entry.field_type(), FieldType::Str(_)))
        {
            assert!(matches!(entry.field_type(), FieldType::U64(_)), "{}: what does it tell?", entry.name());
            let all = numbers.entry(entry.name().to_owned()).or_default();
            let index = segment.inverted_index(field).unwrap();
            let mut terms = index.terms().stream().unwrap();
            while terms.advance() {
                all.insert(u64::from_be_bytes(terms.key().try_into().unwrap()));
            }
            all.extend(column(&segment, entry.name()));
        }
    }
    numbers
}

/// A column, deleted texts too, in the order in which the texts lie there.
fn column(segment: &SegmentReader, name: &str) -> Vec<u64> {
    let column = segment.fast_fields().u64(name);
    column
        .map(|column| (0..segment.max_doc()).filter_map(|text| column.first(text)).collect())
        .unwrap_or_default()
}

/// The keys of the texts of each segment, in the order in which they lie there.
pub fn orders(folder: &Path) -> Vec<Vec<u64>> {
    indexes(folder).iter().flat_map(|index| segments(index)).map(|segment| column(&segment, "key")).collect()
}

/// Files that belong to no segment of the last commit.
pub fn left_over(folder: &Path) -> Vec<PathBuf> {
    let mut left = Vec::new();
    for index in indexes(folder) {
        let mut known: HashSet<PathBuf> =
            Index::open_in_dir(&index).unwrap().load_metas().unwrap().list_segment_files();
        known.retain(|file| file.extension().is_none_or(|extension| extension != "temp"));
        let names = ["meta.json", ".managed.json", ".tantivy-writer.lock", ".tantivy-meta.lock"];
        known.extend(names.map(PathBuf::from));
        let files =
            std::fs::read_dir(&index).unwrap().flatten().map(|entry| PathBuf::from(entry.file_name()));
        left.extend(files.filter(|file| !known.contains(file)));
    }
    left
}

/// A thread or a comment that an index holds: in which scope, and with which words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Held {
    pub scope: String,
    pub key: u64,
    pub words: BTreeSet<String>,
}

/// All that is held and was not deleted, as often as it is.
pub fn held(folder: &Path) -> Vec<Held> {
    let mut held = Vec::new();
    for index in indexes(folder) {
        let scope = index.file_name().unwrap().to_str().unwrap();
        for segment in segments(&index) {
            let key = segment.fast_fields().u64("key").unwrap();
            let mut words = words_of(&segment);
            let alive = segment.doc_ids_alive().map(|text| Held {
                scope: scope.to_owned(),
                key: key.first(text).unwrap(),
                words: words.remove(&text).unwrap_or_default(),
            });
            held.extend(alive.filter(|one| one.key & 3 < 2));
        }
    }
    held.sort();
    held
}

fn words_of(segment: &SegmentReader) -> BTreeMap<u32, BTreeSet<String>> {
    let mut found: BTreeMap<u32, BTreeSet<String>> = BTreeMap::new();
    let index = segment.inverted_index(segment.schema().get_field("words").unwrap()).unwrap();
    let mut terms = index.terms().stream().unwrap();
    while terms.advance() {
        let word = String::from_utf8(terms.key().to_vec()).unwrap();
        let info = terms.value().clone();
        let mut texts = index.read_postings_from_terminfo(&info, IndexRecordOption::Basic).unwrap();
        while texts.doc() != TERMINATED {
            found.entry(texts.doc()).or_default().insert(word.clone());
            texts.advance();
        }
    }
    found
}
