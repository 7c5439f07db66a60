//! What is looked for, in the words of the index.

use std::ops::Range;

use store::{CommunityId, Hour};

/// What is looked for.
#[derive(Clone, Debug, Default)]
pub struct Meaning {
    /// What should be there, each in one of several ways.
    pub(crate) groups: Vec<Group>,
    /// Words that must follow each other.
    pub(crate) phrases: Vec<Vec<String>>,
    /// Words, or words that follow each other, that must not be there.
    pub(crate) without: Vec<Vec<String>>,
    /// What else must hold.
    pub(crate) filters: Filters,
}

/// One thing that was named, and the ways in which a text may name it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Group {
    /// Where it stands in what was typed.
    pub(crate) at: Range<usize>,
    /// Its one word, as it is compared and, if it was mistyped, was meant; `None` for several.
    pub(crate) word: Option<String>,
    /// Whether it may be the beginning of a word.
    pub(crate) begun: bool,
    /// Whether it says nothing by itself.
    pub(crate) small: bool,
    /// Whether it says little.
    pub(crate) common: bool,
    /// The ways, each with its weight. What was typed stands first, in the form that most texts have once they were asked.
    pub(crate) choices: Vec<(Choice, f32)>,
}

/// A way to name something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Choice {
    /// Any form of a word.
    Stem(String),
    /// This word.
    Word(String),
    /// These words after each other.
    Phrase(Vec<String>),
}

impl Group {
    /// Whether one word stands for it, in any of its forms.
    pub(crate) fn is_word(&self) -> bool {
        matches!(self.choices.first(), Some((Choice::Stem(_), _)))
    }
}

/// What else must hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Filters {
    pub(crate) community: Option<CommunityId>,
    pub(crate) noted: bool,
    pub(crate) from: Option<Hour>,
    pub(crate) before: Option<Hour>,
}

impl Meaning {
    /// Whether words or phrases are wanted, so that hits can fit more or less.
    pub(crate) fn has_words(&self) -> bool {
        !self.groups.is_empty() || !self.phrases.is_empty()
    }

    /// Whether nothing at all is asked.
    pub(crate) fn is_empty(&self) -> bool {
        !self.has_words() && self.without.is_empty() && self.filters == Filters::default()
    }

    /// The groups that carry the question: small words only when there are no others.
    pub(crate) fn telling(&self) -> Vec<&Group> {
        let telling: Vec<&Group> = self.groups.iter().filter(|group| !group.small).collect();
        if telling.is_empty() { self.groups.iter().collect() } else { telling }
    }
}
