//! Where somebody works, and the licence that names their profession.

use std::sync::LazyLock;

use regex::Regex;

use super::{
    Setting,
    reading::{Mark, Reading},
    words,
};

static EMPLOYERS: LazyLock<[Regex; 4]> = LazyLock::new(|| {
    [
        // "I work at Northgate Mills", "mi jefa en Almacenes Sol"
        r"\b(?i:{work_words}|{professions})(?i: {shifts})?,? (?P<mark>(?i:at|for|by|from|en|para|with) (?i:the |a |an |my |el |la |los |las |un |una )?(?:St\.? |Mt\.? |San |Santa )?(?P<where>[A-Z][\w&'-]*(?: (?:(?:of|the|de|del|la|and|y|&) ){0,2}[A-Z][\w&'-]*){0,4}))",
        // "worked in the county hospital", "trabajo en un banco"
        r"(?i)\b(?:{work_words}|{professions})(?: {shifts})?,? (?P<mark>(?:at|for|by|in|en|para) (?:the |a |an |my |our |this |that |one of the |el |la |los |las |un |una |mi |este |esta )(?:[\w'-]+ ){0,3}?{workplaces})\b",
        // Well-known names, in any letters.
        r"(?i)\b(?:{work_words}|{professions}) (?P<mark>(?:at|for|in|en|para) {employers})\b",
        r"\b(?i:my|mi) (?P<mark>(?i:employer|company|firm|empresa|compania|patron)(?i: is| was| es| era|,|:)? (?P<where>[A-Z][\w&'-]*(?: [A-Z][\w&'-]*){0,3}))",
    ]
    .map(words::pattern)
});
static LICENCES: LazyLock<Regex> = LazyLock::new(|| {
    words::pattern(
        r"(?i)\b(?:(?:my|his|her|the|a|an) (?:[\w'-]+ )?{licence_fields}(?:'s)? (?:licen[sc]e|licensure|certificate|certification|registration|card)|(?:my|her|his) licen[sc]e (?:to practi[sc]e|as an?)(?: \w+)?|licensed {professions}|board of (?:nursing|medicine|pharmacy)|(?:my|mi) (?:cdl|bar card|badge number|matricula profesional|cedula profesional|numero de colegiad[oa])|(?:mi|su|la) (?:licencia|colegiacion|cedula|matricula|habilitacion|carnet)(?: profesional)? (?:de|como) (?:{professions}|{licence_fields_es}))\b",
    )
});

pub(super) fn find(reading: &Reading, _: &Setting) -> Vec<Mark> {
    let text = reading.text();
    let mut spans = Vec::new();
    let somewhere = reading.language.say("somewhere", "en un sitio");
    for pattern in EMPLOYERS.iter() {
        let found = pattern.captures_iter(text);
        let named = found.filter(|found| found.name("where").is_none_or(|name| is_employer(name.as_str())));
        spans.extend(named.filter_map(|found| Some((found.name("mark")?.range(), somewhere))));
    }
    let licence = reading.language.say("my licence", "mi licencia");
    spans.extend(LICENCES.find_iter(text).map(|found| (found.range(), licence)));
    spans.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    spans.dedup_by(|later, earlier| later.0.start < earlier.0.end);
    spans.into_iter().map(|(span, softer)| Mark::softer(span, softer)).collect()
}

/// Nobody is employed by a weekday, by God or by the fellowship; a given name alone is a person.
fn is_employer(found: &str) -> bool {
    let first = found.split(' ').next().unwrap_or_default();
    let lists: &[&str] = if first.len() == found.len() {
        &["never_names", "english", "spanish", "months", "given", "doubtful_given"]
    } else {
        &["never_names", "english", "spanish", "months"]
    };
    !lists.iter().any(|list| words::is_in(list, first))
}
