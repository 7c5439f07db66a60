//! The words on the pages: short, plain, and none that shames.

use std::path::Path;

fn file(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)).unwrap()
}

/// Words that this field has learnt to leave behind.
const SHAMING: &[&str] =
    &["clean", "dirty", "addict", "addicts", "junkie", "alcoholic", "failed", "abuser", "abusers"];
/// Claims that nobody can keep.
const NEVER_CLAIMED: &[&str] =
    &["100 % anonymous", "100% anonymous", "hipaa compliant", "completely anonymous"];

fn shaming(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    words.filter(|word| SHAMING.contains(&word.as_str())).collect()
}

#[test]
fn nothing_shames_and_nothing_is_claimed_too_much() {
    for path in [
        "frontend/locales/en.ftl",
        "frontend/data/PRIVACY.toml",
        "frontend/data/demo.toml",
        "frontend/data/guidelines.toml",
        "README.md",
    ] {
        let text = file(path);
        let spoken: String =
            text.lines().filter(|line| !line.trim_start().starts_with('#')).collect::<Vec<_>>().join("\n");
        let values: String = spoken
            .lines()
            .map(|line| line.split_once('=').map_or(line, |(_, value)| value))
            .collect::<Vec<_>>()
            .join("\n");
        assert_eq!(shaming(&values), Vec::<String>::new(), "{path}");
        for claim in NEVER_CLAIMED {
            assert!(!spoken.to_lowercase().contains(claim), "{path}: {claim}");
        }
    }
}

#[test]
fn every_message_has_at_most_twenty_words() {
    for line in file("frontend/locales/en.ftl").lines() {
        let Some((key, value)) = line.split_once(" = ").filter(|(key, _)| !key.starts_with('#')) else {
            continue;
        };
        let count = value.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count();
        assert!(count <= 20, "{}: {count} words", key.trim());
    }
}
