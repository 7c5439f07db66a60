//! The exact day on which somebody stopped, or was born. How many days it has been is never marked.

use std::{ops::Range, sync::LazyLock};

use regex::{Captures, Regex};

use super::{
    Setting,
    language::Language,
    reading::{Mark, Reading},
    words,
};

/// Words that make a day the day of somebody's sobriety.
static CUE: LazyLock<Regex> = LazyLock::new(|| words::pattern(r"(?i)\b{sobriety_words}\b"));
/// Words that make it the day of a birth.
static BIRTH: LazyLock<Regex> = LazyLock::new(|| words::pattern(r"(?i)\b{birth_words}\b"));
/// Somebody speaks of themselves: then a whole date, with its year, is a day of their life.
static OWN: LazyLock<Regex> = LazyLock::new(|| words::pattern(r"(?i)\b(?:i|my|me|we|our|yo|mi|mis|nos)\b"));
/// What stands before a day and month that have no year, when they are a date and not a fraction.
static LEADS: LazyLock<Regex> = LazyLock::new(|| words::pattern(r"(?i)\b{before_a_date}:? ?$"));

/// A whole date after these is a day that something began, and here that says enough.
static SINCE: LazyLock<Regex> = LazyLock::new(|| words::pattern(r"(?i)\b(?:since|desde)(?: el)? ?$"));

/// A month in words or a date in figures; the year may be missing.
static DATES: LazyLock<Regex> = LazyLock::new(|| {
    words::pattern(
        r"(?i)\b(?:on |el (?:dia )?)?(?:(?P<month>{months})\.? (?:the )?(?:\d{1,2}(?P<suffix>st|nd|rd|th)?|{ordinals})(?:,? (?:of |de |del )?(?P<year>(?:19|20)\d\d|'\d\d))?\b|(?:the )?(?:\d{1,2}(?P<suffix2>st|nd|rd|th|o|ro)?|{ordinals}) (?P<of>(?:day )?of |de )?(?P<month2>{months})\b\.?(?:,? (?:of |de |del )?(?P<year2>(?:19|20)\d\d|'\d\d))?|(?P<year3>(?:19|20)\d\d)[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\d|3[01])\b|(?:0?[1-9]|[12]\d|3[01])[-/.](?:0?[1-9]|[12]\d|3[01])[-/.](?P<year4>(?:19|20)?\d\d)\b|(?P<bare>(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|[12]\d|3[01]))\b)",
    )
});

pub(super) fn find(reading: &Reading, _: &Setting) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut before = Sense::default();
    for sentence in &reading.sentences {
        let text = &reading.text()[sentence.clone()];
        let said = Sense::of(text);
        let sense = said.after(before);
        before = said;
        for captures in DATES.captures_iter(text) {
            let date = Date::of(&captures);
            let lead = &text[..date.span.start];
            if date.counts(sense, lead) {
                let softer = date.softer(reading.language, sense.birth);
                marks.push(Mark::softer(
                    sentence.start + date.span.start..sentence.start + date.span.end,
                    softer,
                ));
            }
        }
    }
    marks
}

/// What a sentence is about.
#[derive(Clone, Copy, Default)]
struct Sense {
    sobriety: bool,
    birth: bool,
    own: bool,
    short: bool,
}

impl Sense {
    fn of(sentence: &str) -> Self {
        /// "My sobriety date?" and the like: the answer stands in the next sentence.
        const SHORT: usize = 50;
        Self {
            sobriety: CUE.is_match(sentence),
            birth: BIRTH.is_match(sentence),
            own: OWN.is_match(sentence),
            short: sentence.len() < SHORT,
        }
    }

    /// A short sentence before it lends its sense to one that has none.
    fn after(self, before: Self) -> Self {
        if self.sobriety || self.birth || !before.short {
            return self;
        }
        Self { sobriety: before.sobriety, birth: before.birth, ..self }
    }
}

struct Date {
    span: Range<usize>,
    month: Option<usize>,
    year: Option<u16>,
    bare: bool,
    /// "may 10" may be a verb and a number.
    doubtful: bool,
}

impl Date {
    fn of(captures: &Captures<'_>) -> Self {
        let any = |names: &[&str]| names.iter().find_map(|name| captures.name(name));
        let whole = captures.get_match();
        let named = any(&["month", "month2"]);
        let year = any(&["year", "year2", "year3", "year4"]).and_then(|year| full_year(year.as_str()));
        let sure = any(&["suffix", "suffix2", "of"]).is_some() || year.is_some();
        Self {
            span: whole.start()..whole.start() + whole.as_str().trim_end_matches(['.', ' ']).len(),
            month: named.and_then(|name| words::place_in("months", name.as_str())).map(|place| place % 12),
            year,
            bare: captures.name("bare").is_some(),
            doubtful: !sure && named.is_some_and(|name| matches!(name.as_str(), "may" | "march" | "mar")),
        }
    }

    fn counts(&self, sense: Sense, lead: &str) -> bool {
        if self.bare || self.doubtful {
            return (sense.sobriety || sense.birth) && LEADS.is_match(lead);
        }
        sense.sobriety || sense.birth || (self.year.is_some() && (sense.own || SINCE.is_match(lead)))
    }

    fn softer(&self, language: Language, birth: bool) -> String {
        let season = self.month.map(|month| season(language, month));
        match (birth, self.year, season) {
            (true, Some(year), _) => decade(language, year),
            (true, None, Some(season)) => format!("{} {season}", language.say("in", "en")),
            (false, Some(year), Some(season)) => match language {
                Language::English => format!("{season} {year}"),
                Language::Spanish => format!("{} de {year}", with_article(season)),
            },
            (false, None, Some(season)) => match language {
                Language::English => format!("last {season}"),
                Language::Spanish => format!("{} {}", with_article(season), passed(season)),
            },
            (_, Some(year), None) => {
                format!("{} {year}", language.say("some time in", "en algún momento de"))
            }
            (_, None, None) => language.say("some months ago", "hace unos meses").to_owned(),
        }
    }
}

fn full_year(written: &str) -> Option<u16> {
    /// Two digits above this belong to the last century.
    const THIS_CENTURY: u16 = 40;
    let year: u16 = written.trim_start_matches('\'').parse().ok()?;
    Some(match year {
        0..=THIS_CENTURY => 2000 + year,
        41..=99 => 1900 + year,
        _ => year,
    })
}

fn season(language: Language, month: usize) -> &'static str {
    match month {
        2..=4 => language.say("spring", "primavera"),
        5..=7 => language.say("summer", "verano"),
        8..=10 => language.say("fall", "otoño"),
        _ => language.say("winter", "invierno"),
    }
}

fn with_article(season: &str) -> String {
    format!("{} {season}", if season == "primavera" { "la" } else { "el" })
}

fn passed(season: &str) -> &'static str {
    if season == "primavera" { "pasada" } else { "pasado" }
}

fn decade(language: Language, year: u16) -> String {
    let first = year / 10 * 10;
    match language {
        Language::English => format!("in the {first}s"),
        Language::Spanish => format!("en la década de {first}"),
    }
}
