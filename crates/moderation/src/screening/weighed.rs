//! Listens to all words of a text together. Each word weighs something for each class, as far as it came more often in
//! sentences of that kind than in others; where their sum is great enough, the text sounds like it.
//!
//! The weights are a logistic regression over sentences that we made up (`tests/screening/weighed`), fitted by the test
//! `weighing` and kept as a table to be read (`data/weights.txt`). Nothing is learnt from what anybody writes here.

use std::collections::{HashMap, HashSet};

use super::plain;

/// What a text may sound like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// Somebody may die: of their own hand, of what they took, or of what they stopped taking.
    Danger,
    /// Somebody is not well: all that, and despair and craving too.
    Help,
    /// Buying and selling.
    Sourcing,
    /// Looking for people to treat, for gain.
    Brokering,
    /// Telling who somebody is.
    Identity,
}

/// Every class, in the order of the columns of the table.
pub const CLASSES: [Class; 5] =
    [Class::Danger, Class::Help, Class::Sourcing, Class::Brokering, Class::Identity];

impl Class {
    /// From which weight on a text sounds like it; chosen over sentences that the weights were not fitted to.
    fn least(self) -> f32 {
        match self {
            Self::Danger | Self::Help => 0.6,
            Self::Sourcing | Self::Identity => -0.8,
            Self::Brokering => -0.5,
        }
    }
}

/// A longer text is listened to in parts of so many words: what is said in one of them is not lost among the others.
const PART: usize = 100;
/// Fewer words are listened to as if there were so many: one alone says little.
const FEW: f32 = 20.0;
/// From so many letters on, forms of a word meet in its beginning.
const LONG: usize = 6;
/// How many letters such a beginning has.
const BEGINNING: usize = 5;
/// So many letters with spaces between them are a word.
const SPACED: usize = 3;
/// Letters that are words.
const LETTERS: [&str; 5] = ["a", "i", "o", "u", "y"];
/// A part with fewer signs says too little to sound like anything.
const LEAST: usize = 4;
/// What the weights in the table are divided by.
const UNIT: f32 = 100.0;

const TABLE: &str = include_str!("../data/weights.txt");

type Row = [f32; CLASSES.len()];

/// The table.
pub(super) struct Weights {
    bias: Row,
    words: HashMap<&'static str, Row>,
}

impl Weights {
    pub(super) fn new() -> Self {
        let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
        let mut words: HashMap<&str, Row> = lines.map(row).collect();
        let bias = words.remove("=").unwrap_or_default();
        Self { bias, words }
    }

    /// What a text sounds like.
    pub(super) fn heard(&self, text: &str) -> Vec<Class> {
        let words = plain::bare(text);
        let parts: Vec<Row> = words.chunks(PART).filter_map(|part| self.weight(part)).collect();
        let sounds = |at: usize, class: Class| parts.iter().any(|part| part[at] > class.least());
        CLASSES
            .into_iter()
            .enumerate()
            .filter(|(at, class)| sounds(*at, *class))
            .map(|(_, class)| class)
            .collect()
    }

    fn weight(&self, words: &[String]) -> Option<Row> {
        let signs = signs(words);
        if signs.len() < LEAST {
            return None;
        }
        let share = share(signs.len());
        let mut sum = self.bias;
        for row in signs.iter().filter_map(|sign| self.words.get(sign.as_str())) {
            sum.iter_mut().zip(row).for_each(|(sum, weight)| *sum += weight * share);
        }
        Some(sum)
    }
}

fn row(line: &'static str) -> (&'static str, Row) {
    let mut cells = line.split(' ');
    let word = cells.next().unwrap_or_default();
    let mut row = Row::default();
    for (place, cell) in row.iter_mut().zip(cells) {
        *place = cell.parse::<f32>().unwrap_or_default() / UNIT;
    }
    (word, row)
}

/// What is weighed of a text, each once, and how much each counts: a long text must not sound like anything only because
/// it is long.
#[must_use]
pub fn weighable(text: &str) -> (HashSet<String>, f32) {
    let signs = signs(&plain::bare(text));
    let share = share(signs.len());
    (signs, share)
}

/// The words, and of longer ones the beginning (`withd*`). Numbers are all alike; one within a word hides a letter, and so
/// do spaces between letters.
fn signs(words: &[String]) -> HashSet<String> {
    let mut signs = HashSet::new();
    let alone = |word: &String| word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    for run in words.chunk_by(|one, other| alone(one) && alone(other)) {
        if run.len() >= SPACED {
            sign(&run.concat(), &mut signs);
        } else {
            run.iter()
                .filter(|word| !alone(word) || LETTERS.contains(&word.as_str()))
                .for_each(|word| sign(word, &mut signs));
        }
    }
    signs
}

fn sign(word: &str, signs: &mut HashSet<String>) {
    let letters = word.trim_start_matches(|letter: char| letter.is_ascii_digit());
    if letters.len() < word.len() {
        signs.insert("0".to_owned());
    }
    if letters.is_empty() {
        return;
    }
    let word: String = letters.chars().map(shown).collect();
    if let Some(beginning) = word.get(..BEGINNING).filter(|_| word.len() >= LONG) {
        signs.insert(format!("{beginning}*"));
    }
    signs.insert(word);
}

/// The letter that a digit stands for within a word.
fn shown(letter: char) -> char {
    match letter {
        '0' => 'o',
        '1' => 'i',
        '3' => 'e',
        '4' => 'a',
        '5' => 's',
        '7' => 't',
        other => other,
    }
}

#[expect(clippy::cast_precision_loss, reason = "a part has few words")]
fn share(signs: usize) -> f32 {
    1.0 / FEW.max(signs as f32).sqrt()
}
