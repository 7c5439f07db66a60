//! Numbers under which an office knows somebody: of a court case, a record, a passport.

use std::sync::LazyLock;

use regex::Regex;

use super::{
    Setting,
    reading::{Mark, Reading, apart},
    words,
};

/// A word of an office, a few small words, a number.
static CALLED: LazyLock<Regex> = LazyLock::new(|| {
    words::pattern(
        r"(?i)(?P<before>\b(?:in|en) )?\b{case_words}\b(?P<between>[ \n:.,#(-]{0,3}(?:{between_case_and_number}\b[ \n:.,#-]{0,3}){0,4})(?P<id>(?:[a-z]{1,4}[-/]?)?\d\w*(?:[-/.:]\w*\d\w*|-[a-z]{1,3}\b)*)",
    )
});
/// Numbers that have the shape of a court's, or of a person's, and need no word before them.
static SHAPED: LazyLock<Regex> = LazyLock::new(|| {
    words::pattern(
        r"\b(?:\d{3}-\d{2}-\d{4}|(?:\d{1,2}:)?\d{2,4}-?(?i:{court_letters})-?\d{3,}(?:-\w{1,6})*|(?i:{court_letters})-?\d{2,4}-\d{3,}(?:-\w{1,6})*|\d{8}-?[A-HJ-NP-TV-Z]|[XYZ]-?\d{7}-?[A-Z]|[A-Z]{4}\d{6}[HM][A-Z]{5}[0-9A-Z]\d)\b",
    )
});

pub(super) fn find(reading: &Reading, _: &Setting) -> Vec<Mark> {
    let text = reading.text();
    let mut spans: Vec<_> = SHAPED.find_iter(text).map(|found| found.range()).collect();
    for captures in CALLED.captures_iter(text) {
        let (Some(between), Some(id)) = (captures.name("between"), captures.name("id")) else { continue };
        let number = between.as_str().chars().any(|letter| letter.is_alphabetic() || letter == '#');
        // "Just in case 2000 people come": a reason, not a number.
        if is_number(id.as_str(), number) && (number || captures.name("before").is_none()) {
            spans.push(id.range());
        }
    }
    apart(spans).into_iter().map(Mark::left_out).collect()
}

/// Whether it is long enough, and no year; `called` when "number" or the like stands before it.
fn is_number(id: &str, called: bool) -> bool {
    let digits = id.chars().filter(char::is_ascii_digit).count();
    let year = id.len() == 4 && (id.starts_with("19") || id.starts_with("20"));
    digits >= if called { 3 } else { 4 } && (called || !year)
}
