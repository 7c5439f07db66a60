//! Lists of words in plain text, part of the program, for people to read and mend.

use std::collections::HashMap;

/// The entries of each list, by its name and in their order.
pub type Lists = HashMap<&'static str, Vec<&'static str>>;

/// Reads files in which a list begins with `[name]`, entries stand between commas, and `#` starts a remark.
#[must_use]
pub fn read(files: &[&'static str]) -> Lists {
    let mut lists = Lists::new();
    for file in files {
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
}
