//! Understanding what was typed. Nothing is an error: whatever it is, it is understood as well as it can be.

mod filter;
mod scan;

use store::Hour;

use crate::{
    folding::{self, Word},
    language,
    meaning::{Choice, Group, Meaning},
    stems,
    synonyms::{Name, Synonyms},
};
use scan::Item;

/// So many words are read; a longer text is cut there.
const MOST_WORDS: usize = 24;
/// So many characters are read.
const MOST_TYPED: usize = 1_000;
/// What another name for the same thing weighs.
const OTHER_NAME: f32 = 0.5;

/// How a question was understood, for the page to say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Understood {
    /// The words that should be there, as they were typed.
    pub words: Vec<String>,
    /// The phrases that must be there.
    pub phrases: Vec<String>,
    /// What must not be there.
    pub without: Vec<String>,
    /// Other names for the same things, which count too.
    pub also: Vec<String>,
    /// The title of the one community that is searched.
    pub community: Option<String>,
    /// Whether only texts with a content note are searched.
    pub noted: bool,
    /// The month with which it begins, by its first hour.
    pub from: Option<Hour>,
    /// The month before which it ends, by its first hour.
    pub before: Option<Hour>,
    /// What was spelt otherwise.
    pub spelt: Vec<Spelt>,
    /// The last word, when it was taken for the beginning of one.
    pub begun: Option<String>,
    /// Filters that could not be understood, as they were typed.
    pub puzzling: Vec<String>,
    /// Whether there was more than is read.
    pub shortened: bool,
}

/// A word that nobody wrote, and what was looked for instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spelt {
    /// As it was typed.
    pub typed: String,
    /// As it was read.
    pub read: String,
}

/// What came of reading.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// For the page.
    pub understood: Understood,
    /// For the index.
    pub meaning: Meaning,
    /// The community that was named, to be looked up.
    pub community: Option<String>,
}

/// Reads what was typed.
#[must_use]
pub fn understand(typed: &str, synonyms: &Synonyms) -> Reading {
    let mut reading = Reading::default();
    let read = &typed[..typed.char_indices().nth(MOST_TYPED).map_or(typed.len(), |(at, _)| at)];
    reading.understood.shortened = read.len() < typed.len();
    let mut free: Vec<Word> = Vec::new();
    for item in scan::items(read) {
        if !filter::read(&item, &mut reading) {
            reading.take(&item, &mut free);
        }
    }
    let begun = free.last().is_some_and(|last| last.at.end == read.len() && !last.pair);
    if free.len() > MOST_WORDS {
        free.truncate(MOST_WORDS);
        reading.understood.shortened = true;
    }
    reading.group(read, &free, synonyms);
    if let Some(last) = reading.meaning.groups.last_mut() {
        last.begun = begun && last.at.end == read.len();
    }
    reading
}

impl Reading {
    /// Takes in words, a phrase, or what must not be there.
    fn take(&mut self, item: &Item<'_>, free: &mut Vec<Word>) {
        let mut words = folding::words(item.text);
        for word in &mut words {
            word.at = word.at.start + item.at..word.at.end + item.at;
        }
        if words.is_empty() {
            return;
        }
        let folded = |words: Vec<Word>| words.into_iter().take(MOST_WORDS).map(|word| word.folded).collect();
        let room = |list: &Vec<Vec<String>>| list.len() < MOST_WORDS;
        if item.without {
            if room(&self.meaning.without) {
                self.understood.without.push(item.text.to_owned());
                self.meaning.without.push(folded(words));
            }
        } else if item.quoted && words.len() > 1 {
            if room(&self.meaning.phrases) {
                self.understood.phrases.push(item.text.to_owned());
                self.meaning.phrases.push(folded(words));
            }
        } else {
            free.extend(words);
        }
    }

    /// Makes groups of free words: a name of several words is one, and so is a run of signs without spaces.
    fn group(&mut self, typed: &str, free: &[Word], synonyms: &Synonyms) {
        let folded: Vec<String> = free.iter().map(|word| word.folded.clone()).collect();
        let mut at = 0;
        while at < free.len() {
            let run = run_of_signs(&free[at..]);
            let (length, names) = match synonyms.at(&folded[at..]) {
                Some(found) if run == 0 => found,
                _ => (run.max(1), Vec::new()),
            };
            let group = group(&free[at..at + length], &names);
            self.understood.words.push(typed[group.at.clone()].to_owned());
            self.understood.also.extend(names.iter().map(|name| name.shown.clone()));
            if !self.meaning.groups.iter().any(|other| other.choices == group.choices) {
                self.meaning.groups.push(group);
            }
            at += length;
        }
        self.understood.also.dedup();
    }
}

/// How many of the first words are pairs of signs that overlap.
fn run_of_signs(words: &[Word]) -> usize {
    let Some(first) = words.first().filter(|word| word.pair) else { return 0 };
    let follows = |pair: &&[Word]| pair[1].pair && pair[1].at.start < pair[0].at.end;
    debug_assert!(first.pair);
    1 + words.windows(2).take_while(follows).count()
}

fn group(words: &[Word], names: &[&Name]) -> Group {
    let at = words[0].at.start..words[words.len() - 1].at.end;
    let mut folded: Vec<String> = words.iter().map(|word| word.folded.clone()).collect();
    let mut choices = ways(&folded, 1.0);
    for name in names {
        for way in ways(&name.words, OTHER_NAME) {
            if !choices.iter().any(|(choice, _)| *choice == way.0) {
                choices.push(way);
            }
        }
    }
    let word = if folded.len() == 1 { folded.pop() } else { None };
    let small = word.as_deref().is_some_and(language::is_small) && names.is_empty();
    let common = word.as_deref().is_some_and(language::is_common);
    Group { at, word, begun: false, small, common, choices }
}

