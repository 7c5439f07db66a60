//! As many texts as wanted, put together from the sentences of the corpus: the same ones every time, and no two alike.

use store::Chance;

use super::{corpus, known_items, misspelling::misspelt};
use crate::seed::{Answer, Talk};

/// How many answers a thread has.
const ANSWERS: usize = 9;
/// How many texts a thread makes.
pub const TEXTS: usize = 1 + ANSWERS;

/// Writes threads.
pub struct Writer {
    chance: Chance,
    sentences: Vec<String>,
}

impl Writer {
    /// From the sentences of these talks.
    pub fn new(talks: &[Talk], seed: u64) -> Self {
        let bodies = talks.iter().flat_map(|talk| {
            std::iter::once(&talk.body).chain(talk.comments.iter().map(|answer| &answer.body))
        });
        let mut sentences: Vec<String> =
            bodies.flat_map(|body| corpus::sentences(body)).map(str::to_owned).collect();
        sentences.sort_unstable();
        sentences.dedup();
        Self { chance: Chance::seeded(seed), sentences }
    }

    /// A thread with its answers.
    pub fn talk(&self) -> Talk {
        let title: Vec<&str> = self.sentence().split(' ').take(3 + self.chance.below(6)).collect();
        let comments = (0..ANSWERS).map(|_| Answer { body: self.body(), parent: None }).collect();
        Talk { title: title.join(" "), body: self.body(), comments }
    }

    /// One to eight sentences. The more is written, the more words there are that nobody wrote before.
    fn body(&self) -> String {
        let count = 1 + self.chance.below(8);
        (0..count).map(|_| self.with_a_word_of_its_own(self.sentence())).collect::<Vec<_>>().join(" ")
    }

    fn sentence(&self) -> &str {
        &self.sentences[self.chance.below(self.sentences.len())]
    }

    /// In every third sentence one word is written as nobody else writes it.
    fn with_a_word_of_its_own(&self, sentence: &str) -> String {
        let mut words: Vec<String> = sentence.split(' ').map(str::to_owned).collect();
        let at = self.chance.below(words.len() * 3);
        if at < words.len() && words[at].chars().count() >= 5 {
            words[at] = misspelt(&words[at], &self.chance);
        }
        words.join(" ")
    }

    /// What somebody types: one to four telling words of one sentence.
    pub fn question(&self, words: usize) -> String {
        loop {
            let typed = known_items::some(known_items::telling(self.sentence()), words, &self.chance);
            if typed.len() == words {
                return typed.join(" ");
            }
        }
    }
}
