//! Where and when people meet: one of the two alone tells little, both together are an appointment for anybody.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use super::{
    Setting,
    reading::{Mark, Reading},
    words,
};

static GATHERING: LazyLock<Regex> = LazyLock::new(|| words::pattern(r"(?i)\b{meeting_words}\b"));
static TIME: LazyLock<Regex> = LazyLock::new(|| {
    words::pattern(
        r"(?i)\b(?:(?:[01]?\d|2[0-3])[:.h][0-5]\d(?: ?[ap]\.?m\b\.?)?|\d{1,2} ?(?:[ap]\.?m\b\.?|o'clock|hrs?\b|horas\b|h\b)|(?:at|a las?) (?:half past |quarter (?:past|to) )?(?:\d{1,2}|{hours})\b|(?:at )?(?:noon|midnight)\b|mediodia\b|{weekdays}\b)",
    )
});
static PLACE: LazyLock<Regex> = LazyLock::new(|| {
    words::pattern(
        r"(?:\b(?i:at|in|inside|behind|under|en|junto a|detras de) (?i:the |a |an |our |el |la |los |las |un |una )?(?:[\w.'-]+ ){0,4}?(?i:{buildings})\b|\b(?i:at|en) (?i:the |el |la |los |las )?(?:St\.? |San |Santa )?(?P<name>[A-Z][\w'-]+)(?P<more>(?: [A-Z][\w'-]+){0,3})|\b(?:[A-Z][\w.'-]* ){1,4}(?i:{named_buildings})\b|\b(?i:{named_buildings}) (?:de (?:la |los )?|del )?[A-Z][\w'-]+)",
    )
});

pub(super) fn find(reading: &Reading, _: &Setting) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    for sentence in &reading.sentences {
        let text = &reading.text()[sentence.clone()];
        if !GATHERING.is_match(text) {
            continue;
        }
        let times: Vec<_> = TIME.find_iter(text).map(|found| found.range()).collect();
        for place in places(text) {
            let Some(span) = nearest(&times, &place) else { continue };
            let span = sentence.start + span.start..sentence.start + span.end;
            match marks.last_mut().filter(|last| last.span.end >= span.start) {
                Some(last) => last.span.end = last.span.end.max(span.end),
                None => marks.push(Mark::softer(span, softer(reading))),
            }
        }
    }
    marks
}

fn softer(reading: &Reading) -> &'static str {
    reading.language.say("at the usual place and time", "donde y cuando siempre")
}

fn places(text: &str) -> impl Iterator<Item = Range<usize>> {
    PLACE.captures_iter(text).filter_map(|captures| {
        let lists: &[&str] = match captures.name("more").is_some_and(|more| !more.is_empty()) {
            true => &["never_names", "months", "weekdays"],
            false => &["never_names", "english", "spanish", "months", "weekdays"],
        };
        let named = captures.name("name");
        let place = named.is_none_or(|name| !lists.iter().any(|list| words::is_in(list, name.as_str())));
        place.then(|| captures.get_match().range())
    })
}

/// The place together with the time that stands nearest to it, if that is near.
fn nearest(times: &[Range<usize>], place: &Range<usize>) -> Option<Range<usize>> {
    /// Farther apart than this, they are two matters.
    const NEAR: usize = 70;
    let after = times.partition_point(|time| time.start < place.start);
    let gap = |time: &&Range<usize>| {
        if time.start >= place.start {
            time.start.saturating_sub(place.end)
        } else {
            place.start.saturating_sub(time.end)
        }
    };
    let around = after.checked_sub(1).and_then(|at| times.get(at)).into_iter().chain(times.get(after));
    let time = around.filter(|time| gap(time) <= NEAR).min_by_key(gap)?;
    Some(time.start.min(place.start)..time.end.max(place.end))
}
