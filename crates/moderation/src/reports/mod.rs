//! Members' calls for help, and the plain list that moderators work through.

mod file;
mod forget;
mod list;

use members::Member;
use store::{CommunityId, Hour, ReportId};

use crate::Subject;

pub use file::file;
pub use forget::{forget_reporter, reporter_tags};
pub(crate) use list::resolve_all;
pub use list::{danger_count, get, open, open_count, resolve};

/// Why somebody calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(try_from = "String")]
#[expect(missing_docs, reason = "the words say it")]
pub enum Reason {
    Danger,
    Identity,
    Selling,
    Approach,
    Shaming,
    Spam,
    Other,
}

impl Reason {
    /// Every reason, most urgent first.
    pub const ALL: [Self; 7] =
        [Self::Danger, Self::Identity, Self::Selling, Self::Approach, Self::Shaming, Self::Spam, Self::Other];

    /// The word that forms and the database use.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Danger => "danger",
            Self::Identity => "identity",
            Self::Selling => "selling",
            Self::Approach => "approach",
            Self::Shaming => "shaming",
            Self::Spam => "spam",
            Self::Other => "other",
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

/// An open call for help.
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
