//! The small language in which rules say what they look for.
//!
//! A phrase is words between spaces. `want|wants` is either; `{drug}` any word of that list; `kill*` any word that
//! begins so; `end_it` two words in a row, for use in lists and between bars. `to?` may be missing. `~3` stands for up
//! to three words of the same clause, `~~8` of the same sentence, `~~~20` of any. `#` is a number, `##` one from eight
//! on, `####` a year, `@` a word that looks like a name, `;` the end (or the beginning) of a clause.

use super::{
    vocabulary::{ASK, COMMA, FEW, MANY, NAME, STOP, Symbol, Vocabulary, YEAR},
    words,
};

/// One phrase, ready to be looked for.
#[derive(Debug)]
pub(super) struct Phrase {
    pub(super) pieces: Vec<Piece>,
    /// The piece of which a text has a word, or this phrase is not in it.
    pub(super) telling: usize,
    /// Those words.
    pub(super) told_by: Vec<Symbol>,
}

/// One piece of a phrase.
#[derive(Debug)]
pub(super) enum Piece {
    /// Any words, up to so many; marks from this one on end it.
    Gap { most: usize, until: Symbol },
    /// One of these words, or of these rows of words.
    Word { one: Set, rows: Rows, optional: bool },
}

/// Rows of words; each place in a row may have several.
#[derive(Debug)]
pub(super) struct Rows {
    pub(super) all: Vec<Vec<Vec<Symbol>>>,
    /// What any of them begins with, and what any ends with: most texts have neither here.
    pub(super) first: Set,
    pub(super) last: Set,
}

impl Rows {
    fn of(all: Vec<Vec<Vec<Symbol>>>) -> Self {
        let first: Vec<Symbol> = all.iter().filter_map(|row| row.first()).flatten().copied().collect();
        let last: Vec<Symbol> = all.iter().filter_map(|row| row.last()).flatten().copied().collect();
        Self { first: Set::of(&first), last: Set::of(&last), all }
    }
}

/// Some of the words, one bit each.
#[derive(Debug)]
pub(super) struct Set(Vec<u64>);

impl Set {
    fn of(symbols: &[Symbol]) -> Self {
        let mut bits = vec![0; symbols.iter().max().map_or(0, |last| usize::from(*last) / 64 + 1)];
        for symbol in symbols {
            bits[usize::from(*symbol) / 64] |= 1 << (symbol % 64);
        }
        Self(bits)
    }

    pub(super) fn has(&self, symbol: Symbol) -> bool {
        self.0.get(usize::from(symbol) / 64).is_some_and(|bits| bits >> (symbol % 64) & 1 == 1)
    }
}

/// Learns the words of phrases, so that stems know them all when the phrases are read.
pub(super) fn learn(phrases: &[&'static str], vocabulary: &mut Vocabulary) {
    for piece in phrases.iter().flat_map(|phrase| phrase.split(' ')).filter(|piece| !piece.starts_with('~')) {
        entries(piece)
            .0
            .into_iter()
            .filter(|entry| !is_kind(entry))
            .for_each(|entry| vocabulary.learn(entry));
    }
}

/// Reads phrases.
pub(super) fn read(phrases: &[&'static str], vocabulary: &Vocabulary) -> Vec<Phrase> {
    let phrase = |text: &&'static str| {
        let pieces: Vec<Piece> = text.split(' ').map(|piece| Piece::read(piece, vocabulary)).collect();
        let fewest = |light| {
            let telling = text.split(' ').map(|piece| telling(piece, vocabulary, light)).enumerate();
            telling.filter_map(|(at, words)| Some((at, words?))).min_by_key(|(_, words)| words.len())
        };
        let telling = fewest(false).or_else(|| fewest(true));
        let (telling, told_by) = telling.unwrap_or_else(|| panic!("a phrase tells nothing: {text}"));
        Phrase { pieces, telling, told_by }
    };
    phrases.iter().map(phrase).collect()
}

impl Piece {
    fn read(text: &'static str, vocabulary: &Vocabulary) -> Self {
        let most = text.trim_start_matches('~');
        if most.len() < text.len() {
            let until = [COMMA, STOP, ASK + 1][text.len() - most.len() - 1];
            return Self::Gap {
                until,
                most: most.parse().expect("a gap has a length: a test reads all rules"),
            };
        }
        let (entries, optional) = entries(text);
        let (rows, single): (Vec<&str>, Vec<&str>) =
            entries.into_iter().partition(|entry| entry.contains('_'));
        let one: Vec<Symbol> = single.into_iter().flat_map(|entry| symbols(entry, vocabulary)).collect();
        let row = |entry: &str| entry.split('_').map(|word| vocabulary.symbols(word)).collect();
        Self::Word { one: Set::of(&one), rows: Rows::of(rows.into_iter().map(row).collect()), optional }
    }
}

/// The ways to fill a piece, and whether it may be missing.
fn entries(piece: &'static str) -> (Vec<&'static str>, bool) {
    let (words, optional) = piece.strip_suffix('?').map_or((piece, false), |words| (words, true));
    let mut entries = Vec::new();
    for word in words.split('|') {
        match word.strip_prefix('{').and_then(|name| name.strip_suffix('}')) {
            Some(name) => entries.extend(words::list(name)),
            None => entries.push(word),
        }
    }
    (entries, optional)
}

fn is_kind(entry: &str) -> bool {
    matches!(entry, "#" | "##" | "####" | "@" | ";")
}

fn symbols(entry: &str, vocabulary: &Vocabulary) -> Vec<Symbol> {
    let numbers = |lists: &[&str]| -> Vec<Symbol> {
        let entries = lists.iter().flat_map(|name| words::list(name));
        entries.flat_map(|entry| vocabulary.symbols(entry)).collect()
    };
    match entry {
        "#" => [vec![FEW, MANY, YEAR], numbers(&["few", "many"])].concat(),
        "##" => [vec![MANY], numbers(&["many"])].concat(),
        "####" => vec![YEAR],
        "@" => vec![NAME],
        ";" => vec![COMMA, STOP, ASK],
        entry => vocabulary.symbols(entry),
    }
}

/// The words of which a text must hold one for this piece to be in it; none when it could be any text, or (unless `light`
/// ones will do) when they are words that every text has.
fn telling(piece: &'static str, vocabulary: &Vocabulary, light: bool) -> Option<Vec<Symbol>> {
    if piece.starts_with('~') || piece.ends_with('?') {
        return None;
    }
    let mut telling = Vec::new();
    for entry in entries(piece).0 {
        if light && entry == "@" {
            telling.push(NAME);
            continue;
        }
        let words = entry.split('_').filter(|word| !is_kind(word) && (light || !vocabulary.is_light(word)));
        telling.extend(vocabulary.symbols(words.max_by_key(|word| word.len())?));
    }
    telling.sort_unstable();
    telling.dedup();
    Some(telling)
}
