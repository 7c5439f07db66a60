//! Somebody is woken: what wakes, whom, and how far that came.
//!
//! An alert is one row for one thing and one reason. Its *steps* are jobs of a lane of its own (who is on call, then
//! the next, then everybody), so that no exact time stands anywhere but among the server's work, and goes with it.
//! Each step adds *rings*, one row for an alert and a bell, and each ring is a job in the lane of its bell. What is
//! sent says nothing: [`WORDS`].

mod choose;
mod list;
mod raise;
mod ring;
mod tidy;

use store::AlertId;

pub use list::{Line, acknowledge, open};
pub(crate) use raise::old_holds;
pub use raise::{danger, knock, raise, try_out};
pub use ring::{Ringing, failed, rung, step, to_ring, unheard};
pub(crate) use tidy::tidy;

/// All that leaves this server.
pub const WORDS: &str = "Porchlight needs you";

/// The queue of steps; a lane is an alert.
pub const STEPS: &str = "alerts";
/// The queue of rings; a lane is a bell.
pub const RINGS: &str = "rings";

/// After so many seconds in which not enough people said that they are on it, the next step.
pub const PATIENCE: i64 = 5 * 60;

/// Why somebody is woken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(try_from = "String")]
pub enum Kind {
    /// Somebody may be in danger.
    Danger,
    /// Something was kept back for twelve hours.
    Held,
    /// Nobody answered for two hours.
    Unanswered,
    /// Nobody answered for six hours.
    LongUnanswered,
    /// Somebody asks to come in.
    Door,
    /// Somebody of the team tries a bell out.
    Trial,
}

/// Whom a step wakes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whom {
    /// The bells of this hour; if there are none, all.
    OnCall,
    /// Those whose hours begin next.
    Next,
    /// All.
    Everybody,
}

impl Kind {
    const ALL: [Self; 6] =
        [Self::Danger, Self::Held, Self::Unanswered, Self::LongUnanswered, Self::Door, Self::Trial];

    /// The word that the database uses.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Danger => "danger",
            Self::Held => "held",
            Self::Unanswered => "unanswered",
            Self::LongUnanswered => "long-unanswered",
            Self::Door => "door",
            Self::Trial => "trial",
        }
    }

    fn steps(self) -> &'static [Whom] {
        match self {
            Self::Danger => &[Whom::OnCall, Whom::Next, Whom::Everybody],
            Self::LongUnanswered => &[Whom::Everybody],
            Self::Held | Self::Unanswered | Self::Door => &[Whom::OnCall],
            Self::Trial => &[],
        }
    }
}

impl TryFrom<String> for Kind {
    type Error = String;

    fn try_from(word: String) -> Result<Self, String> {
        let known = Self::ALL.into_iter().find(|kind| kind.word() == word);
        known.ok_or_else(|| "an alert that this version does not know".to_owned())
    }
}

/// What an alert is about, as its row keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct About {
    pub(crate) kind: &'static str,
    pub(crate) id: i64,
}

impl From<crate::Subject> for About {
    fn from(subject: crate::Subject) -> Self {
        Self { kind: subject.kind(), id: subject.id() }
    }
}

fn lane(alert: AlertId) -> String {
    alert.to_string()
}
