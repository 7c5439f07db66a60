//! A text as the finders read it: plain letters, sentences, a language.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use super::{fold::Folded, language::Language, words};

/// Something found, in bytes of the plain text.
pub(super) struct Mark {
    pub(super) span: Range<usize>,
    pub(super) softer: Option<String>,
}

impl Mark {
    /// What is better left out.
    pub(super) fn left_out(span: Range<usize>) -> Self {
        Self { span, softer: None }
    }

    /// What can be said more softly.
    pub(super) fn softer(span: Range<usize>, softer: impl Into<String>) -> Self {
        Self { span, softer: Some(softer.into()) }
    }
}

/// Of spans that overlap, the one that starts first, or the longer of two that start together; in order.
pub(super) fn apart(mut spans: Vec<Range<usize>>) -> Vec<Range<usize>> {
    spans.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    spans.dedup_by(|later, earlier| later.start < earlier.end);
    spans
}

/// A text, read once for all finders.
pub(super) struct Reading {
    folded: Folded,
    /// Where each sentence is.
    pub(super) sentences: Vec<Range<usize>>,
    /// In which language a softer wording is offered.
    pub(super) language: Language,
}

impl Reading {
    pub(super) fn of(text: &str) -> Self {
        let folded = Folded::of(text);
        let sentences = sentences(&folded.text);
        let language = Language::of(&folded.text);
        Self { folded, sentences, language }
    }

    /// The plain text.
    pub(super) fn text(&self) -> &str {
        &self.folded.text
    }

    /// The bytes of the original text that `span` of the plain one came from.
    pub(super) fn origin(&self, span: &Range<usize>) -> Range<usize> {
        self.folded.origin(span)
    }

    /// Up to `most` bytes before `at`, in the same paragraph.
    pub(super) fn before(&self, at: usize, most: usize) -> &str {
        let text = self.text();
        let mut from = at.saturating_sub(most);
        while !text.is_char_boundary(from) {
            from += 1;
        }
        let near = &text[from..at];
        near.rsplit("\n\n").next().unwrap_or(near)
    }

    /// Up to `most` bytes from `at` on.
    pub(super) fn after(&self, at: usize, most: usize) -> &str {
        let text = self.text();
        let mut to = text.len().min(at + most);
        while !text.is_char_boundary(to) {
            to -= 1;
        }
        &text[at..to]
    }
}

static END: LazyLock<Regex> = LazyLock::new(|| words::pattern(r"\n\n|[.!?]+[\x22')]*\s+"));

/// A sentence ends at an empty line, or where a full stop, which closes no abbreviation, is followed by a capital.
fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for end in END.find_iter(text) {
        if end.as_str() == "\n\n" || !goes_on(text, end.range()) {
            sentences.push(start..end.end());
            start = end.end();
        }
    }
    sentences.push(start..text.len());
    sentences
}

fn goes_on(text: &str, end: Range<usize>) -> bool {
    /// Longer than this is no abbreviation.
    const LONGEST: usize = 5;
    let next = text[end.end..].chars().next();
    if next.is_some_and(char::is_lowercase) {
        return true;
    }
    let letters =
        text[..end.start].bytes().rev().take(LONGEST + 1).take_while(u8::is_ascii_alphabetic).count();
    let word = &text[end.start - letters..end.start];
    text[end.start..].starts_with('.') && (letters == 1 || words::is_in("abbreviations", word))
}
