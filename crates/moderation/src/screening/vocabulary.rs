//! Every word that any rule knows, each with a number.

use std::collections::HashMap;

use super::words;

/// What stands for a word, or for a mark between words.
pub(super) type Symbol = u16;

/// A word that no rule knows.
pub(super) const UNKNOWN: Symbol = 0;
/// A word that no rule knows, written like a name.
pub(super) const NAME: Symbol = 1;
/// A number below eight.
pub(super) const FEW: Symbol = 2;
/// A number from eight on that is no year.
pub(super) const MANY: Symbol = 3;
/// A year.
pub(super) const YEAR: Symbol = 4;
/// The end of a clause.
pub(super) const COMMA: Symbol = 5;
/// The end of a sentence.
pub(super) const STOP: Symbol = 6;
/// The end of a question.
pub(super) const ASK: Symbol = 7;
/// The first that stands for a word.
const FIRST: Symbol = 8;

/// The words and what stands for them.
#[derive(Debug)]
pub(super) struct Vocabulary {
    words: HashMap<String, Symbol>,
    /// Beginnings after which anything may follow.
    stems: HashMap<String, Symbol>,
    next: Symbol,
    light: &'static [&'static str],
    guarded: &'static [&'static str],
}

impl Vocabulary {
    pub(super) fn new() -> Self {
        let (words, stems) = (HashMap::new(), HashMap::new());
        let (light, guarded) = (words::list("light"), words::list("guarded"));
        let mut new = Self { words, stems, next: FIRST, light, guarded };
        // These no phrase needs to name.
        for word in ["guarded", "few", "many"].into_iter().flat_map(words::list) {
            new.learn(word);
        }
        new
    }

    /// Learns a word, or a beginning (`kill*`); several words in one entry (`end_it`) are learnt one by one.
    pub(super) fn learn(&mut self, entry: &str) {
        for word in entry.split('_') {
            let (known, word) = match word.strip_suffix('*') {
                Some(stem) => (&mut self.stems, stem),
                None => (&mut self.words, word),
            };
            if !known.contains_key(word) {
                known.insert(word.to_owned(), self.next);
                self.next += 1;
            }
        }
    }

    /// What stands for a word of a text.
    pub(super) fn known(&self, word: &str) -> Option<Symbol> {
        self.words.get(word).or_else(|| self.stem(word)).copied()
    }

    /// The longest beginning of a word that is known.
    fn stem(&self, word: &str) -> Option<&Symbol> {
        /// Shorter beginnings would be beginnings of everything.
        const LEAST: usize = 3;
        /// No beginning in the lists is longer.
        const MOST: usize = 16;
        (LEAST..=word.len().min(MOST))
            .rev()
            .filter_map(|end| word.get(..end))
            .find_map(|stem| self.stems.get(stem))
    }

    /// All that an entry of a rule stands for.
    pub(super) fn symbols(&self, entry: &str) -> Vec<Symbol> {
        let Some(stem) = entry.strip_suffix('*') else {
            return self.words.get(entry).copied().into_iter().collect();
        };
        let both = self.stems.iter().chain(&self.words);
        both.filter(|(word, _)| word.starts_with(stem)).map(|(_, symbol)| *symbol).collect()
    }

    /// Whether a word says so little that nothing can be told from it.
    pub(super) fn is_light(&self, word: &str) -> bool {
        self.light.contains(&word)
    }

    /// The guarded word that this one is a slip of.
    pub(super) fn meant(&self, word: &str) -> Option<&'static str> {
        /// In shorter words one letter makes another word.
        const LEAST: usize = 6;
        if word.len() < LEAST {
            return None;
        }
        let near = |guarded: &&&str| {
            guarded.as_bytes()[0] == word.as_bytes()[0]
                && guarded.len().abs_diff(word.len()) <= 1
                && strsim::osa_distance(guarded, word) == 1
        };
        self.guarded.iter().find(near).copied()
    }

    /// What stands behind a word with hidden letters (`su*cide`).
    pub(super) fn unmasked(&self, masked: &str) -> Option<Symbol> {
        let fits = |word: &str| {
            word.len() == masked.len()
                && word.bytes().zip(masked.bytes()).all(|(one, other)| other == b'*' || one == other)
        };
        let shown = masked.bytes().any(|byte| byte != b'*');
        self.words.iter().filter(|(word, _)| shown && fits(word)).map(|(_, symbol)| *symbol).min()
    }
}
