//! The lists that the phrases of the rules look words up in. They stand in `data/`, to be read and mended.

use std::{collections::HashMap, sync::LazyLock};

/// Sections begin with `[name]`; entries stand between commas; `#` starts a remark. No accents, no capitals.
const FILES: [&str; 4] = [
    include_str!("../data/people.txt"),
    include_str!("../data/substances.txt"),
    include_str!("../data/acts.txt"),
    include_str!("../data/spellings.txt"),
];

type Lists = HashMap<&'static str, Vec<&'static str>>;

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let mut lists = Lists::new();
    for file in FILES {
        let mut section = "";
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            match line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                Some(name) => section = name,
                None => lists
                    .entry(section)
                    .or_default()
                    .extend(line.split(',').map(str::trim).filter(|word| !word.is_empty())),
            }
        }
    }
    lists
});

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
