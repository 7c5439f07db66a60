//! E-mail addresses, also those that are written around: "sam at mail dot example", "sam arroba correo punto es".

use std::sync::LazyLock;

use regex::Regex;

use super::{
    Setting,
    reading::{Mark, Reading, apart},
    words,
};

/// With its own sign, however spaced.
static SIGN: LazyLock<Regex> = LazyLock::new(|| {
    words::pattern(
        r"(?i)[^\s@,;:<>()\[\]{}\x22]+\s?@\s?[\w-]+(?:\s?\.\s?{endings}\b|(?:\.[\w-]+)+|\s?[\[(]?(?:dot|punto)[\])]?\s?[\w-]+)+",
    )
});
/// With "at" and "dot" in brackets, which nobody writes by chance.
static BRACKETS: LazyLock<Regex> = LazyLock::new(|| {
    words::pattern(
        r"(?i)[\w.+-]+\s?[\[({](?:at|arroba|a)[\])}]\s?[\w-]+(?:\s?(?:[\[({](?:dot|punto|d)[\])}]|\.|\bdot\b|\bpunto\b)\s?[\w-]+)+",
    )
});
/// With "at" and "dot" as words: then the ending must be one that addresses have.
static WORDS: LazyLock<Regex> = LazyLock::new(|| {
    words::pattern(r"(?i)[\w.+-]+ (?:at|arroba) [\w-]+(?: ?(?:dot|punto|\.) ?{endings}\b)+")
});
/// With the name of a well-known provider, ending or not.
static PROVIDER: LazyLock<Regex> =
    LazyLock::new(|| words::pattern(r"(?i)\b[\w.+-]+ ?(?:@|\bat\b|\barroba\b) ?{providers}\b(?:\.\w+)*"));

pub(super) fn find(reading: &Reading, _: &Setting) -> Vec<Mark> {
    let patterns = [&SIGN, &BRACKETS, &WORDS, &PROVIDER];
    let found = patterns.iter().flat_map(|pattern| pattern.find_iter(reading.text()));
    let spans: Vec<_> = found.filter(|found| !is_talk(found.as_str())).map(|found| found.range()).collect();
    apart(spans).into_iter().map(Mark::left_out).collect()
}

/// "I looked at the dot com", "I work at gmail": sentences, not addresses.
fn is_talk(found: &str) -> bool {
    let Some((who, rest)) = found.split_once(" at ").or_else(|| found.split_once(" AT ")) else {
        return false;
    };
    let place = rest.split(' ').next().unwrap_or_default();
    words::is_in("verbs_before_at", who) || words::is_in("english", place)
}
