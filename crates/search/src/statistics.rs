//! How rare words are, for one reader: counted over what they read, and nothing else.

use tantivy::{Searcher, Term, query::Bm25StatisticsProvider, schema::Field};

/// Counts over several indexes as if they were one.
pub(crate) struct Statistics<'s>(pub(crate) &'s [Searcher]);

impl Bm25StatisticsProvider for Statistics<'_> {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        self.0.iter().map(|searcher| searcher.total_num_tokens(field)).sum()
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        self.0.iter().map(Bm25StatisticsProvider::total_num_docs).sum()
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        self.0.iter().map(|searcher| searcher.doc_freq(term)).sum()
    }
}
