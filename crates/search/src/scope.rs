//! Who reads the same reads from the same index: one for each kind of readers, so that none tells of another.

use members::{Audience, Viewer};
use store::OrganisationId;

/// A set of communities that the same people read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// What strangers read.
    Open,
    /// What every member reads besides.
    Members,
    /// What the people of one organisation read.
    House(OrganisationId),
}

impl Scope {
    /// The scope of a community; `None` for one that nobody reads here.
    #[must_use]
    pub fn of(local: bool, audience: Audience, organisation: Option<OrganisationId>) -> Option<Self> {
        match (local, audience) {
            (true, Audience::Open) => Some(Self::Open),
            (true, Audience::House) => organisation.map(Self::House),
            (false, Audience::House) => None,
            (true, Audience::Circle) | (false, _) => Some(Self::Members),
        }
    }

    /// The scopes of which this viewer reads everything.
    #[must_use]
    pub fn read_by(viewer: &Viewer) -> Vec<Self> {
        let reach = viewer.reach();
        let open = reach.open.then_some(Self::Open);
        let members = reach.members.then_some(Self::Members);
        open.into_iter().chain(members).chain(reach.houses.into_iter().map(Self::House)).collect()
    }

    /// The name of its folder.
    pub(crate) fn folder(self) -> String {
        match self {
            Self::Open => "open".to_owned(),
            Self::Members => "members".to_owned(),
            Self::House(organisation) => format!("house-{organisation}"),
        }
    }

    /// Reads the name of a folder.
    pub(crate) fn read(folder: &str) -> Option<Self> {
        match folder {
            "open" => Some(Self::Open),
            "members" => Some(Self::Members),
            other => Some(Self::House(other.strip_prefix("house-")?.parse().ok()?)),
        }
    }
}
