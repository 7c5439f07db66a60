//! How rare words are, for one reader: counted over what they read, and nothing else.

use std::{cell::RefCell, collections::HashMap};

use tantivy::{Searcher, Term, query::Bm25StatisticsProvider, schema::Field};

/// Counts over several indexes as if they were one; each is made once.
pub(crate) struct Statistics<'s> {
    searchers: &'s [Searcher],
    tokens: RefCell<HashMap<Field, u64>>,
    texts: RefCell<HashMap<Term, u64>>,
}

impl<'s> Statistics<'s> {
    /// Of these indexes.
    pub(crate) fn of(searchers: &'s [Searcher]) -> Self {
        Self { searchers, tokens: RefCell::default(), texts: RefCell::default() }
    }
}

impl Bm25StatisticsProvider for Statistics<'_> {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        if let Some(tokens) = self.tokens.borrow().get(&field) {
            return Ok(*tokens);
        }
        let tokens: tantivy::Result<u64> =
            self.searchers.iter().map(|searcher| searcher.total_num_tokens(field)).sum();
        self.tokens.borrow_mut().insert(field, tokens.clone()?);
        tokens
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        self.searchers.iter().map(Bm25StatisticsProvider::total_num_docs).sum()
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        if let Some(texts) = self.texts.borrow().get(term) {
            return Ok(*texts);
        }
        let texts: tantivy::Result<u64> = self.searchers.iter().map(|searcher| searcher.doc_freq(term)).sum();
        self.texts.borrow_mut().insert(term.clone(), texts.clone()?);
        texts
    }
}
