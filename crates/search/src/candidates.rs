//! The texts that fit best, as far as the index knows: they are looked up before anybody sees them.

use std::{cmp::Reverse, ops::Bound};

use store::Result;
use tantivy::{
    DocAddress, Order as Direction, Searcher, Term,
    collector::TopDocs,
    query::{
        AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, Occur, PhraseQuery, Query, RangeQuery, TermQuery,
    },
    schema::IndexRecordOption,
};

use crate::{
    document::since,
    every_segment::EverySegment,
    fault,
    meaning::{Choice, Filters, Group, Meaning},
    question::Order,
    schema::{Fields, schema},
    statistics::Statistics,
};

/// What has all the words stands before what has some of them.
const ALL_WORDS: i64 = 1 << 32;

/// How many, in which order.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// Which come first.
    pub order: Order,
    /// How many at most.
    pub most: usize,
}

/// A text that may fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// How well; what fits best has the greatest.
    pub rank: i64,
    /// Which text, see [`crate::document::Kind::of`].
    pub key: u64,
}

/// The best of all these indexes, the best first. `all` is empty, but for a fault on purpose.
pub(crate) fn best(
    searchers: &[Searcher],
    all: &[Searcher],
    meaning: &Meaning,
    wanted: Wanted,
) -> Result<Vec<Candidate>> {
    if meaning.is_empty() {
        return Ok(Vec::new());
    }
    let search = Searching {
        searchers,
        counted: if all.is_empty() { searchers } else { all },
        fields: schema().1,
        meaning,
    };
    let found = match wanted.order {
        Order::Relevance if meaning.has_words() => search.fitting(wanted.most),
        _ => search.newest(wanted.most),
    };
    found.map_err(fault::index)
}

struct Searching<'s> {
    searchers: &'s [Searcher],
    counted: &'s [Searcher],
    fields: Fields,
    meaning: &'s Meaning,
}

