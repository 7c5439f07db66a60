//! The texts that fit best, as far as the index knows: they are looked up before anybody sees them.

use std::{
    cmp::Reverse,
    collections::{HashMap, HashSet, hash_map::Entry},
    ops::Bound,
};

use store::Result;
use tantivy::{
    DocAddress, Order as Direction, Score, Searcher, Term,
    collector::TopDocs,
    query::{
        AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, Occur, PhraseQuery, Query, RangeQuery, TermQuery,
    },
    schema::IndexRecordOption,
};

use crate::{
    closeness::Closeness,
    document::since,
    every_segment::EverySegment,
    fault,
    meaning::{Choice, Filters, Group, Meaning},
    question::Order,
    schema::{Fields, schema},
    statistics::Statistics,
};

/// So many of the best are put in the order of how close their words stand.
const COMPARED: usize = 42;
/// What a common word weighs where not all words are there.
const COMMON: f32 = 0.3;

/// How a text fits. Whatever fits in one way stands before all that fits in the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fit {
    /// All that was named stands in its title.
    Title,
    /// All stands in it as it was typed, in the form that most texts have.
    Typed,
    /// All stands in it, perhaps by another name.
    Named,
    /// Some of it does.
    Some,
}

impl Fit {
    const BEST_FIRST: [Self; 4] = [Self::Title, Self::Typed, Self::Named, Self::Some];

    /// The rank of a text that fits in this way, with this score. No digit of it is lost: what Tantivy tells apart where
    /// it cuts has to be apart here.
    fn rank(self, score: Score) -> i64 {
        let above = match self {
            Self::Title => 3,
            Self::Typed => 2,
            Self::Named => 1,
            Self::Some => 0,
        };
        (above << 32) + i64::from(score.max(0.0).to_bits())
    }
}

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

/// A text with its score, in the index with this number.
#[derive(Clone, Copy)]
struct Scored {
    score: Score,
    key: u64,
    index: usize,
    at: DocAddress,
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
        statistics: Statistics::of(if all.is_empty() { searchers } else { all }),
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
    statistics: Statistics<'s>,
    fields: Fields,
    meaning: &'s Meaning,
}