fn ways(words: &[String], weight: f32) -> Vec<(Choice, f32)> {
    match words {
        [word] => stems::all(word).into_iter().map(|stem| (Choice::Stem(stem), weight)).collect(),
        several => vec![(Choice::Phrase(several.to_vec()), weight)],
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(typed: &str) -> Reading {
        understand(typed, &Synonyms::default())
    }

    #[test]
    fn words_phrases_and_what_to_leave_out() {
        let found = read("cant sleep \"day four\" -coffee -\"energy drinks\"");
        assert_eq!(found.understood.words, ["cant", "sleep"]);
        assert_eq!(found.understood.phrases, ["day four"]);
        assert_eq!(found.understood.without, ["coffee", "energy drinks"]);
        assert_eq!(found.meaning.phrases, [["day", "four"]]);
        assert_eq!(found.meaning.without, [vec!["coffee"], vec!["energy", "drinks"]]);
        assert!(found.understood.also.contains(&"insomnia".to_owned()));
    }

    #[test]
    fn filters_are_told_from_words() {
        let found = read("in:nights has:note before:2026-03 after:2025 sponsor");
        assert_eq!(found.community.as_deref(), Some("nights"));
        assert!(found.understood.noted);
        assert_eq!(
            found.understood.before.map(|hour| hour.start().to_string()),
            Some("2026-03-01 00:00:00 UTC".into())
        );
        assert_eq!(
            found.understood.from.map(|hour| hour.start().to_string()),
            Some("2025-01-01 00:00:00 UTC".into())
        );
        assert_eq!(found.understood.words, ["sponsor"]);
        assert_eq!(read("in:\"Late nights\"").community.as_deref(), Some("Late nights"));
    }

    #[test]
    fn what_is_no_filter_is_said_and_what_looks_like_one_is_words() {
        let found = read("before:soon has:hope note:to self");
        assert_eq!(found.understood.puzzling, ["before:soon", "has:hope"]);
        assert_eq!(found.understood.words, ["note", "to", "self"]);
    }

    #[test]
    fn the_last_word_may_be_a_beginning() {
        assert!(read("cant sle").meaning.groups.last().unwrap().begun);
        assert!(!read("cant sle ").meaning.groups.last().unwrap().begun);
        assert!(!read("\"cant sle\"").meaning.has_words() || read("\"cant sle\"").meaning.groups.is_empty());
    }

    #[test]
    fn signs_without_spaces_stand_together() {
        let found = read("夜里睡不着");
        assert_eq!(found.understood.words, ["夜里睡不着"]);
        assert_eq!(found.meaning.groups.len(), 1);
    }

    #[test]
    fn a_long_text_is_cut() {
        let found = read(&"word1 word2 word3 ".repeat(1_000));
        assert!(found.understood.shortened);
        assert!(found.meaning.groups.len() <= MOST_WORDS);
    }

    proptest! {
        #[test]
        fn anything_is_understood(typed in "\\PC{0,80}") {
            let found = read(&typed);
            prop_assert!(found.meaning.groups.len() <= MOST_WORDS);
        }

        #[test]
        fn anything_like_a_question_is_understood(typed in "[-\"'«»:a-z0-9éあ夜 ]{0,60}") {
            bounded(&typed);
        }

        #[test]
        fn any_signs_at_all_are_understood(typed in any::<String>()) {
            bounded(&typed);
        }

        #[test]
        fn any_pieces_are_understood(pieces in prop::collection::vec(piece(), 0..400)) {
            bounded(&pieces.concat());
        }
    }

    fn piece() -> impl Strategy<Value = String> {
        let known = [
            "\"",
            "-",
            "in:",
            "has:",
            "before:2026-",
            "after:",
            "“",
            "„",
            "「",
            "」",
            "«",
            " ",
            "\u{0}",
            "'",
            "\u{301}",
        ];
        let named =
            ["AA", "relapse ", "alcoholics anonymous", "睡不着", "نوم", "ﷺ", "can’t ", "\u{200d}", "İ", "ß"];
        prop_oneof![
            prop::sample::select(known.to_vec()).prop_map(str::to_owned),
            prop::sample::select(named.to_vec()).prop_map(str::to_owned),
            any::<char>().prop_map(String::from),
            "[a-z]{1,50} ?",
        ]
    }

    /// Whatever it is: it is read the same way twice, what is looked for stays within bounds, and what the page says of it
    /// was typed.
    fn bounded(typed: &str) {
        let found = read(typed);
        assert_eq!(found.understood, read(typed).understood);
        let Meaning { groups, phrases, without, .. } = &found.meaning;
        assert!([groups.len(), phrases.len(), without.len()].into_iter().all(|some| some <= MOST_WORDS));
        let long = |words: &Vec<String>| words.is_empty() || words.len() > MOST_WORDS;
        assert!(!phrases.iter().chain(without).any(long));
        for group in groups {
            assert!(!group.choices.is_empty() && group.choices.len() <= 40, "{:?}", group.choices);
            assert!(typed.get(group.at.clone()).is_some_and(|word| !word.is_empty()), "{group:?}");
        }
        let said = &found.understood;
        assert!(said.words.len() <= MOST_WORDS);
        let said = said.words.iter().chain(&said.phrases).chain(&said.without).chain(&said.puzzling);
        assert!(said.chain(&found.community).all(|part| typed.contains(part.as_str())));
    }
}
