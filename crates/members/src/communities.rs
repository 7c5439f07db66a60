//! Places for threads: founding them, finding those that somebody may read, hearing of remote ones.

use store::{CommunityId, Event, OrganisationId, Result, Tx};

use crate::{Manager, Operator, Refusal, Viewer, names};

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

/// Every community, with what follows.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, host, name, title, description, audience, organisation_id, handle, actor_id, closed ",
            "FROM communities ",
            $rest
        )
    };
}

/// Proof of the right to found.
#[derive(Clone, Debug)]
pub enum Founder {
    /// May found for any organisation.
    Operator(Operator),
    /// May found for their own.
    Manager(Manager),
}

impl Founder {
    fn may_found_for(&self, organisation: OrganisationId) -> bool {
        match self {
            Self::Operator(_) => true,
            Self::Manager(manager) => manager.organisation() == organisation,
        }
    }
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
    let first = tx
        .sql("SELECT id FROM communities WHERE organisation_id = $1 LIMIT 1")
        .bind(organisation)
        .value::<i64>()
        .await?
        .is_none();
    Ok(if first { Audience::House } else { Audience::Circle })
}

/// Founds a community.
///
/// # Errors
/// When the name, title or description does not work, or the founder has no right to that organisation.
pub async fn found(tx: &mut Tx, proof: &Founder, founding: Founding) -> Result<Community, Refusal> {
    if !proof.may_found_for(founding.organisation) {
        return Err(Refusal::NotAllowed);
    }
    let name = address_name(&founding.name)?;
    let (title, description) = judged(&founding.title, &founding.description)?;
    // The wire must not learn what a closed circle is called.
    let handle = match founding.audience {
        Audience::Open => name.clone(),
        Audience::Circle | Audience::House => tx.chance().code(RANDOM_HANDLE),
    };
    let community = Community {
        id: CommunityId(tx.chance().id()),
        host: String::new(),
        name,
        title,
        description,
        audience: founding.audience,
        organisation_id: Some(founding.organisation),
        handle,
        actor_id: None,
        closed: false,
    };
    if insert(tx, &community).await? == 0 {
        return Err(Refusal::CommunityNameTaken);
    }
    tx.record(Event::CommunityFounded { community: community.id });
    Ok(community)
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

/// The name in an address: small letters, digits, dashes and underscores, and no page of ours.
fn address_name(name: &str) -> Result<String, Refusal> {
    let name = name.trim().to_lowercase();
    let fits = (3..=30).contains(&name.len())
        && name.starts_with(|first: char| first.is_ascii_alphanumeric())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_'));
    if fits && name != "new" { Ok(name) } else { Err(Refusal::CommunityNameBad) }
}

fn judged(title: &str, description: &str) -> Result<(String, String), Refusal> {
    let title = names::one_line(title);
    if title.is_empty() || title.chars().count() > LONGEST_TITLE {
        return Err(Refusal::TitleBad);
    }
    if description.chars().count() > LONGEST_DESCRIPTION {
        return Err(Refusal::DescriptionTooLong);
    }
    Ok((title, names::lines(description)))
}

/// Changes title and description. The caller holds the proof: a lead moderator's, a manager's, an operator's,
/// or that of the remote server that owns it.
///
/// # Errors
/// When the title or the description does not work.
pub async fn change(tx: &mut Tx, community: &Community, change: Change) -> Result<(), Refusal> {
    let (title, description) = judged(&change.title, &change.description)?;
    update(tx, community.id, &title, &description).await?;
    tx.record(Event::CommunityChanged { community: community.id });
    Ok(())
}

async fn update(tx: &mut Tx, id: CommunityId, title: &str, description: &str) -> Result<()> {
    tx.sql("UPDATE communities SET title = $1, description = $2 WHERE id = $3")
        .bind(title.to_owned())
        .bind(description.to_owned())
        .bind(id)
        .execute()
        .await?;
    Ok(())
}

/// Closes a community: it can be read, nothing more is written. The caller holds the proof.
///
/// # Errors
/// When the database fails.
pub async fn close(tx: &mut Tx, community: CommunityId) -> Result<()> {
    tx.sql("UPDATE communities SET closed = TRUE WHERE id = $1").bind(community).execute().await?;
    tx.record(Event::CommunityChanged { community });
    Ok(())
}

/// The community at `/c/{address}`, if this viewer may read it.
///
/// # Errors
/// When the database fails.
pub async fn by_address(tx: &mut Tx, viewer: &Viewer, address: &str) -> Result<Option<Community>> {
    let address = address.to_lowercase();
    let (name, host) = address.split_once('@').unwrap_or((&address, ""));
    let found: Option<Community> = tx
        .sql(select!("WHERE host = $1 AND name = $2"))
        .bind(host.to_owned())
        .bind(name.to_owned())
        .optional()
        .await?;
    Ok(found.filter(|community| viewer.may_read(community)))
}

/// The community with this id, if this viewer may read it.
///
/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, viewer: &Viewer, id: CommunityId) -> Result<Option<Community>> {
    let found = by_id(tx, id).await?;
    Ok(found.filter(|community| viewer.may_read(community)))
}

