//! Places for threads: founding them, finding those that somebody may read, hearing of remote ones.

use store::{CommunityId, OrganisationId, Result, Tx};

use crate::{Manager, Operator, Refusal, Viewer};

/// Who may read a community.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
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
    #[sqlx(try_from = "String")]
    pub audience: Audience,
    /// Whose it is; `None` for a remote one.
    pub organisation_id: Option<OrganisationId>,
    /// What the wire calls it: the name of an open one, random for a circle's.
    pub handle: String,
    /// Its address on the wire, if it is remote.
    pub actor_id: Option<String>,
    /// Whether nothing more can be written.
    pub closed: bool,
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
        if self.is_local() { self.name.clone() } else { format!("{}@{}", self.name, self.host) }
    }
}

/// Proof of the right to found.
#[derive(Clone, Debug)]
pub enum Founder {
    /// May found for any organisation.
    Operator(Operator),
    /// May found for their own.
    Manager(Manager),
}

/// A community about to be.
#[derive(Clone, Debug)]
pub struct Founding {
    /// What stands in its address.
    pub name: String,
    /// What people call it.
    pub title: String,
    /// What it is for.
    pub description: String,
    /// Who may read it.
    pub audience: Audience,
    /// Whose it is.
    pub organisation: OrganisationId,
}

/// What may change later.
#[derive(Clone, Debug)]
pub struct Change {
    /// What people call it.
    pub title: String,
    /// What it is for.
    pub description: String,
}

/// A community as another server describes it.
#[derive(Clone, Debug)]
pub struct RemoteCommunity {
    /// The server it lives on.
    pub host: String,
    /// What it is called there, as in `name@host`.
    pub name: String,
    /// What people call it.
    pub title: String,
    /// What it is for, as plain text.
    pub description: String,
    /// Who may read it.
    pub audience: Audience,
    /// Its address on the wire.
    pub actor_id: String,
}

/// The audience a form should propose: house for an organisation's first community, then circle.
///
/// # Errors
/// When the database fails.
pub async fn usual_audience(tx: &mut Tx, organisation: OrganisationId) -> Result<Audience> {
    let _ = (tx, organisation);
    todo!()
}

/// Founds a community.
///
/// # Errors
/// When the name, title or description does not work, or the founder has no right to that organisation.
pub async fn found(tx: &mut Tx, proof: &Founder, founding: Founding) -> Result<Community, Refusal> {
    let _ = (tx, proof, founding);
    todo!()
}

/// Changes title and description. The caller holds the proof: a lead moderator's, a manager's, an operator's,
/// or that of the remote server that owns it.
///
/// # Errors
/// When the title or the description does not work.
pub async fn change(tx: &mut Tx, community: &Community, change: Change) -> Result<(), Refusal> {
    let _ = (tx, community, change);
    todo!()
}

/// Closes a community: it can be read, nothing more is written. The caller holds the proof.
///
/// # Errors
/// When the database fails.
pub async fn close(tx: &mut Tx, community: CommunityId) -> Result<()> {
    let _ = (tx, community);
    todo!()
}

/// The community at `/c/{address}`, if this viewer may read it.
///
/// # Errors
/// When the database fails.
pub async fn by_address(tx: &mut Tx, viewer: &Viewer, address: &str) -> Result<Option<Community>> {
    let _ = (tx, viewer, address);
    todo!()
}

/// The community with this id, if this viewer may read it.
///
/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, viewer: &Viewer, id: CommunityId) -> Result<Option<Community>> {
    let _ = (tx, viewer, id);
    todo!()
}

/// Every community that this viewer may read: ours first, then by title.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &mut Tx, viewer: &Viewer) -> Result<Vec<Community>> {
    let _ = (tx, viewer);
    todo!()
}

/// Our community that the wire calls so. The caller judges with [`Viewer::may_read`].
///
/// # Errors
/// When the database fails.
pub async fn by_handle(tx: &mut Tx, handle: &str) -> Result<Option<Community>> {
    let _ = (tx, handle);
    todo!()
}

/// The remote community with this address on the wire.
///
/// # Errors
/// When the database fails.
pub async fn by_actor(tx: &mut Tx, actor_id: &str) -> Result<Option<Community>> {
    let _ = (tx, actor_id);
    todo!()
}

/// Notes a remote community, or what changed of it. The caller checked that the address is the host's.
///
/// # Errors
/// When its name could not stand in an address, or it claims to be a house community.
pub async fn receive(tx: &mut Tx, remote: RemoteCommunity) -> Result<CommunityId, Refusal> {
    let _ = (tx, remote);
    todo!()
}
