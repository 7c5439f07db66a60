//! The names of treatment centres, from the instance's own list.

use aho_corasick::{AhoCorasick, MatchKind};

use super::{
    Setting,
    fold::Folded,
    reading::{Mark, Reading},
};

/// A list of treatment centres, made ready to be looked for.
#[derive(Clone, Debug, Default)]
pub struct Centres(Option<AhoCorasick>);

/// A shorter name would be found in every second sentence.
const SHORTEST: usize = 3;

impl Centres {
    /// From their names; what is too short to be told from other words is left out.
    #[must_use]
    pub fn new(names: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        let plain = names.into_iter().map(|name| one_line(&Folded::of(name.as_ref()).text).trim().to_owned());
        let names: Vec<String> = plain.filter(|name| name.chars().count() >= SHORTEST).collect();
        if names.is_empty() {
            return Self(None);
        }
        let mut builder = AhoCorasick::builder();
        builder.ascii_case_insensitive(true).match_kind(MatchKind::LeftmostLongest);
        // It fails only for lists of more than two thousand million letters.
        Self(builder.build(names).ok())
    }
}

fn one_line(text: &str) -> String {
    text.replace('\n', " ")
}

/// Whole words only: "Hope" is not found in "hopeful".
pub(super) fn find(reading: &Reading, setting: &Setting) -> Vec<Mark> {
    let Some(names) = &setting.centres.0 else { return Vec::new() };
    let text = one_line(reading.text());
    let inside = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    names
        .find_iter(&text)
        .filter(|found| {
            !inside(text[..found.start()].chars().next_back()) && !inside(text[found.end()..].chars().next())
        })
        .map(|found| Mark::softer(found.range(), reading.language.say("a treatment centre", "un centro")))
        .collect()
}
