//! How much of something somebody took.

use std::sync::LazyLock;

use regex::Regex;

use super::{
    Setting,
    reading::{Mark, Reading, apart},
    words,
};

static PATTERNS: LazyLock<[Regex; 4]> = LazyLock::new(|| {
    [
        // What only medicines are measured in.
        r"(?i)\b(?P<mark>(?:\d+(?:[.,]\d+)?|{numbers})[ -]?{medical_units}\b)",
        // What anything is measured in, when a substance is named.
        r"(?i)\b(?P<mark>(?:\d+(?:[.,]\d+)?|{numbers}|half|medio|media)(?: an?)?[ -]?{loose_units}\b)(?: (?:a|every|each|cada|al) \w+)?(?: (?:of|de) (?:\w+ ){0,2}?{substances}\b| {substances}\b)",
        // The other way round: "oxy 80s", "fentanyl, two grams".
        r"(?i)\b{substances},? (?:\w+ ){0,2}?(?P<mark>(?:\d+(?:[.,]\d+)?|{numbers})[ -]?{loose_units}\b)",
        // "four xanax bars"
        r"(?i)\b(?P<mark>(?:\d+|{numbers}) {substances} {loose_units})\b",
    ]
    .map(words::pattern)
});
/// Pills are counted, whatever they are; one of them is a way of speaking.
static PILLS: LazyLock<Regex> = LazyLock::new(|| words::pattern(r"(?i)\b(?:\d+|{some}) (?:\w+ )?{pills}\b"));
/// Measures of blood, not of what was taken.
static BLOOD: LazyLock<Regex> = LazyLock::new(|| words::pattern(r"(?i)^ ?/ ?d?l\b"));

pub(super) fn find(reading: &Reading, _: &Setting) -> Vec<Mark> {
    let text = reading.text();
    let mut spans: Vec<_> = PILLS.find_iter(text).map(|found| found.range()).collect();
    for pattern in PATTERNS.iter() {
        let marks = pattern.captures_iter(text).filter_map(|captures| captures.name("mark"));
        spans.extend(marks.map(|mark| mark.range()));
    }
    spans.retain(|span| !BLOOD.is_match(reading.after(span.end, 4)));
    apart(spans)
        .into_iter()
        .map(|span| Mark::softer(span, reading.language.say("an amount", "una cantidad")))
        .collect()
}
