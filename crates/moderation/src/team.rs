//! Who moderates: the only place that makes a [`Moderator`], the proof that somebody may.

use members::{
    Member,
    communities::{Community, Founder},
    personas::Persona,
};
use store::{CommunityId, PersonaId, Result, Tx};

use crate::Refusal;

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

/// What a moderator may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Appoints and retires others, and writes the guidelines.
    Lead,
    /// Takes measures.
    Moderator,
}

/// The proof for `member`, if one of the team's names is theirs.
///
/// # Errors
/// When the database fails.
pub async fn moderator(_tx: &mut Tx, _member: &Member, _community: &Community) -> Result<Option<Moderator>> {
    todo!()
}

/// Makes the founder's name the first leading moderator of a new community.
///
/// # Errors
/// When the database fails.
pub async fn founding(
    _tx: &mut Tx,
    _founder: &Founder,
    _community: &Community,
    _persona: PersonaId,
) -> Result<Moderator> {
    todo!()
}

/// The proof for a name from another server, if the team has it.
///
/// # Errors
/// When the database fails.
pub async fn remote(_tx: &mut Tx, _persona: PersonaId, _community: CommunityId) -> Result<Option<Moderator>> {
    todo!()
}

/// The proof for the server that a remote community lives on: what it says there, goes.
#[must_use]
pub fn of_host(_community: &Community, _host: &str) -> Option<Moderator> {
    todo!()
}

/// Makes `persona` a moderator.
///
/// # Errors
/// When the proof does not lead, or the name is not one of this community.
pub async fn appoint(
    _tx: &mut Tx,
    _moderator: &Moderator,
    _persona: PersonaId,
    _role: Role,
) -> Result<(), Refusal> {
    todo!()
}

/// Ends `persona`'s time as a moderator: by a lead, or by oneself.
///
/// # Errors
/// When the proof does not suffice, or nobody would lead any more.
pub async fn retire(_tx: &mut Tx, _moderator: &Moderator, _persona: PersonaId) -> Result<(), Refusal> {
    todo!()
}

/// Who moderates, leads first.
///
/// # Errors
/// When the database fails.
pub async fn list(_tx: &mut Tx, _community: CommunityId) -> Result<Vec<(Persona, Role)>> {
    todo!()
}

/// Takes over the team of a remote community as its own server lists it.
///
/// # Errors
/// When the database fails.
pub async fn receive(_tx: &mut Tx, _moderator: &Moderator, _personas: &[PersonaId]) -> Result<()> {
    todo!()
}
