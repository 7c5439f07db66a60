//! Looks at words before anybody else does.

use crate::rules;

/// What a rule gets to see.
#[derive(Clone, Copy, Debug)]
pub struct Screened<'a> {
    /// The words, as plain text.
    pub text: &'a str,
    /// How many links lead out of it.
    pub links: usize,
    /// What the same name wrote lately in this community, newest first, as plain text.
    pub recent: &'a [String],
}

/// What follows from the screening.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing to say.
    Clear,
    /// A moderator looks first.
    Hold {
        /// The id of the rule that asked for it.
        rule: &'static str,
    },
}

/// Asks every rule; the first that wants a hold decides.
#[must_use]
pub fn screen(screened: &Screened<'_>) -> Outcome {
    rules::ALL
        .iter()
        .map(|rule| rule(screened))
        .find(|outcome| *outcome != Outcome::Clear)
        .unwrap_or(Outcome::Clear)
}
