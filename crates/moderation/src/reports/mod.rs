//! Calls for help: each is kept as it was made, and what becomes of it is its case's to say.

mod file;
mod forget;
mod mine;
mod read;
mod resolve;

use members::Member;
use store::{CommunityId, Hour, ReportId};

use crate::{Subject, screening::Lane};

pub use file::file;
pub use forget::{forget_reporter, reporter_tags};
pub use mine::{Mine, Outcome, mine};
pub use read::{about, callers, get};
pub(crate) use resolve::{resolve, unresolve};

/// Why somebody calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(try_from = "String")]
#[expect(missing_docs, reason = "the words say it")]
pub enum Reason {
    Danger,
    Picture,
    Identity,
    Selling,
    Approach,
    Shaming,
    Spam,
    Other,
}

impl Reason {
    /// Every reason, in the order in which it is offered.
    pub const ALL: [Self; 8] = [
        Self::Danger,
        Self::Identity,
        Self::Selling,
        Self::Approach,
        Self::Shaming,
        Self::Spam,
        Self::Picture,
        Self::Other,
    ];

    /// The word that forms and the database use.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Danger => "danger",
            Self::Picture => "picture",
            Self::Identity => "identity",
            Self::Selling => "selling",
            Self::Approach => "approach",
            Self::Shaming => "shaming",
            Self::Spam => "spam",
            Self::Other => "other",
        }
    }

    /// Among what it waits for a moderator.
    #[must_use]
    pub fn lane(self) -> Lane {
        match self {
            Self::Danger => Lane::ImminentDanger,
            Self::Picture => Lane::IllegalPicture,
            Self::Identity => Lane::Identity,
            Self::Approach => Lane::Predation,
            Self::Selling => Lane::Sourcing,
            Self::Shaming => Lane::Harassment,
            Self::Spam | Self::Other => Lane::Ordinary,
        }
    }

    /// The name of the fold that one report of it puts over the subject until a moderator has looked, as rules are named.
    #[must_use]
    pub fn fold(self) -> Option<&'static str> {
        match self {
            Self::Identity => Some("reported-identity"),
            Self::Picture => Some("reported-picture"),
            _ => None,
        }
    }

    /// Reads it from its word.
    #[must_use]
    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.word() == word)
    }
}

impl TryFrom<String> for Reason {
    type Error = String;

    fn try_from(word: String) -> Result<Self, String> {
        Self::read(&word).ok_or_else(|| "a reason that this version does not know".to_owned())
    }
}

/// Who calls. Neither is ever shown.
#[derive(Clone, Copy)]
pub enum Reporter<'a> {
    /// Somebody here.
    Member(&'a Member),
    /// Somebody on another server.
    Host(&'a str),
}

/// A call for help.
#[derive(Clone, Debug)]
pub struct Report {
    /// Its number.
    pub id: ReportId,
    /// Where it belongs.
    pub community: CommunityId,
    /// What it is about.
    pub subject: Subject,
    /// Why.
    pub reason: Reason,
    /// In the reporter's words, if any.
    pub words: String,
    /// The server it came from; empty for our own.
    pub host: String,
    /// When.
    pub hour: Hour,
}