impl Searching<'_> {
    /// What fits best, then what fits less, each by weight.
    fn fitting(&self, most: usize) -> tantivy::Result<Vec<Candidate>> {
        let (mut found, mut seen) = (Vec::new(), HashSet::new());
        for fit in Fit::BEST_FIRST {
            if found.len() < most && self.can(fit) {
                let some = self.scored(fit, most)?;
                found.extend(some.into_iter().filter(|candidate| seen.insert(candidate.key)));
            }
        }
        found.truncate(most);
        Ok(found)
    }

    /// Whether something can fit in this way that did not in the ways before.
    fn can(&self, fit: Fit) -> bool {
        let telling = self.meaning.telling();
        match fit {
            Fit::Title => !telling.is_empty() && telling.iter().all(|group| group.is_word()),
            Fit::Typed => true,
            Fit::Named => telling.iter().any(|group| group.choices.len() > 1),
            Fit::Some => telling.len() > 1,
        }
    }

    fn query(&self, fit: Fit) -> BooleanQuery {
        let telling = self.meaning.telling().into_iter();
        self.filtered(match fit {
            Fit::Title => telling.filter_map(|group| self.in_title(group)).collect(),
            Fit::Typed => telling.filter_map(|group| self.typed(group)).collect(),
            Fit::Named => self.all_words(),
            Fit::Some => self.some_words(),
        })
    }

    fn scored(&self, fit: Fit, most: usize) -> tantivy::Result<Vec<Candidate>> {
        let compares = matches!(fit, Fit::Typed | Fit::Named);
        let (query, most) = (self.query(fit), if compares { most.max(COMPARED) } else { most });
        let mut best: Vec<Scored> = Vec::new();
        for (index, searcher) in self.searchers.iter().enumerate() {
            let found = EverySegment(TopDocs::with_limit(most).order_by_score());
            let found = searcher.search_with_statistics_provider(&query, &found, &self.statistics)?;
            best.extend(keyed(searcher, found)?.into_iter().map(|(score, key, at)| Scored {
                score,
                key,
                index,
                at,
            }));
        }
        best.sort_unstable_by(|one, other| other.score.total_cmp(&one.score).then(one.key.cmp(&other.key)));
        best.truncate(most);
        if compares {
            let compared = best.len().min(COMPARED);
            self.compare(&mut best[..compared])?;
        }
        let found = best.iter().map(|one| Candidate { rank: fit.rank(one.score), key: one.key });
        Ok(first(found.collect(), most))
    }

    /// Lifts those of the best whose words stand close to each other. However many are wanted, these are the same.
    fn compare(&self, best: &mut [Scored]) -> tantivy::Result<()> {
        let words: Vec<&str> =
            self.meaning.telling().iter().filter_map(|group| group.word.as_deref()).collect();
        if words.len() < 2 {
            return Ok(());
        }
        best.sort_unstable_by_key(|one| (one.index, one.at));
        let segment = |one: &Scored| (one.index, one.at.segment_ord);
        for some in best.chunk_by_mut(|one, other| segment(one) == segment(other)) {
            let reader = self.searchers[some[0].index].segment_reader(some[0].at.segment_ord);
            let mut closeness = Closeness::of(reader, self.fields.words, &words)?;
            for one in some {
                one.score *= closeness.factor(one.at.doc_id);
            }
        }
        Ok(())
    }

    fn newest(&self, most: usize) -> tantivy::Result<Vec<Candidate>> {
        let words = if self.meaning.groups.is_empty() { Vec::new() } else { self.all_words() };
        let query = self.filtered(words);
        let mut found = Vec::new();
        for searcher in self.searchers {
            let newest = TopDocs::with_limit(most).order_by_fast_field::<u64>("recency", Direction::Desc);
            let newest = keyed(searcher, searcher.search(&query, &EverySegment(newest))?)?;
            found.extend(newest.into_iter().map(|(recency, key, _)| {
                let rank = recency.unwrap_or_default().cast_signed();
                Candidate { rank, key }
            }));
        }
        Ok(first(found, most))
    }

    fn in_title(&self, group: &Group) -> Option<(Occur, Box<dyn Query>)> {
        let (Choice::Stem(stem), _) = group.choices.first()? else { return None };
        let term = Term::from_field_text(self.fields.titles, stem);
        Some((Occur::Must, Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))))
    }

    /// One term each, which Tantivy reads without looking at every text.
    fn typed(&self, group: &Group) -> Option<(Occur, Box<dyn Query>)> {
        Some((Occur::Must, self.choice(group.choices.first()?, 1.0)))
    }

    fn all_words(&self) -> Vec<(Occur, Box<dyn Query>)> {
        self.meaning.telling().into_iter().map(|group| (Occur::Must, self.group(group))).collect()
    }

    /// Plain words in one flat union, which Tantivy reads without looking at every text. What stands in most texts counts
    /// for less: it must not outweigh the word that was meant.
    fn some_words(&self) -> Vec<(Occur, Box<dyn Query>)> {
        let weighed = |group: &&Group| if group.common { COMMON } else { 1.0 };
        let telling = self.meaning.telling();
        let choices = telling.iter().flat_map(|group| {
            group.choices.iter().map(|choice| (Occur::Should, self.choice(choice, weighed(group))))
        });
        vec![(Occur::Must, Box::new(BooleanQuery::new(choices.collect())))]
    }

    fn group(&self, group: &Group) -> Box<dyn Query> {
        let mut choices: Vec<_> =
            group.choices.iter().map(|choice| (Occur::Should, self.choice(choice, 1.0))).collect();
        if choices.len() == 1 {
            return choices.remove(0).1;
        }
        Box::new(BooleanQuery::new(choices))
    }

    fn choice(&self, (choice, weight): &(Choice, f32), times: f32) -> Box<dyn Query> {
        let weight = weight * times;
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
        if (weight - 1.0).abs() < f32::EPSILON { query } else { Box::new(BoostQuery::new(query, weight)) }
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

/// Looks up the keys of what was found.
fn keyed<T>(searcher: &Searcher, found: Vec<(T, DocAddress)>) -> tantivy::Result<Vec<(T, u64, DocAddress)>> {
    let mut columns = HashMap::new();
    let mut all = Vec::with_capacity(found.len());
    for (value, at) in found {
        let column = match columns.entry(at.segment_ord) {
            Entry::Occupied(open) => open.into_mut(),
            Entry::Vacant(closed) => {
                let segment = searcher.segment_reader(at.segment_ord);
                closed.insert(segment.fast_fields().u64("key")?)
            }
        };
        all.extend(column.first(at.doc_id).map(|key| (value, key, at)));
    }
    Ok(all)
}

fn first(mut found: Vec<Candidate>, most: usize) -> Vec<Candidate> {
    found.sort_unstable_by_key(Candidate::place);
    found.truncate(most);
    found
}
