//! Who keeps a community safe and warm: the only place that makes a [`Moderator`] or a [`Greeter`], the proofs that
//! somebody may.

mod changes;
mod list;

use members::{
    Member,
    communities::Community,
    personas::{self, Persona},
};
use store::{CommunityId, PersonaId, Result, Tx};

pub use changes::{appoint, founding, leave, receive, retire, step_down};
pub(crate) use list::size;
pub use list::{greeters, led_alone, list};

/// The proof that its holder moderates one community.
#[derive(Clone, Debug)]
pub struct Moderator {
    community: CommunityId,
    persona: Option<PersonaId>,
    host: String,
    lead: bool,
}

impl Moderator {
    /// The community it is a proof for.
    #[must_use]
    pub fn community(&self) -> CommunityId {
        self.community
    }

    /// The name that moderates; `None` for a whole server.
    #[must_use]
    pub fn persona(&self) -> Option<PersonaId> {
        self.persona
    }

    /// The server the moderator belongs to; empty for our own.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Whether it leads: may appoint, retire and write guidelines.
    #[must_use]
    pub fn is_lead(&self) -> bool {
        self.lead
    }
}

/// The proof that its holder greets the newcomers of one community. It opens no report and takes no measure.
#[derive(Clone, Debug)]
pub struct Greeter {
    community: CommunityId,
    persona: PersonaId,
}

impl Greeter {
    /// The community it is a proof for.
    #[must_use]
    pub fn community(&self) -> CommunityId {
        self.community
    }

    /// The name that greets.
    #[must_use]
    pub fn persona(&self) -> PersonaId {
        self.persona
    }
}

/// What somebody of the team may do; each may do what stands below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Appoints and retires others, and writes the guidelines.
    Lead,
    /// Takes measures.
    Moderator,
    /// Greets newcomers.
    Greeter,
}

impl Role {
    /// The word that forms and the database use.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Lead => "lead",
            Self::Moderator => "moderator",
            Self::Greeter => "greeter",
        }
    }

    /// Reads it from its word. A word of a later version gives nothing away.
    #[must_use]
    pub fn read(word: &str) -> Option<Self> {
        [Self::Lead, Self::Moderator, Self::Greeter].into_iter().find(|role| role.word() == word)
    }

    /// Whether it sees reports and takes measures.
    #[must_use]
    pub fn moderates(self) -> bool {
        self != Self::Greeter
    }
}

/// The proof for `member`, if the name they wear there is in the team.
///
/// # Errors
/// When the database fails.
pub async fn moderator(tx: &mut Tx, member: &Member, community: &Community) -> Result<Option<Moderator>> {
    match personas::mine(tx, member, community.id).await? {
        Some(persona) if !persona.deleted => proof(tx, &persona, community.id).await,
        _ => Ok(None),
    }
}

/// The proof for a name from another server, if the team has it.
///
/// # Errors
/// When the database fails.
pub async fn remote(tx: &mut Tx, persona: PersonaId, community: CommunityId) -> Result<Option<Moderator>> {
    match personas::get(tx, persona).await? {
        Some(persona) if !persona.host.is_empty() && !persona.deleted => proof(tx, &persona, community).await,
        _ => Ok(None),
    }
}

/// The proof for the server that a remote community lives on: what it says there, goes.
#[must_use]
pub fn of_host(community: &Community, host: &str) -> Option<Moderator> {
    (!community.is_local() && community.host == host).then(|| Moderator {
        community: community.id,
        persona: None,
        host: host.to_owned(),
        lead: true,
    })
}

async fn proof(tx: &mut Tx, persona: &Persona, community: CommunityId) -> Result<Option<Moderator>> {
    let role = role(tx, persona.id, community).await?;
    Ok(role.filter(|role| role.moderates()).map(|role| Moderator {
        community,
        persona: Some(persona.id),
        host: persona.host.clone(),
        lead: role == Role::Lead,
    }))
}

/// The proof that `member` may greet, if the name they wear there is in the team: who moderates, greets too.
///
/// # Errors
/// When the database fails.
pub async fn greeter(tx: &mut Tx, member: &Member, community: &Community) -> Result<Option<Greeter>> {
    let Some(persona) = personas::mine(tx, member, community.id).await?.filter(|name| !name.deleted) else {
        return Ok(None);
    };
    let role = role(tx, persona.id, community.id).await?;
    Ok(role.map(|_| Greeter { community: community.id, persona: persona.id }))
}

/// The proof of somebody who proposed something and is not here now, if they still moderate.
pub(crate) async fn behind(
    tx: &mut Tx,
    persona: PersonaId,
    community: CommunityId,
) -> Result<Option<Moderator>> {
    match personas::get(tx, persona).await? {
        Some(persona) => proof(tx, &persona, community).await,
        None => Ok(None),
    }
}

/// What a name may do in a community's team, if it is in it.
pub(crate) async fn role(tx: &mut Tx, persona: PersonaId, community: CommunityId) -> Result<Option<Role>> {
    let word: Option<String> = tx
        .sql("SELECT role FROM team WHERE community_id = $1 AND persona_id = $2")
        .bind(community)
        .bind(persona)
        .value()
        .await?;
    Ok(word.as_deref().and_then(Role::read))
}

/// Whether a name is in a community's team. What such a name writes is not kept from newcomers; it is no proof.
///
/// # Errors
/// When the database fails.
pub async fn greets(tx: &mut Tx, persona: PersonaId, community: CommunityId) -> Result<bool> {
    Ok(role(tx, persona, community).await?.is_some())
}

/// Whether a name moderates a community.
pub(crate) async fn moderates(tx: &mut Tx, persona: PersonaId, community: CommunityId) -> Result<bool> {
    Ok(role(tx, persona, community).await?.is_some_and(Role::moderates))
}
