//! What one moderator alone may not do: taking away all that a name wrote, and closing the whole server to a person.
//! A second one, of another organisation, agrees; where the server knows of none, three days pass in which everybody
//! concerned has been told. A proposal is kept only while it is pending. That the two are of different organisations is
//! proved in their own sessions, and nothing stays of it.

mod make;
mod read;
mod settle;

use store::{CommunityId, Hour, PersonaId, ProposalId};

pub use make::{Proposed, propose};
pub use read::{about, get, mine};
pub use settle::{agree, come_due, decline, withdraw};

/// So long a proposal waits where there is nobody who could second it.
pub const WAITING_HOURS: i64 = 72;
/// So long it waits for a second; then it lapses.
pub const LAPSING_HOURS: i64 = 14 * 24;

/// What is proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(try_from = "String")]
pub enum Kind {
    /// Removing everything that the name wrote in the community.
    Purge,
    /// Closing the whole server to the person, under every name.
    InstanceBan,
}

impl Kind {
    /// The word that forms and the database use.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Purge => "purge",
            Self::InstanceBan => "instance_ban",
        }
    }

    /// Reads it from its word.
    #[must_use]
    pub fn read(word: &str) -> Option<Self> {
        [Self::Purge, Self::InstanceBan].into_iter().find(|kind| kind.word() == word)
    }
}

impl TryFrom<String> for Kind {
    type Error = String;

    fn try_from(word: String) -> Result<Self, String> {
        Self::read(&word).ok_or_else(|| "a proposal of a kind that this version does not know".to_owned())
    }
}

/// What one looking at a proposal is to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Made it: may withdraw it.
    Proposer,
    /// Moderates there or runs the server, from the same organisation: may decline it.
    Colleague,
    /// As a colleague, from another organisation: may agree too.
    Second,
}

/// A proposal that is pending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Its number.
    pub id: ProposalId,
    /// Where.
    pub community: CommunityId,
    /// The community's title.
    pub title: String,
    /// What.
    pub kind: Kind,
    /// About which name.
    pub persona: PersonaId,
    /// How that name is shown.
    pub name: String,
    /// By which guideline.
    pub guideline: Option<i64>,
    /// Words to the person.
    pub words: String,
    /// For how many days the server would be closed; `None`: until it is opened again.
    pub days: Option<i64>,
    /// Whether somebody has to agree.
    pub needs_second: bool,
    /// When it takes effect by itself, or lapses when it needs a second.
    pub due: Hour,
    proposed_by: PersonaId,
    homes: Vec<u8>,
}
