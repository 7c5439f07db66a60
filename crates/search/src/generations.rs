//! The folders of the index: while one is built, the one before answers; a built one takes its place whole.

use std::path::{Path, PathBuf};

use store::{Chance, Result};

use crate::{fault, index::Index, status::Progress, telling};

const PREFIX: &str = "index-";
/// Asks whoever follows to build the index anew.
const WISH: &str = "rebuild";

/// The newest whole index in `folder`.
pub(crate) fn newest(folder: &Path) -> Option<Index> {
    let mut numbers = numbers(folder);
    numbers.sort_unstable();
    numbers.into_iter().rev().find_map(|number| Index::open(&named(folder, number)))
}

/// The folder for the next one.
pub(crate) fn next(folder: &Path) -> PathBuf {
    named(folder, numbers(folder).into_iter().max().unwrap_or_default() + 1)
}

/// How far a rebuild is that some process does here.
pub(crate) fn filling(folder: &Path) -> Option<Progress> {
    numbers(folder).into_iter().find_map(|number| telling::told(&named(folder, number)))
}

/// Removes all but `kept`: also what was left unfinished.
pub(crate) fn clear(folder: &Path, kept: Option<&Path>) -> Result<()> {
    for number in numbers(folder) {
        let other = named(folder, number);
        if Some(other.as_path()) != kept {
            std::fs::remove_dir_all(other).map_err(fault::file)?;
        }
    }
    Ok(())
}

fn named(folder: &Path, number: u64) -> PathBuf {
    folder.join(format!("{PREFIX}{number}"))
}

fn numbers(folder: &Path) -> Vec<u64> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.file_name().to_str()?.strip_prefix(PREFIX)?.parse().ok()).collect()
}

/// The name by which the database knows this folder's index: random, made once.
pub(crate) fn node(folder: &Path, chance: &Chance) -> Result<String> {
    let file = folder.join("node");
    if let Ok(name) = std::fs::read_to_string(&file) {
        return Ok(name);
    }
    let name = chance.code(12);
    std::fs::write(file, &name).map_err(fault::file)?;
    Ok(name)
}

/// Wishes for a rebuild by whoever follows.
pub(crate) fn wish(folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder).map_err(fault::file)?;
    std::fs::write(folder.join(WISH), []).map_err(fault::file)
}

/// Whether there is such a wish.
pub(crate) fn is_wished(folder: &Path) -> bool {
    folder.join(WISH).exists()
}

/// Takes the wish, if there is one.
pub(crate) fn take_wish(folder: &Path) {
    // Mostly there is none.
    let _ = std::fs::remove_file(folder.join(WISH));
}

/// How many bytes lie in a folder.
pub(crate) fn bytes(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| match entry.metadata() {
            Ok(about) if about.is_dir() => bytes(&entry.path()),
            Ok(about) => about.len(),
            Err(_) => 0,
        })
        .sum()
}
