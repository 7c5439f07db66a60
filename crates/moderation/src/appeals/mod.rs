//! Asking for another look at a decision: once, in one's own words. Somebody looks who did not decide; where there is
//! nobody else, whoever decided, after a week, and the answer says so.

mod make;
mod read;
mod settle;

use store::{CommunityId, Day, MeasureId};

pub use make::{appeal, can_be_looked_at, is_concerned};
pub use read::{get, open, open_count, part};
pub(crate) use settle::answered_by_lift;
pub use settle::{forget, settle, tidy};

/// So many days an appeal waits for somebody who did not decide, where there is nobody else.
const ALONE_DAYS: i64 = 7;
/// So many days an appeal is kept that nobody looks at; after that its author may ask again.
const KEPT_DAYS: i64 = 180;

/// What came of an appeal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The decision stands.
    Stands,
    /// The decision was undone.
    Lifted,
}

impl Outcome {
    /// The word that forms and the database use.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Stands => "stands",
            Self::Lifted => "lifted",
        }
    }

    /// Reads it from its word.
    #[must_use]
    pub fn read(word: &str) -> Option<Self> {
        [Self::Stands, Self::Lifted].into_iter().find(|outcome| outcome.word() == word)
    }
}

/// An appeal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appeal {
    /// Against which decision.
    pub measure: MeasureId,
    /// Where.
    pub community: CommunityId,
    /// In their own words; empty once it is settled.
    pub words: String,
    /// From when on whoever decided may look, where nobody else can; `None` once it is settled.
    pub due: Option<Day>,
    /// What came of it; `None` while it waits.
    pub outcome: Option<Outcome>,
    /// Whether the same person looked who had decided.
    pub same_person: bool,
}

/// What a moderator is to an appeal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Did not decide: may settle it.
    Other,
    /// Decided, nobody else can look, and a week has passed: may settle it, and the answer says so.
    Same,
    /// Decided, and nobody else can look: may settle it from that day on.
    SameLater(Day),
    /// Decided, and somebody else can look.
    Decided,
}