pub(crate) async fn by_id(tx: &mut Tx, id: CommunityId) -> Result<Option<Community>> {
    tx.sql(select!("WHERE id = $1")).bind(id).optional().await
}

/// Every community that this viewer may read: ours first, then by title.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &mut Tx, viewer: &Viewer) -> Result<Vec<Community>> {
    let all: Vec<Community> = tx.sql(select!("ORDER BY host, title, id")).all().await?;
    Ok(all.into_iter().filter(|community| viewer.may_read(community)).collect())
}

/// Our community that the wire calls so. The caller judges with [`Viewer::may_read`].
///
/// # Errors
/// When the database fails.
pub async fn by_handle(tx: &mut Tx, handle: &str) -> Result<Option<Community>> {
    tx.sql(select!("WHERE host = '' AND handle = $1")).bind(handle.to_lowercase()).optional().await
}

/// The remote community with this address on the wire.
///
/// # Errors
/// When the database fails.
pub async fn by_actor(tx: &mut Tx, actor_id: &str) -> Result<Option<Community>> {
    tx.sql(select!("WHERE actor_id = $1")).bind(actor_id.to_owned()).optional().await
}

/// Notes a remote community, or what changed of it. The caller checked that the address is the host's.
///
/// # Errors
/// When its name could not stand in an address, or it claims to be a house community.
pub async fn receive(tx: &mut Tx, remote: RemoteCommunity) -> Result<CommunityId, Refusal> {
    let (host, name) = (remote.host.to_lowercase(), remote.name.to_lowercase());
    if host.is_empty() || remote.audience == Audience::House {
        return Err(Refusal::NotAllowed);
    }
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if name.is_empty() || name.len() > LONGEST_REMOTE_NAME || !name.chars().all(fits) {
        return Err(Refusal::CommunityNameBad);
    }
    let known: Option<CommunityId> = tx
        // A server may give an old name of its own to a new address.
        .sql("SELECT id FROM communities WHERE actor_id = $1 OR (host = $2 AND name = $3) ORDER BY actor_id = $1 DESC LIMIT 1")
        .bind(remote.actor_id.clone())
        .bind(host.clone())
        .bind(name.clone())
        .value()
        .await?;
    let title = Some(names::shortened(&remote.title, LONGEST_TITLE)).filter(|title| !title.is_empty());
    let community = Community {
        id: known.unwrap_or_else(|| CommunityId(tx.chance().id())),
        host,
        handle: name.clone(),
        title: title.unwrap_or_else(|| name.clone()),
        name,
        description: names::lines(&remote.description).chars().take(LONGEST_DESCRIPTION).collect(),
        audience: remote.audience,
        organisation_id: None,
        actor_id: Some(remote.actor_id),
        closed: false,
    };
    match known {
        Some(_) => update_remote(tx, &community).await?,
        None => drop(insert(tx, &community).await?),
    }
    Ok(community.id)
}

async fn update_remote(tx: &mut Tx, community: &Community) -> Result<()> {
    update(tx, community.id, &community.title, &community.description).await?;
    tx.sql("UPDATE communities SET audience = $1, actor_id = $2 WHERE id = $3")
        .bind(community.audience.as_str())
        .bind(community.actor_id.clone())
        .bind(community.id)
        .execute()
        .await?;
    Ok(())
}

const RANDOM_HANDLE: usize = 16;
const LONGEST_TITLE: usize = 80;
const LONGEST_DESCRIPTION: usize = 1_000;
const LONGEST_REMOTE_NAME: usize = 100;
