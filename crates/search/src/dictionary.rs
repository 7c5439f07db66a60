//! The words that one reader's texts have: how often, which are spelt almost alike, which begin alike.

use std::collections::BTreeMap;

use store::Result;
use tantivy::{
    Searcher, Term,
    query::{Bm25StatisticsProvider as _, FuzzyTermQuery},
};

use crate::{
    fault,
    meaning::Choice,
    schema::{Fields, schema},
    statistics::Statistics,
};

/// So many words that begin alike are looked at, and so many kept.
const BEGINNINGS_READ: usize = 20_000;
const BEGINNINGS_KEPT: usize = 8;
/// So many words that are spelt almost alike are kept.
const NEAR_KEPT: usize = 3;

/// The words of one reader's texts.
pub(crate) struct Dictionary<'s> {
    searchers: &'s [Searcher],
    statistics: Statistics<'s>,
    fields: Fields,
}

/// A word, in how many texts it is, and by how many edits it differs from what was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Near {
    pub(crate) word: String,
    pub(crate) texts: u64,
    pub(crate) edits: u8,
}

impl<'s> Dictionary<'s> {
    /// The words in these indexes.
    pub(crate) fn of(searchers: &'s [Searcher]) -> Self {
        Self { searchers, statistics: Statistics::of(searchers), fields: schema().1 }
    }

    /// In how many texts a single-word choice is; phrases are not counted.
    pub(crate) fn texts(&self, choice: &Choice) -> Result<u64> {
        let term = match choice {
            Choice::Stem(stem) => Term::from_field_text(self.fields.stems, stem),
            Choice::Word(word) => Term::from_field_text(self.fields.words, word),
            Choice::Phrase(_) => return Ok(0),
        };
        self.statistics.doc_freq(&term).map_err(fault::index)
    }

    /// Words that are spelt almost as `word`: one edit from five letters, two from nine; the nearest and most frequent.
    pub(crate) fn near(&self, word: &str) -> Result<Vec<Near>> {
        let letters = word.chars().count();
        if letters < 5 || !word.chars().all(char::is_alphabetic) {
            return Ok(Vec::new());
        }
        let mut found = self.within(word, 1)?;
        if found.is_empty() && letters >= 9 {
            found = self.within(word, 2)?;
        }
        // Whoever mistypes seldom mistypes the first letter.
        let first = word.chars().next();
        found.sort_by_key(|near| {
            let weight = if near.word.chars().next() == first { 10 } else { 1 };
            (near.edits, std::cmp::Reverse(near.texts.saturating_mul(weight)), near.word.clone())
        });
        found.truncate(NEAR_KEPT);
        Ok(found)
    }

    fn within(&self, word: &str, edits: u8) -> Result<Vec<Near>> {
        let query = FuzzyTermQuery::new(Term::from_field_text(self.fields.words, word), edits, true);
        let automaton = query.automaton().map_err(fault::index)?;
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        for segment in self.searchers.iter().flat_map(Searcher::segment_readers) {
            let index = segment.inverted_index(self.fields.words).map_err(fault::index)?;
            let mut stream = index.terms().search(&automaton).into_stream().map_err(fault::file)?;
            while stream.advance() {
                if let Ok(term) = std::str::from_utf8(stream.key()) {
                    *counts.entry(term.to_owned()).or_default() += u64::from(stream.value().doc_freq);
                }
            }
        }
        counts.remove(word);
        Ok(counts.into_iter().map(|(word, texts)| Near { word, texts, edits }).collect())
    }

    /// The most frequent words that begin with `beginning`.
    pub(crate) fn begun(&self, beginning: &str) -> Result<Vec<String>> {
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        for segment in self.searchers.iter().flat_map(Searcher::segment_readers) {
            let index = segment.inverted_index(self.fields.words).map_err(fault::index)?;
            let mut stream = index.terms().range().ge(beginning).into_stream().map_err(fault::file)?;
            let mut read = 0;
            while read < BEGINNINGS_READ && stream.advance() && stream.key().starts_with(beginning.as_bytes())
            {
                read += 1;
                if let Ok(term) = std::str::from_utf8(stream.key()) {
                    *counts.entry(term.to_owned()).or_default() += u64::from(stream.value().doc_freq);
                }
            }
        }
        let mut found: Vec<(String, u64)> = counts.into_iter().collect();
        found.sort_by_key(|(word, texts)| (std::cmp::Reverse(*texts), word.clone()));
        Ok(found.into_iter().take(BEGINNINGS_KEPT).map(|(word, _)| word).collect())
    }
}
