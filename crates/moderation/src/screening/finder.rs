//! Finds phrases among the words of a text. It begins at the words that tell most, of which most texts have few, and
//! looks around them: regular expressions of this many words took fifty times as long on texts they had not seen.

use std::ops::Range;

use super::{
    phrases::{Phrase, Piece},
    vocabulary::{STOP, Symbol},
};

/// Phrases, each for one rule.
#[derive(Debug, Default)]
pub(super) struct Finder {
    phrases: Vec<(usize, Phrase)>,
    /// For each word, the phrases that it tells of.
    tells: Vec<Vec<usize>>,
}

impl Finder {
    /// Adds phrases that speak for `rule`.
    pub(super) fn add(&mut self, rule: usize, phrases: Vec<Phrase>) {
        for phrase in phrases {
            for symbol in &phrase.told_by {
                let symbol = usize::from(*symbol);
                self.tells.resize_with(self.tells.len().max(symbol + 1), Vec::new);
                self.tells[symbol].push(self.phrases.len());
            }
            self.phrases.push((rule, phrase));
        }
    }

    /// The rules whose phrases are in the text, as bits; `among` are those that are asked.
    pub(super) fn speak(&self, words: &[Symbol], among: u64) -> u64 {
        let mut speaking = 0;
        self.look(words, |rule, _| speaking |= 1 << rule, &mut |rule| among >> rule & 1 == 1);
        speaking
    }

    /// The text without what the phrases are in: where it was, a sentence ends.
    pub(super) fn without(&self, words: &[Symbol]) -> Vec<Symbol> {
        let mut left = words.to_vec();
        self.look(words, |_, span| left[span].fill(STOP), &mut |_| true);
        left
    }

    fn look(
        &self,
        words: &[Symbol],
        mut found: impl FnMut(usize, Range<usize>),
        asked: &mut dyn FnMut(usize) -> bool,
    ) {
        for (at, symbol) in words.iter().enumerate() {
            for phrase in self.tells.get(usize::from(*symbol)).into_iter().flatten() {
                let (rule, phrase) = &self.phrases[*phrase];
                if asked(*rule)
                    && let Some(span) = phrase.around(words, at)
                {
                    found(*rule, span);
                }
            }
        }
    }
}

impl Phrase {
    /// Where the phrase is, if the word at `at` is the one that tells of it.
    fn around(&self, words: &[Symbol], at: usize) -> Option<Range<usize>> {
        let piece = &self.pieces[self.telling];
        let (before, after) = (&self.pieces[..self.telling], &self.pieces[self.telling + 1..]);
        // In a row of words it may be any.
        let first = at.saturating_sub(piece.longest() - 1);
        (first..=at).find_map(|start| {
            let mut ends =
                piece.lengths(&words[start..], false).map(|length| start + length).filter(|end| *end > at);
            ends.find_map(|end| Some(backward(before, words, start)?..forward(after, words, end)?))
        })
    }
}

impl Piece {
    fn longest(&self) -> usize {
        match self {
            Self::Gap { .. } => 1,
            Self::Word { rows, .. } => rows.all.iter().map(Vec::len).max().unwrap_or(1).max(1),
        }
    }

    /// How many words the piece takes at the beginning of `words`, or at their end.
    fn lengths<'a>(&'a self, words: &'a [Symbol], at_end: bool) -> impl Iterator<Item = usize> + 'a {
        let near = if at_end { words.last() } else { words.first() };
        let (single, rows) = match (self, near) {
            (Self::Word { one, rows, .. }, Some(near)) => {
                let edge = if at_end { &rows.last } else { &rows.first };
                (one.has(*near), if edge.has(*near) { rows.all.as_slice() } else { &[] })
            }
            _ => (false, &[][..]),
        };
        let fits = move |row: &&Vec<Vec<Symbol>>| {
            let from = if at_end { words.len().checked_sub(row.len()) } else { Some(0) };
            let words = from.and_then(|from| words.get(from..from + row.len()));
            words.is_some_and(|words| row.iter().zip(words).all(|(either, word)| either.contains(word)))
        };
        single.then_some(1).into_iter().chain(rows.iter().filter(fits).map(Vec::len))
    }
}

/// Where these pieces end when they begin at `at`.
fn forward(pieces: &[Piece], words: &[Symbol], at: usize) -> Option<usize> {
    let Some((piece, rest)) = pieces.split_first() else { return Some(at) };
    match piece {
        Piece::Gap { most, until } => {
            let open = words[at..].iter().take(*most).take_while(|word| passes(**word, *until)).count();
            if rest.is_empty() {
                Some(at + open)
            } else {
                (0..=open).find_map(|gap| forward(rest, words, at + gap))
            }
        }
        Piece::Word { optional, .. } => {
            let mut taken = piece.lengths(&words[at..], false);
            let found = taken.find_map(|length| forward(rest, words, at + length));
            found.or_else(|| if *optional { forward(rest, words, at) } else { None })
        }
    }
}

/// Where these pieces begin when they end before `at`.
fn backward(pieces: &[Piece], words: &[Symbol], at: usize) -> Option<usize> {
    let Some((piece, rest)) = pieces.split_last() else { return Some(at) };
    match piece {
        Piece::Gap { most, until } => {
            let open = words[..at].iter().rev().take(*most).take_while(|word| passes(**word, *until)).count();
            if rest.is_empty() {
                Some(at - open)
            } else {
                (0..=open).find_map(|gap| backward(rest, words, at - gap))
            }
        }
        Piece::Word { optional, .. } => {
            let mut taken = piece.lengths(&words[..at], true);
            let found = taken.find_map(|length| backward(rest, words, at - length));
            found.or_else(|| if *optional { backward(rest, words, at) } else { None })
        }
    }
}

/// Whether a gap that ends at the marks from `until` on goes over this word.
fn passes(word: Symbol, until: Symbol) -> bool {
    use super::vocabulary::{ASK, COMMA};
    !(COMMA..=ASK).contains(&word) || word < until
}
