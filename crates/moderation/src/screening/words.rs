//! The lists that the phrases of the rules look words up in. They stand in `data/`, to be read and mended.

use std::{collections::HashMap, sync::LazyLock};

use crate::word_lists::{self, Lists};

/// No accents, no capitals.
const FILES: [&str; 4] = [
    include_str!("../data/people.txt"),
    include_str!("../data/substances.txt"),
    include_str!("../data/acts.txt"),
    include_str!("../data/spellings.txt"),
];

static LISTS: LazyLock<Lists> = LazyLock::new(|| word_lists::read(&FILES));

/// What short ways of writing stand for.
static WRITTEN: LazyLock<HashMap<&'static str, &'static str>> =
    LazyLock::new(|| list("written").iter().filter_map(|entry| entry.split_once(": ")).collect());

/// The entries of a list.
pub(super) fn list(name: &str) -> &'static [&'static str] {
    LISTS
        .get(name)
        .unwrap_or_else(|| panic!("a rule names the list {name}, and there is none: a test reads all rules"))
}

/// What `word` stands for, when it is a short way of writing.
pub(super) fn written(word: &str) -> Option<&'static str> {
    WRITTEN.get(word).copied()
}
