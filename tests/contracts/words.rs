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

/// The texts of the help, each with its name.
fn help() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../frontend/help");
    let mut found = Vec::new();
    for reader in ["members", "moderators", "operators"] {
        for entry in std::fs::read_dir(folder.join(reader)).unwrap().map(Result::unwrap) {
            let text = std::fs::read_to_string(entry.path()).unwrap();
            found.push((format!("{reader}/{}", entry.file_name().to_string_lossy()), text));
        }
    }
    assert!(found.len() > 15, "the test has lost sight of the help");
    found
}

/// Sounds in a word, about.
fn syllables(word: &str) -> usize {
    let word = word.to_lowercase();
    let vowel = |letter: char| "aeiouy".contains(letter);
    let sounds = word
        .chars()
        .zip(word.chars().skip(1).chain([' ']))
        .filter(|(one, next)| vowel(*one) && !vowel(*next));
    let silent = usize::from(word.ends_with('e') && !word.ends_with("le"));
    (sounds.count().max(1 + silent) - silent).max(1)
}

/// The school year in which a text can be read, after Flesch and Kincaid.
fn grade(text: &str) -> f64 {
    let words: Vec<&str> = text
        .split(|sign: char| !sign.is_alphanumeric() && sign != '\'')
        .filter(|word| !word.is_empty())
        .collect();
    let sentences = text
        .split(['.', '?', '!', ':', '\n'])
        .filter(|sentence| sentence.chars().any(char::is_alphabetic))
        .count();
    let sounds: usize = words.iter().map(|word| syllables(word)).sum();
    0.39 * words.len() as f64 / sentences as f64 + 11.8 * sounds as f64 / words.len() as f64 - 15.59
}

#[test]
fn help_is_written_in_plain_words_for_whoever_is_tired() {
    for (name, text) in help() {
        assert_eq!(shaming(&text), Vec::<String>::new(), "{name}");
        for claim in NEVER_CLAIMED {
            assert!(!text.to_lowercase().contains(claim), "{name}: {claim}");
        }
        let prose: String =
            text.lines().filter(|line| !line.starts_with("![")).map(|line| format!("{line}\n")).collect();
        for sentence in prose.split(['.', '?', '!', ':', '\n']) {
            assert!(sentence.split_whitespace().count() <= 24, "{name}: {sentence}");
        }
        assert!(grade(&prose) <= 7.0, "{name} is of grade {:.1}", grade(&prose));
    }
}

#[test]
fn a_text_for_lawyers_is_told_from_one_for_everybody() {
    assert!(grade("You can go. We are here. It is late.") < 3.0);
    assert!(
        grade("Notwithstanding the aforementioned provisions, participants acknowledge responsibility.")
            > 12.0
    );
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
