//! The lists that finders look things up in. They stand beside this file, in both languages, to be read and mended.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use moderation::word_lists::{self, Lists};
use regex::Regex;

/// No accents, no capitals.
const FILES: [&str; 3] =
    [include_str!("data/names.txt"), include_str!("data/places.txt"), include_str!("data/words.txt")];

static LISTS: LazyLock<Lists> = LazyLock::new(|| word_lists::read(&FILES));

static SETS: LazyLock<HashMap<&'static str, HashSet<&'static str>>> =
    LazyLock::new(|| LISTS.iter().map(|(name, words)| (*name, words.iter().copied().collect())).collect());

/// Whether `word`, however its letters are cased, stands in the list `name`.
pub(super) fn is_in(name: &str, word: &str) -> bool {
    SETS[name].contains(word.to_ascii_lowercase().as_str())
}

/// Where `word` stands in the list `name`, from nought.
pub(super) fn place_in(name: &str, word: &str) -> Option<usize> {
    let word = word.to_ascii_lowercase();
    LISTS[name].iter().position(|one| *one == word)
}

/// A pattern in which `{list}` stands for any word of that list.
pub(super) fn pattern(text: &str) -> Regex {
    let mut whole = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        whole.push_str(before);
        // `a{2,3}` counts, and `\p{L}` is a class of letters: neither is a list.
        match after
            .split_once('}')
            .filter(|(name, _)| name.starts_with(|first: char| first.is_ascii_lowercase()))
        {
            Some((name, after)) => {
                whole.push_str(&any(name));
                rest = after;
            }
            None => {
                whole.push('{');
                rest = after;
            }
        }
    }
    whole.push_str(rest);
    Regex::new(&whole).expect("the patterns are part of the program, and a test compiles each of them")
}

/// The longest first, so that "avenue" is not read as "ave".
fn any(name: &str) -> String {
    let mut words: Vec<String> =
        LISTS[name].iter().map(|word| regex::escape(word).replace(' ', r"\s")).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    format!("(?:{})", words.join("|"))
}
