//! Questions whose answer is known, made mechanically from the corpus: the same ones every time.

use std::collections::HashMap;

use store::Chance;

use super::{
    corpus::{sentences, words},
    misspelling::misspelt,
};
use crate::seed::Talk;

const SEED: u64 = 20_261_124;
/// How many questions are made from subjects, and how many from sentences.
const EACH: usize = 100;
/// How many have a word replaced by another, at most.
const SYNONYMS: usize = 2 * EACH;
/// Words that nobody searches for.
const SMALL: &str = " about after also because been before being could does from have into just like more most much only \
    other over same should some such than that their them then there these they this those very were what when \
    where which while will with would your you're that's it's don't i'm the and for are but not you all any can had \
    her was one our out has him his how its who did get she too use ";

/// Where a question was made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// Words of a thread's title.
    Subject,
    /// Words of one sentence.
    Sentence,
    /// Words of one sentence, one of them replaced by another word for the same thing.
    Synonym,
}

/// Of which talks questions are made: whoever improves the search looks at one half, and is judged by the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Half {
    Judged,
    Looked,
}

impl Half {
    fn has(self, talk: usize) -> bool {
        talk.is_multiple_of(2) == (self == Self::Judged)
    }
}

/// What somebody half remembers.
#[derive(Clone, Debug)]
pub struct KnownItem {
    pub from: From,
    pub misspelt: bool,
    /// What they type.
    pub typed: String,
    /// Which talk they mean.
    pub talk: usize,
    /// Which answer in it, when it is one.
    pub comment: Option<usize>,
}

/// Two hundred questions, half from subjects and half from sentences; the same once more with one letter gone wrong; and
/// as many sentences with another word for the same thing, as far as the corpus has any.
pub fn make(talks: &[Talk], alike: &[Vec<String>], half: Half) -> Vec<KnownItem> {
    let chance = Chance::seeded(SEED);
    let once: Vec<_> = once(talks).into_iter().filter(|(_, talk, _)| half.has(*talk)).collect();
    let mut plain = from_subjects(talks, half, &chance);
    plain.extend(from_sentences(&once, &chance));
    let wrong: Vec<KnownItem> = plain.iter().map(|item| with_a_slip(item, &chance)).collect();
    let others = with_other_words(&once, alike, &chance);
    plain.into_iter().chain(wrong).chain(others).collect()
}

/// Two to five words of a title, in their order. Titles that others have too are found by any of their threads.
fn from_subjects(talks: &[Talk], half: Half, chance: &Chance) -> Vec<KnownItem> {
    let mut items: Vec<KnownItem> = Vec::new();
    while items.len() < EACH {
        let talk = chance.below(talks.len());
        if !half.has(talk) {
            continue;
        }
        let typed = some(telling(&talks[talk].title), 5, chance);
        if typed.len() >= 2 && typed.iter().any(|word| word.len() >= 5) {
            let (from, misspelt, typed) = (From::Subject, false, typed.join(" "));
            items.push(KnownItem { from, misspelt, typed, talk, comment: None });
        }
    }
    items
}

/// Five words of a sentence that stands in one text only, in their order.
fn from_sentences(once: &[Once<'_>], chance: &Chance) -> Vec<KnownItem> {
    let mut items = Vec::new();
    while items.len() < EACH {
        let (sentence, talk, comment) = once[chance.below(once.len())];
        let typed = some(telling(sentence), 5, chance);
        if typed.len() == 5 && typed.iter().any(|word| word.len() >= 5) {
            let (from, misspelt, typed) = (From::Sentence, false, typed.join(" "));
            items.push(KnownItem { from, misspelt, typed, talk, comment });
        }
    }
    items
}

fn with_a_slip(item: &KnownItem, chance: &Chance) -> KnownItem {
    let mut typed: Vec<String> = item.typed.split(' ').map(str::to_owned).collect();
    let long: Vec<usize> = (0..typed.len()).filter(|at| typed[*at].chars().count() >= 5).collect();
    let at = long[chance.below(long.len())];
    typed[at] = misspelt(&typed[at], chance);
    KnownItem { misspelt: true, typed: typed.join(" "), ..item.clone() }
}

/// `alike` holds lists of single words for the same thing.
fn with_other_words(once: &[Once<'_>], alike: &[Vec<String>], chance: &Chance) -> Vec<KnownItem> {
    let others: HashMap<&str, &Vec<String>> =
        alike.iter().flat_map(|list| list.iter().map(move |word| (word.as_str(), list))).collect();
    let mut items = Vec::new();
    for &(sentence, talk, comment) in once {
        let words = telling(sentence);
        let Some(word) = words.iter().find(|word| others.contains_key(word.as_str())).cloned() else {
            continue;
        };
        let list: Vec<&String> = others[word.as_str()].iter().filter(|other| **other != word).collect();
        let mut typed: Vec<String> = words.into_iter().filter(|other| *other != word).collect();
        if typed.len() >= 4 && !list.is_empty() {
            typed = some(typed, 4, chance);
            typed.insert(chance.below(5), list[chance.below(list.len())].clone());
            let (from, misspelt, typed) = (From::Synonym, false, typed.join(" "));
            items.push(KnownItem { from, misspelt, typed, talk, comment });
        }
    }
    while items.len() > SYNONYMS {
        items.swap_remove(chance.below(items.len()));
    }
    items
}

/// A sentence that stands in the corpus once, in which talk, and in which answer of it.
type Once<'t> = (&'t str, usize, Option<usize>);

/// All of them.
fn once(talks: &[Talk]) -> Vec<Once<'_>> {
    let all = || {
        talks.iter().enumerate().flat_map(|(number, talk)| {
            let answers = talk.comments.iter().enumerate();
            let answers = answers.flat_map(move |(at, answer)| {
                sentences(&answer.body).map(move |sentence| (sentence, number, Some(at)))
            });
            sentences(&talk.body).map(move |sentence| (sentence, number, None)).chain(answers)
        })
    };
    let mut times: HashMap<String, usize> = HashMap::new();
    for (sentence, ..) in all() {
        *times.entry(words(sentence).collect()).or_default() += 1;
    }
    all().filter(|(sentence, ..)| times[&words(sentence).collect::<String>()] == 1).collect()
}

/// The words that tell one text from others.
pub fn telling(text: &str) -> Vec<String> {
    let telling = words(text).filter(|word| word.len() >= 3 && !SMALL.contains(&format!(" {word} ")));
    telling.collect()
}

/// At most so many of them, by chance, in their order.
pub fn some(mut words: Vec<String>, most: usize, chance: &Chance) -> Vec<String> {
    while words.len() > most {
        words.remove(chance.below(words.len()));
    }
    words
}
