//! What the form of a new rule sends, and what is read in it.

use moderation::{
    own_rules::Draft,
    screening::{self, Derived, Lane, Outcome, Sought},
};
use serde::Deserialize;

use crate::forms::lines;

/// What the form of a new rule sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Written {
    /// Texts with an empty line between them.
    pub(super) examples: String,
    /// Texts that are not meant.
    pub(super) counter: String,
    /// Words that are not meant.
    pub(super) struck: Vec<String>,
    /// So many words must come together; empty: as the examples have them.
    pub(super) needs: String,
    pub(super) outcome: String,
    pub(super) lane: String,
    pub(super) guideline: String,
    pub(super) sentence: String,
    /// Sent by the button that switches it on.
    pub(super) on: Option<String>,
}

/// So many examples say what is meant; more are not read.
const MOST_EXAMPLES: usize = 10;

impl Written {
    /// Whether there is no example yet.
    pub(super) fn is_empty(&self) -> bool {
        texts(&self.examples).is_empty()
    }

    /// What the examples lead to.
    pub(super) fn derived(&self) -> Derived {
        let (examples, counter) = (texts(&self.examples), texts(&self.counter));
        let struck: Vec<&str> = self.struck.iter().map(String::as_str).collect();
        screening::derive(&borrowed(&examples), &borrowed(&counter), &struck, self.needs.parse().ok())
    }

    /// The rule as it would be added.
    pub(super) fn draft(&self, sought: Sought) -> Draft {
        Draft {
            sought,
            outcome: Outcome::read(&self.outcome).unwrap_or(Outcome::Nudge),
            lane: Lane::read(&self.lane).unwrap_or(Lane::Ordinary),
            guideline: self.guideline.parse().ok(),
            sentence: self.sentence.clone(),
        }
    }
}

fn texts(written: &str) -> Vec<String> {
    let written = lines(written);
    let texts = written.split("\n\n").map(str::trim).filter(|text| !text.is_empty());
    texts.take(MOST_EXAMPLES).map(str::to_owned).collect()
}

fn borrowed(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}
