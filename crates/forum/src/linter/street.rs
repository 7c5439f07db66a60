//! Streets: a number with a street's name, a street somebody lives in, a corner, a post box.

use std::sync::LazyLock;

use regex::Regex;

use super::{
    Setting,
    reading::{Mark, Reading, apart},
    words,
};

static PATTERNS: LazyLock<[Regex; 8]> = LazyLock::new(|| {
    [
        // "1420 N Maple Avenue, Apt 3", each word with a capital.
        r"\b\d{1,5}[A-Za-z]? (?:(?i:north|south|east|west|n|s|e|w|ne|nw|se|sw)\.? )?(?:[A-Z0-9][\w'.]* ){1,3}(?i:{streets_en})\b\.?(?:,? (?:(?i:apt|apartment|unit|suite)\.? ?|#)\w{1,5})?",
        // "1420 maple avenue", in small letters: only after a number of some length, and with a word that is only a street.
        r"(?i)\b\d{2,5} (?:[a-z']{3,} ){1,2}{sure_streets_en}\b",
        // "I live on Maple Street."
        r"(?i:\b(?:live|lives|lived|living|house|home|apartment|place|stay|staying|moved) (?:\w+ )?(?:on|at|off|in|to)) (?:(?i:the corner of) )?(?P<mark>(?:[A-Z0-9][\w'.]* ){1,3}(?i:{streets_en})\b)",
        // "the corner of Fifth and Main"
        r"(?P<mark>(?i:\b(?:corner of|esquina de)) [A-Z0-9][\w']*(?: [A-Z][\w']*)? (?:and|&|y|con) [A-Z0-9][\w']*)",
        r"(?i)\bp\.? ?o\.? box \d+|\bapartado (?:de correos|postal) \d+",
        // "calle de la Luna, 14", "Cra. 45 # 12-30"
        r"(?i)\b(?:{streets_es}\.?|c/) ?(?:de (?:la |los |las )?|del |la |el )?(?:[\w'.-]+ ){0,3}?[\w'.-]+?(?:,? ?(?:numero|num\.?|no\.?|n\.?o?|#)|,) ?\d{1,5}\w?(?: ?- ?\d{1,4})?(?:,? (?:piso|puerta|portal|apto|depto|interior)\.? \w{1,4})?",
        // "calle Alcázar 14"
        r"\b(?:(?i:{streets_es})\.?|[cC]/) ?(?:de (?:la |los |las )?|del |la |el )?[A-Z][\w'-]+(?: (?:(?:de|del|la|los|las|y) ){0,2}[A-Z][\w'-]+){0,3},? ?\d{1,5}\b",
        // "Vivo en la calle Alcázar": a capital, or it is any street.
        r"(?i:\b{where_somebody_is} (?:en |a |es )?(?:la |el )?)(?P<mark>(?i:{streets_es})\.? (?:de (?:la |los |las )?|del |la |el )?[A-Z][\w'-]+(?: (?:(?:de|del|la|los|las|y) ){0,2}[A-Z][\w'-]+){0,3})",
    ]
    .map(words::pattern)
});

pub(super) fn find(reading: &Reading, _: &Setting) -> Vec<Mark> {
    let text = reading.text();
    let mut spans = Vec::new();
    for pattern in PATTERNS.iter() {
        for captures in pattern.captures_iter(text) {
            let whole = captures.name("mark").unwrap_or_else(|| captures.get_match());
            if !is_talk(whole.as_str()) {
                spans.push(whole.range());
            }
        }
    }
    apart(spans)
        .into_iter()
        .map(|span| Mark::softer(span, reading.language.say("in my part of town", "por mi zona")))
        .collect()
}

/// "90 days in court", "5 blocks down the street": small words are never part of a street's name.
fn is_talk(found: &str) -> bool {
    let mut parts = found.split(' ');
    let numbered =
        parts.next().is_some_and(|first| first.starts_with(|letter: char| letter.is_ascii_digit()));
    numbered && parts.any(|part| words::is_in("never_in_a_street", part))
}
