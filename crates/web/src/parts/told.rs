//! What the screening tells an author about the words they just sent: why they wait and how to mend them, who can help,
//! or what they might rather say.

use forum::Posted;
use moderation::{rules, screening::Outcome};

use crate::pages::decisions::rule_key;

/// The message above the thread.
pub struct Told {
    /// The key of what is said.
    pub key: &'static str,
    /// Whether the way to people who help goes with it.
    pub helps: bool,
    /// Where the words can be changed, when that would mend it.
    pub mend: Option<String>,
}

impl Told {
    /// How an address says it. A number, because addresses stay in a browser's history.
    pub fn number<Id>(posted: &Posted<Id>) -> Option<usize> {
        let told = posted.verdict.rule?;
        rules::ALL.iter().position(|rule| rule.id == told.id)
    }

    /// Reads it again; `path` is where the words are.
    pub fn read(number: &str, path: &str) -> Option<Self> {
        let rule = rules::ALL.get(number.parse::<usize>().ok()?)?;
        let mends = matches!(rule.outcome, Outcome::Hold | Outcome::Nudge);
        Some(Self {
            key: rule_key(rule.id)?,
            helps: matches!(rule.outcome, Outcome::OfferHelp | Outcome::Route),
            mend: mends.then(|| format!("{path}/edit")),
        })
    }
}
