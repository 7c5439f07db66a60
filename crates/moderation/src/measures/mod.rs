//! The moderation log, which is the moderation state: what is hidden is hidden because of an unlifted row here.

mod lift;
mod purge;
mod read;
mod take;

use store::{CommunityId, Hour, MeasureId, PersonaId};

use crate::{Subject, reports::Reason};

pub use lift::{expire, lift, mend, moot, set_free};
pub use purge::{newest, purge};
pub use read::{Count, counts, get, is_pinned, is_small, log, unlifted};
pub(crate) use take::hold_again;
pub use take::{fold, hold, take, take_everywhere};

/// What a measure does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(try_from = "String")]
pub enum Kind {
    /// Hides a thread or a comment.
    Remove,
    /// Ends a thread: moderators alone may still write in it.
    Lock,
    /// Keeps a thread on top.
    Pin,
    /// Keeps a person, under every name, from writing in the community; one that ends by itself mutes them for a time.
    Ban,
    /// Keeps something back until a moderator has looked.
    Hold,
    /// Reminds whoever wrote it of a guideline, and changes nothing else.
    Warn,
}

impl Kind {
    /// The word that forms and the database use.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Remove => "remove",
            Self::Lock => "lock",
            Self::Pin => "pin",
            Self::Ban => "ban",
            Self::Hold => "hold",
            Self::Warn => "warn",
        }
    }

    /// Reads it from its word.
    #[must_use]
    pub fn read(word: &str) -> Option<Self> {
        [Self::Remove, Self::Lock, Self::Pin, Self::Ban, Self::Hold, Self::Warn]
            .into_iter()
            .find(|kind| kind.word() == word)
    }

    /// Whether it is an answer to what somebody called for.
    #[must_use]
    pub fn settles(self) -> bool {
        !matches!(self, Self::Pin | Self::Hold)
    }

    /// Whether it hides what it is taken on.
    #[must_use]
    pub fn hides(self) -> bool {
        matches!(self, Self::Remove | Self::Hold)
    }
}

impl TryFrom<String> for Kind {
    type Error = String;

    fn try_from(word: String) -> Result<Self, String> {
        Self::read(&word).ok_or_else(|| "a measure of a kind that this version does not know".to_owned())
    }
}

/// How far a ban goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// The measure's community.
    #[default]
    Community,
    /// Every community of its server; of ours: being here at all.
    Host,
}

impl Reach {
    /// The word that the database keeps.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Community => "community",
            Self::Host => "host",
        }
    }
}

/// What a moderator wants to do.
#[derive(Clone, Debug)]
pub struct Matter {
    /// What.
    pub kind: Kind,
    /// To what.
    pub subject: Subject,
    /// By which guideline of the community.
    pub guideline: Option<i64>,
    /// Words to the author; never in the public log.
    pub words: String,
    /// Until when; `None`: until it is lifted.
    pub ends: Option<Hour>,
}

/// One act of moderation.
#[derive(Clone, Debug)]
pub struct Measure {
    /// Its number.
    pub id: MeasureId,
    /// Where it counts.
    pub community: CommunityId,
    /// Its place in the community's log.
    pub ordinal: i64,
    /// What it does.
    pub kind: Kind,
    /// How far it goes.
    pub reach: Reach,
    /// To what.
    pub subject: Subject,
    /// By which guideline.
    pub guideline: Option<i64>,
    /// By which screening rule, when no person took it.
    pub rule: Option<String>,
    /// Words to the author; always empty in [`log()`].
    pub words: String,
    /// The moderator's name, for federation only; always `None` in [`log()`].
    pub taken_by: Option<PersonaId>,
    /// The server whose moderator took it; empty for our own.
    pub host: String,
    /// When.
    pub taken_hour: Hour,
    /// Until when.
    pub ends_hour: Option<Hour>,
    /// Since when it counts no more.
    pub lifted_hour: Option<Hour>,
}

impl Measure {
    /// Whether a screening rule keeps something back with it, and not a moderator, or a report.
    #[must_use]
    pub fn is_of_a_rule(&self) -> bool {
        let reported = |rule: &str| Reason::ALL.iter().any(|reason| reason.fold() == Some(rule));
        self.kind == Kind::Hold && self.rule.as_deref().is_some_and(|rule| !reported(rule))
    }
}
