//! A few words of a text, around those that were looked for.

use std::{collections::BTreeSet, ops::Range};

use crate::{
    folding::{self, Word},
    meaning::{Choice, Meaning},
    stems,
};

/// So long a snippet is, in words.
const WORDS: usize = 32;
/// So many words stand before the first that is marked.
const BEFORE: usize = 6;
/// A longer text is looked at so far, in bytes.
const LOOKED_AT: usize = 64_000;

/// A stretch of a snippet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its words.
    pub text: String,
    /// Whether it was looked for.
    pub marked: bool,
}

/// What is marked.
#[derive(Clone, Debug, Default)]
pub(crate) struct Marks {
    words: BTreeSet<String>,
    stems: BTreeSet<String>,
    /// With what those begin; so do their words.
    beginnings: BTreeSet<char>,
}

impl Marks {
    /// What a question marks.
    pub(crate) fn of(meaning: &Meaning) -> Self {
        let mut marks = Self::default();
        for (choice, _) in meaning.telling().into_iter().flat_map(|group| &group.choices) {
            match choice {
                Choice::Stem(stem) => marks.stems.extend([stem.clone()]),
                Choice::Word(word) => marks.words.extend([word.clone()]),
                Choice::Phrase(words) => marks.words.extend(words.iter().cloned()),
            }
        }
        marks.words.extend(meaning.phrases.iter().flatten().cloned());
        marks.beginnings = marks.stems.iter().filter_map(|stem| stem.chars().next()).collect();
        marks
    }

    fn has(&self, word: &Word) -> bool {
        let begins = word.folded.starts_with(|first| self.beginnings.contains(&first));
        self.words.contains(&word.folded)
            || begins && stems::all(&word.folded).iter().any(|stem| self.stems.contains(stem))
    }

    /// How many words of a text are marked.
    pub(crate) fn count(&self, text: &str) -> usize {
        folding::words(text).iter().filter(|word| self.has(word)).count()
    }

    /// The stretch of a text with the most different marked words.
    pub(crate) fn snippet(&self, text: &str) -> Vec<Piece> {
        let text = text.trim();
        let text = &text[..text.floor_char_boundary(LOOKED_AT)];
        let words = folding::words(text);
        let marked: Vec<usize> =
            words.iter().enumerate().filter(|(_, word)| self.has(word)).map(|(place, _)| place).collect();
        let first = best_start(&words, &marked);
        let last = (first + WORDS).min(words.len());
        let Some(stretch) = words.get(first..last).filter(|stretch| !stretch.is_empty()) else {
            return Vec::new();
        };
        let from = if first == 0 { 0 } else { stretch[0].at.start };
        let until = if last == words.len() { text.len() } else { stretch[stretch.len() - 1].at.end };
        let inside =
            marked.iter().filter(|place| (first..last).contains(place)).map(|place| words[*place].at.clone());
        let mut pieces = cut(text, from..until, inside);
        ends(&mut pieces, first > 0, last < words.len());
        pieces
    }
}

/// Where to begin so that most different marked words are shown; the earliest of those.
fn best_start(words: &[Word], marked: &[usize]) -> usize {
    const TRIED: usize = 100;
    let different = |start: usize| {
        let seen: BTreeSet<&str> = marked
            .iter()
            .filter(|place| (start..start + WORDS - BEFORE).contains(place))
            .map(|place| words[*place].folded.as_str())
            .collect();
        seen.len()
    };
    let best =
        marked.iter().copied().take(TRIED).max_by_key(|start| (different(*start), std::cmp::Reverse(*start)));
    best.map_or(0, |start| start.saturating_sub(BEFORE))
}

fn cut(text: &str, whole: Range<usize>, marked: impl Iterator<Item = Range<usize>>) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut at = whole.start;
    for mark in marked {
        // Pairs of signs overlap.
        let mark = mark.start.max(at)..mark.end.max(at);
        push(&mut pieces, &text[at..mark.start], false);
        push(&mut pieces, &text[mark.clone()], true);
        at = mark.end;
    }
    push(&mut pieces, &text[at..whole.end.max(at)], false);
    pieces
}

fn push(pieces: &mut Vec<Piece>, text: &str, marked: bool) {
    if text.is_empty() {
        return;
    }
    let text: String = if marked { text.to_owned() } else { one_line(text) };
    match pieces.last_mut().filter(|last| last.marked == marked) {
        Some(last) => last.text.push_str(&text),
        None => pieces.push(Piece { text, marked }),
    }
}

/// Spaces and ends of lines become one space.
fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for character in text.chars() {
        let character = if character.is_whitespace() { ' ' } else { character };
        if character != ' ' || !line.ends_with(' ') {
            line.push(character);
        }
    }
    line
}

fn ends(pieces: &mut Vec<Piece>, before: bool, after: bool) {
    let dots = || Piece { text: "…".to_owned(), marked: false };
    if before {
        pieces.insert(0, dots());
    }
    if after {
        pieces.push(dots());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{synonyms::Synonyms, understand::understand};

    fn shown(question: &str, text: &str) -> String {
        let marks = Marks::of(&understand(question, &Synonyms::default()).meaning);
        let show = |piece: Piece| if piece.marked { format!("[{}]", piece.text) } else { piece.text };
        marks.snippet(text).into_iter().map(show).collect()
    }

    #[test]
    fn words_are_marked_where_they_stand() {
        assert_eq!(
            shown("cant sleep", "I can't sleep.\n  Sleeping is hard"),
            "I can't [sleep]. [Sleeping] is hard"
        );
        assert_eq!(shown("睡不着", "我晚上睡不着。"), "我晚上[睡不着]。");
        assert_eq!(shown("nothing of it", "Here is other text"), "Here is other text");
        assert_eq!(shown("words", ""), "");
    }

    #[test]
    fn a_long_text_is_shown_around_its_words() {
        let text = format!("{}my sponsor called {}", "before ".repeat(50), "after ".repeat(50));
        let shown = shown("sponsor", &text);
        assert!(
            shown.starts_with("…before")
                && shown.ends_with("after…")
                && shown.contains("my [sponsor] called")
        );
    }
}
