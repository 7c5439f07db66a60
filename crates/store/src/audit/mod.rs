//! The operator's audit: what was decided here, by which rule, in which month, so that no row is changed, dropped or moved
//! unseen. It never says who decided, or about whom.
//!
//! There is a chain for each community and one for the server. One chain for all would keep in which order somebody
//! acted in several communities, and so join their names. A row keeps the month alone: what the chain covers must never
//! be cut, and whoever wants the hour of a recent decision finds it, for two days, with the decision.

mod chain;
mod check;
mod keep;

use crate::{CommunityId, Hour};

pub use chain::{Mark, Row};
pub use check::{Checker, Finding, Report, Wrong};
pub use keep::{check, last, marks};

/// Names each act once, with the word that the database keeps.
macro_rules! acts {
    ($($(#[doc = $what:literal])+ $name:ident = $word:literal,)*) => {
        /// What was done.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Act { $($(#[doc = $what])+ $name),* }

        impl Act {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The word that the database keeps.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word),* }
            }
        }
    };
}

acts! {
    /// A measure was taken; `what` says of which kind.
    MeasureTaken = "measure_taken",
    /// A measure was ended.
    MeasureLifted = "measure_lifted",
    /// Something that needs two was proposed.
    ProposalMade = "proposal_made",
    /// A second agreed, or its time came.
    ProposalDone = "proposal_done",
    /// It was declined, taken back, or lapsed.
    ProposalDropped = "proposal_dropped",
    /// Somebody appealed against a measure.
    AppealMade = "appeal_made",
    /// An appeal was settled.
    AppealSettled = "appeal_settled",
    /// Somebody is in a community's team, as `what`.
    Appointed = "appointed",
    /// Somebody is in a community's team no more.
    Retired = "retired",
    /// A community has other guidelines.
    GuidelinesChanged = "guidelines_changed",
    /// A community was founded.
    CommunityFounded = "community_founded",
    /// A community was closed.
    CommunityClosed = "community_closed",
    /// A home or group was made.
    OrganisationMade = "organisation_made",
    /// Somebody manages a home or group, or runs the server.
    OfficeGiven = "office_given",
    /// Somebody's stay in a home or group was ended, and with it the office that they had there.
    StayEnded = "stay_ended",
    /// Another server came into the circle.
    ServerListed = "server_listed",
    /// Another server is not in the circle any more.
    ServerEnded = "server_ended",
    /// Another server is blocked.
    ServerBlocked = "server_blocked",
}

/// A row about to be written.
#[derive(Clone, Debug)]
pub struct Entry {
    community: Option<CommunityId>,
    act: Act,
    what: &'static str,
    about: Option<i64>,
    guideline: Option<i64>,
    rule: Option<String>,
    host: String,
}

impl Entry {
    /// An act in a community.
    #[must_use]
    pub fn in_community(community: CommunityId, act: Act) -> Self {
        Self { community: Some(community), ..Self::of_server(act) }
    }

    /// An act about the server as a whole.
    #[must_use]
    pub fn of_server(act: Act) -> Self {
        let (what, host) = ("", String::new());
        Self { community: None, act, what, about: None, guideline: None, rule: None, host }
    }

    /// Of which kind: a word of the program, never of a person.
    #[must_use]
    pub fn what(self, what: &'static str) -> Self {
        Self { what, ..self }
    }

    /// The number of the measure, proposal or organisation; never that of a name or of an account.
    #[must_use]
    pub fn about(self, id: impl Into<i64>) -> Self {
        Self { about: Some(id.into()), ..self }
    }

    /// By which guideline, or by which rule of the screening.
    #[must_use]
    pub fn by(self, guideline: Option<i64>, rule: Option<&str>) -> Self {
        Self { guideline, rule: rule.map(str::to_owned), ..self }
    }

    /// By a moderator of which server, or about which server; empty for our own.
    #[must_use]
    pub fn host(self, host: &str) -> Self {
        Self { host: host.to_owned(), ..self }
    }

    /// Which chain it belongs to.
    fn chain(&self) -> i64 {
        self.community.map_or(SERVER, |community| community.0)
    }

    fn row(self, ordinal: i64, month: Hour, before: &[u8]) -> Row {
        let mut row = Row {
            community_id: self.chain(),
            ordinal,
            act: self.act.word().to_owned(),
            what: self.what.to_owned(),
            about: self.about,
            guideline: self.guideline,
            rule: self.rule,
            host: self.host,
            month,
            hash: Vec::new(),
        };
        row.hash = row.hash_after(before).to_vec();
        row
    }
}

/// The chain of the server as a whole: no community has this id.
const SERVER: i64 = 0;
