//! Places for threads: founding them, finding those that somebody may read, hearing of remote ones.

mod finding;
mod founding;
mod remote;

pub(crate) use finding::by_id;
pub use finding::{any_here, by_actor, by_address, by_handle, get, joined, list};
pub use founding::{Change, Founder, Founding, allow_pictures, change, close, found, usual_audience};
pub use remote::{RemoteCommunity, receive};

use store::{CommunityId, OrganisationId, Result, Tx};

const LONGEST_TITLE: usize = 80;
const LONGEST_DESCRIPTION: usize = 1_000;

/// Who may read a community, from few to many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
#[serde(try_from = "String")]
pub enum Audience {
    /// The people of one organisation; never leaves this instance.
    House,
    /// Members here and on the instances of the circle.
    Circle,
    /// Anyone.
    Open,
}

impl Audience {
    /// As it is stored, and as a form field says it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::House => "house",
            Self::Circle => "circle",
            Self::Open => "open",
        }
    }
}

impl std::str::FromStr for Audience {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "house" => Ok(Self::House),
            "circle" => Ok(Self::Circle),
            "open" => Ok(Self::Open),
            other => Err(format!("no audience is called {other}")),
        }
    }
}

impl TryFrom<String> for Audience {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

/// A place for threads, ours or another server's.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
pub struct Community {
    /// Its id.
    pub id: CommunityId,
    /// The server it lives on; empty for our own.
    pub host: String,
    /// What stands in its address.
    pub name: String,
    /// What people call it.
    pub title: String,
    /// What it is for.
    pub description: String,
    /// Who may read it.
    pub audience: Audience,
    /// Whose it is; `None` for a remote one.
    pub organisation_id: Option<OrganisationId>,
    /// What the wire calls it: the name of an open one, random for a circle's.
    pub handle: String,
    /// Its address on the wire, if it is remote.
    pub actor_id: Option<String>,
    /// Whether nothing more can be written.
    pub closed: bool,
    /// Whether members may add pictures, which its lead decides.
    pub pictures: bool,
}

impl Community {
    /// Whether it lives here.
    #[must_use]
    pub fn is_local(&self) -> bool {
        self.host.is_empty()
    }

    /// What stands in `/c/…`: `name`, or `name@host`.
    #[must_use]
    pub fn address(&self) -> String {
        address(&self.name, &self.host)
    }
}

/// What stands in `/c/…` of the community `name` of `host`, which is empty for one of ours.
#[must_use]
pub fn address(name: &str, host: &str) -> String {
    if host.is_empty() { name.to_owned() } else { format!("{name}@{host}") }
}

async fn insert(tx: &mut Tx, community: &Community) -> Result<u64> {
    tx.sql(
        "INSERT INTO communities (id, host, name, title, description, audience, organisation_id, handle, actor_id) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING",
    )
    .bind(community.id)
    .bind(community.host.clone())
    .bind(community.name.clone())
    .bind(community.title.clone())
    .bind(community.description.clone())
    .bind(community.audience.as_str())
    .bind(community.organisation_id)
    .bind(community.handle.clone())
    .bind(community.actor_id.clone())
    .execute()
    .await
}
