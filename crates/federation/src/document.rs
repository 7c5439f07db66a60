//! `FEDERATION.md` says what the code does: its tables are compared with it.

use std::collections::BTreeSet;

use crate::{activities::Kind, objects::incoming::TEXTS, outcome::Reason, profile::PROFILE};

const DOCUMENT: &str = include_str!("../FEDERATION.md");

/// The rows of the table in a section: their cells.
fn table(section: &str) -> Vec<Vec<&'static str>> {
    let text = DOCUMENT.split("\n## ").find(|text| text.starts_with(section)).expect("the section is there");
    let rows = text.lines().filter(|line| line.starts_with('|')).skip(2);
    rows.map(|row| row.trim_matches('|').split('|').map(str::trim).collect()).collect()
}

/// The words of the first column.
fn words(section: &str) -> BTreeSet<&'static str> {
    table(section).iter().map(|row| row[0].trim_matches('`')).collect()
}

#[test]
fn it_lists_every_activity_that_is_understood() {
    assert_eq!(words("What is understood"), Kind::WORDS.iter().copied().collect());
}

#[test]
fn it_lists_every_type_that_is_read_as_a_text() {
    assert_eq!(words("What is read as a text"), TEXTS.into_iter().collect());
}

#[test]
fn it_lists_every_reason() {
    let told: BTreeSet<(&str, &str)> =
        table("Why an activity is refused").iter().map(|row| (row[0].trim_matches('`'), row[1])).collect();
    assert_eq!(told, Reason::ALL.iter().map(|reason| (reason.key(), reason.words())).collect());
}

#[test]
fn it_lists_every_field_that_leaves() {
    let rows = table("What is sent");
    let told: BTreeSet<(&str, BTreeSet<&str>)> =
        rows.iter().map(|row| (row[0].trim_matches('`'), row[1].split(' ').collect())).collect();
    let listed = PROFILE.types.iter();
    let listed = listed.map(|(kind, fields)| (kind.as_str(), fields.iter().map(String::as_str).collect()));
    assert_eq!(told, listed.collect());
}
