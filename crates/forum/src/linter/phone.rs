//! Phone numbers: grouped, spaced, dotted, or spelled. The free numbers of help lines are nobody's own.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use super::{
    Setting,
    reading::{Mark, Reading, apart},
    words,
};

/// Anything that could be dialled.
static DIGITS: LazyLock<Regex> = LazyLock::new(|| words::pattern(r"\+?\(?\d(?:[ \n().\-/_]{0,3}\d){6,18}"));
/// Digits as words: seven of them are no accident.
static SPELLED: LazyLock<Regex> =
    LazyLock::new(|| words::pattern(r"(?i)\b(?:{digits}|\d)(?:[ \n,.-]{1,2}(?:{digits}|\d)\b){6,}"));
/// What people write before a number that is to be dialled.
static CUE: LazyLock<Regex> = LazyLock::new(|| words::pattern(r"(?i)\b{phone_words}\b"));
/// Years, prices and counts that look like groups.
static NO_PHONE: LazyLock<Regex> = LazyLock::new(|| {
    words::pattern(
        r"^(?:(?:(?:19|20)\d\d[ \n./-]+)+(?:19|20)?\d\d|\d{1,3}(?:[ .]000)+|97[89][ -]?\d(?:[ -]?\d){9}|\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{1,3}(?:\.\d{1,3}){3}|(?:[01]?\d|2[0-3])\.[0-5]\d ?- ?(?:[01]?\d|2[0-3])\.[0-5]\d)$",
    )
});
/// Free to call: those of help lines, which should be passed on.
static FREE: LazyLock<Regex> =
    LazyLock::new(|| words::pattern(r"^\+?(?:1[ .-]?)?\(?8(?:00|88|77|66|55|44|33)\D|^(?:\+?34 ?)?900"));
/// Groups as phone numbers have them.
static GROUPS: LazyLock<Regex> =
    LazyLock::new(|| words::pattern(r"^\(?\d{2,4}\)?[ .-]{1,2}\d{2,4}(?:[ .-]\d{2,4})*$"));

pub(super) fn find(reading: &Reading, _: &Setting) -> Vec<Mark> {
    let text = reading.text();
    let written = DIGITS.find_iter(text).filter(|found| is_phone(reading, found.range()));
    let spelled = SPELLED.find_iter(text).filter(|found| !is_counting(&spoken(found.as_str())));
    let spans: Vec<_> = written.chain(spelled).map(|found| found.range()).collect();
    apart(spans).into_iter().map(Mark::left_out).collect()
}

fn is_phone(reading: &Reading, span: Range<usize>) -> bool {
    /// How far before a number the word "call" still speaks of it.
    const NEAR: usize = 40;
    let text = reading.text();
    // A digit in an address of the web is part of it.
    let inside =
        |letter: Option<char>| letter.is_some_and(|one| one.is_alphanumeric() || matches!(one, '/' | '='));
    let whole = !inside(text[..span.start].chars().next_back()) && !inside(text[span.end..].chars().next());
    let written = &text[span.clone()];
    if !whole || NO_PHONE.is_match(written) || FREE.is_match(written) {
        return false;
    }
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    if is_counting(&digits) {
        return false;
    }
    let called = || CUE.is_match(reading.before(span.start, NEAR));
    written.starts_with('+')
        || match digits.len() {
            7..=8 => (GROUPS.is_match(written) && written.contains(['-', '.'])) || called(),
            9 => GROUPS.is_match(written) || digits.starts_with(['6', '7', '8', '9']) || called(),
            10..=11 => true,
            _ => called(),
        }
}

/// "1 2 3 4 5 6 7", or the same digit all along.
fn is_counting(digits: &str) -> bool {
    let bytes = digits.as_bytes();
    let steps: Vec<i16> = bytes.windows(2).map(|pair| i16::from(pair[1]) - i16::from(pair[0])).collect();
    steps.iter().all(|step| matches!(step, 1 | -9)) || steps.iter().all(|step| *step == 0)
}

/// Spelled digits as digits; both languages count from nought in one list, ten words each.
fn spoken(text: &str) -> String {
    let parts = text.split([' ', '\n', ',', '.', '-']).filter(|part| !part.is_empty());
    parts
        .map(|part| match words::place_in("digits", part) {
            Some(place) => char::from(b'0' + u8::try_from(place % 10).unwrap_or(0)),
            None => part.chars().next().unwrap_or('0'),
        })
        .collect()
}