impl Searching<'_> {
    /// What has all words, then what has some, each by weight.
    fn fitting(&self, most: usize) -> tantivy::Result<Vec<Candidate>> {
        let mut found = self.scored(&self.filtered(self.all_words()), most, ALL_WORDS)?;
        if found.len() < most && self.meaning.telling().len() > 1 {
            let some = self.scored(&self.filtered(self.some_words()), most, 0)?;
            let new: Vec<Candidate> =
                some.into_iter().filter(|one| !found.iter().any(|other| other.key == one.key)).collect();
            found.extend(new);
            found.truncate(most);
        }
        Ok(found)
    }

    fn scored(&self, query: &dyn Query, most: usize, above: i64) -> tantivy::Result<Vec<Candidate>> {
        let statistics = Statistics(self.counted);
        let mut found = Vec::new();
        for searcher in self.searchers {
            let best = TopDocs::with_limit(most).order_by_score();
            let best = searcher.search_with_statistics_provider(query, &EverySegment(best), &statistics)?;
            // No digit of it is lost: what Tantivy tells apart where it cuts has to be apart here.
            let rank = |score: f32| i64::from(score.max(0.0).to_bits()) + above;
            self.keyed(searcher, best.into_iter().map(|(score, at)| (rank(score), at)), &mut found)?;
        }
        Ok(first(found, most))
    }

    fn newest(&self, most: usize) -> tantivy::Result<Vec<Candidate>> {
        let words = if self.meaning.groups.is_empty() { Vec::new() } else { self.all_words() };
        let query = self.filtered(words);
        let mut found = Vec::new();
        for searcher in self.searchers {
            let newest = TopDocs::with_limit(most).order_by_fast_field::<u64>("recency", Direction::Desc);
            let newest = searcher.search(&query, &EverySegment(newest))?;
            let ranked =
                newest.into_iter().map(|(recency, at)| (recency.unwrap_or_default().cast_signed(), at));
            self.keyed(searcher, ranked, &mut found)?;
        }
        Ok(first(found, most))
    }

    /// Turns places in an index into keys.
    fn keyed(
        &self,
        searcher: &Searcher,
        ranked: impl Iterator<Item = (i64, DocAddress)>,
        found: &mut Vec<Candidate>,
    ) -> tantivy::Result<()> {
        let mut columns = Vec::new();
        for segment in searcher.segment_readers() {
            columns.push(segment.fast_fields().u64("key")?);
        }
        for (rank, at) in ranked {
            if let Some(key) = columns[at.segment_ord as usize].first(at.doc_id) {
                found.push(Candidate { rank, key });
            }
        }
        Ok(())
    }

    fn all_words(&self) -> Vec<(Occur, Box<dyn Query>)> {
        self.meaning.telling().into_iter().map(|group| (Occur::Must, self.group(group))).collect()
    }

    /// Plain words in one flat union, which Tantivy reads without looking at every text.
    fn some_words(&self) -> Vec<(Occur, Box<dyn Query>)> {
        let choices = self.meaning.telling().into_iter().flat_map(|group| &group.choices);
        let union: Vec<_> = choices.map(|choice| (Occur::Should, self.choice(choice))).collect();
        vec![(Occur::Must, Box::new(BooleanQuery::new(union)))]
    }

    fn group(&self, group: &Group) -> Box<dyn Query> {
        let mut choices: Vec<_> =
            group.choices.iter().map(|choice| (Occur::Should, self.choice(choice))).collect();
        if choices.len() == 1 {
            return choices.remove(0).1;
        }
        Box::new(BooleanQuery::new(choices))
    }

    fn choice(&self, (choice, weight): &(Choice, f32)) -> Box<dyn Query> {
        let query: Box<dyn Query> = match choice {
            Choice::Stem(stem) => {
                let term = Term::from_field_text(self.fields.stems, stem);
                Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
            }
            Choice::Word(word) => {
                let term = Term::from_field_text(self.fields.words, word);
                Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
            }
            Choice::Phrase(words) => self.phrase(words),
        };
        if (*weight - 1.0).abs() < f32::EPSILON { query } else { Box::new(BoostQuery::new(query, *weight)) }
    }

    fn phrase(&self, words: &[String]) -> Box<dyn Query> {
        let terms: Vec<Term> =
            words.iter().map(|word| Term::from_field_text(self.fields.words, word)).collect();
        match terms.as_slice() {
            [term] => Box::new(TermQuery::new(term.clone(), IndexRecordOption::WithFreqs)),
            _ => Box::new(PhraseQuery::new(terms)),
        }
    }

    /// With phrases, what must not be there, and filters.
    fn filtered(&self, mut clauses: Vec<(Occur, Box<dyn Query>)>) -> BooleanQuery {
        clauses.extend(self.meaning.phrases.iter().map(|phrase| (Occur::Must, self.phrase(phrase))));
        clauses.extend(self.filters().into_iter().map(|filter| {
            let silent: Box<dyn Query> = Box::new(ConstScoreQuery::new(filter, 0.0));
            (Occur::Must, silent)
        }));
        if clauses.is_empty() {
            clauses.push((Occur::Must, Box::new(AllQuery)));
        }
        clauses.extend(self.meaning.without.iter().map(|words| (Occur::MustNot, self.phrase(words))));
        BooleanQuery::new(clauses)
    }

    fn filters(&self) -> Vec<Box<dyn Query>> {
        let Filters { community, noted, from, before } = self.meaning.filters;
        let is = |field, value| -> Box<dyn Query> {
            Box::new(TermQuery::new(Term::from_field_u64(field, value), IndexRecordOption::Basic))
        };
        let mut filters = Vec::new();
        filters.extend(community.map(|community| is(self.fields.community, community.0.cast_unsigned())));
        filters.extend(noted.then(|| is(self.fields.noted, 1)));
        if from.is_some() || before.is_some() {
            let recency = |hour| Term::from_field_u64(self.fields.recency, since(hour));
            let from = from.map_or(Bound::Unbounded, |from| Bound::Included(recency(from)));
            let before = before.map_or(Bound::Unbounded, |before| Bound::Excluded(recency(before)));
            filters.push(Box::new(RangeQuery::new(from, before)));
        }
        filters
    }
}

impl Candidate {
    /// What fits alike stands by its key, as it does in each segment: so no cut leaves a gap.
    fn place(&self) -> (Reverse<i64>, u64) {
        (Reverse(self.rank), self.key)
    }

    /// Whether it comes after one of this rank and key.
    pub(crate) fn is_after(&self, rank: i64, key: u64) -> bool {
        self.place() > (Reverse(rank), key)
    }
}

fn first(mut found: Vec<Candidate>, most: usize) -> Vec<Candidate> {
    found.sort_unstable_by_key(Candidate::place);
    found.truncate(most);
    found
}
