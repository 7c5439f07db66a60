//! Who moderates: the only place that makes a [`Moderator`], the proof that somebody may.

use members::{
    Member,
    communities::{Community, Founder},
    personas::{self, Persona},
};
use store::{CommunityId, Event, Ids, PersonaId, Result, Tx};

use crate::{Refusal, turn};

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

impl Role {
    fn word(self) -> &'static str {
        match self {
            Self::Lead => "lead",
            Self::Moderator => "moderator",
        }
    }

    fn read(word: &str) -> Self {
        if word == "lead" { Self::Lead } else { Self::Moderator }
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
    Ok(role.map(|role| Moderator {
        community,
        persona: Some(persona.id),
        host: persona.host.clone(),
        lead: role == Role::Lead,
    }))
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
    Ok(word.as_deref().map(Role::read))
}

/// Makes a name of the founder's a leading moderator: when a community is new, or when nobody else is left.
///
/// # Errors
/// When the community is another organisation's, or the name is not one of this community.
pub async fn founding(
    tx: &mut Tx,
    founder: &Founder,
    community: &Community,
    persona: PersonaId,
) -> Result<Moderator, Refusal> {
    let may = match founder {
        Founder::Operator(_) => community.is_local(),
        Founder::Manager(manager) => community.organisation_id == Some(manager.organisation()),
    };
    if !may {
        return Err(Refusal::NotHere);
    }
    put(tx, community.id, persona, Role::Lead).await?;
    Ok(Moderator { community: community.id, persona: Some(persona), host: String::new(), lead: true })
}

/// Makes `persona` a moderator, or changes what it may do.
///
/// # Errors
/// When the proof does not lead, the name is not one of this community, or nobody would lead any more.
pub async fn appoint(
    tx: &mut Tx,
    moderator: &Moderator,
    persona: PersonaId,
    role: Role,
) -> Result<(), Refusal> {
    if !moderator.is_lead() {
        return Err(Refusal::NotLead);
    }
    turn::take(tx, moderator.community).await?;
    if role != Role::Lead {
        keep_a_lead(tx, moderator.community, persona).await?;
    }
    put(tx, moderator.community, persona, role).await
}

async fn put(tx: &mut Tx, community: CommunityId, persona: PersonaId, role: Role) -> Result<(), Refusal> {
    let known = personas::get(tx, persona).await?.filter(|known| !known.deleted).ok_or(Refusal::NotHere)?;
    if known.host.is_empty() && known.community_id != Some(community) {
        return Err(Refusal::NotHere);
    }
    tx.sql(
        "INSERT INTO team (community_id, persona_id, role) VALUES ($1, $2, $3) \
         ON CONFLICT (community_id, persona_id) DO UPDATE SET role = excluded.role",
    )
    .bind(community)
    .bind(persona)
    .bind(role.word())
    .execute()
    .await?;
    tx.record(Event::TeamChanged { community, persona, appointed: true });
    Ok(())
}

/// Ends `persona`'s time as a moderator: by a lead, or by oneself. Who is none, stays none.
///
/// # Errors
/// When the proof does not suffice, or nobody would lead any more.
pub async fn retire(tx: &mut Tx, moderator: &Moderator, persona: PersonaId) -> Result<(), Refusal> {
    if !moderator.is_lead() && moderator.persona != Some(persona) {
        return Err(Refusal::NotLead);
    }
    turn::take(tx, moderator.community).await?;
    keep_a_lead(tx, moderator.community, persona).await?;
    let gone = tx
        .sql("DELETE FROM team WHERE community_id = $1 AND persona_id = $2")
        .bind(moderator.community)
        .bind(persona)
        .execute()
        .await?;
    if gone > 0 {
        tx.record(Event::TeamChanged { community: moderator.community, persona, appointed: false });
    }
    Ok(())
}

/// The titles of the communities here that one of these names leads, and nobody else.
///
/// # Errors
/// When the database fails.
pub async fn led_alone(tx: &mut Tx, names: Ids) -> Result<Vec<String>> {
    tx.sql(
        "SELECT communities.title FROM team JOIN communities ON communities.id = team.community_id \
         WHERE team.persona_id IN list($1) AND team.role = 'lead' AND communities.host = '' AND NOT EXISTS ( \
         SELECT 1 FROM team AS other WHERE other.community_id = team.community_id AND other.role = 'lead' \
         AND other.persona_id <> team.persona_id) ORDER BY communities.title",
    )
    .bind_list(names)
    .column()
    .await
}

/// A name is gone, and whatever it moderated it moderates no more; even as the last lead, for nobody is held here.
///
/// # Errors
/// When the database fails.
pub async fn leave(tx: &mut Tx, persona: PersonaId) -> Result<()> {
    let left: Vec<CommunityId> = tx
        .sql("DELETE FROM team WHERE persona_id = $1 RETURNING community_id")
        .bind(persona)
        .column()
        .await?;
    for community in left {
        tx.record(Event::TeamChanged { community, persona, appointed: false });
    }
    Ok(())
}

async fn keep_a_lead(tx: &mut Tx, community: CommunityId, leaving: PersonaId) -> Result<(), Refusal> {
    let leads: Vec<PersonaId> = tx
        .sql("SELECT persona_id FROM team WHERE community_id = $1 AND role = 'lead'")
        .bind(community)
        .column()
        .await?;
    if leads == [leaving] { Err(Refusal::LastLead) } else { Ok(()) }
}

#[derive(serde::Deserialize)]
struct Line {
    #[serde(flatten)]
    persona: Persona,
    role: String,
}

/// Who moderates, leads first.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &mut Tx, community: CommunityId) -> Result<Vec<(Persona, Role)>> {
    let lines: Vec<Line> = tx
        .sql(
            "SELECT personas.id, personas.host, personas.community_id, personas.name, personas.handle, \
             personas.actor_id, personas.deleted, team.role \
             FROM team JOIN personas ON personas.id = team.persona_id \
             WHERE team.community_id = $1 AND NOT personas.deleted \
             ORDER BY team.role, personas.name_key, personas.id",
        )
        .bind(community)
        .all()
        .await?;
    Ok(lines.into_iter().map(|line| (line.persona, Role::read(&line.role))).collect())
}

/// Takes over the team of a remote community as its own server lists it. Nobody else needs to hear of it.
///
/// # Errors
/// When the database fails.
pub async fn receive(tx: &mut Tx, moderator: &Moderator, personas: &[PersonaId]) -> Result<()> {
    tx.sql("DELETE FROM team WHERE community_id = $1 AND NOT (persona_id IN list($2))")
        .bind(moderator.community)
        .bind_list(personas.iter().copied().collect::<Ids>())
        .execute()
        .await?;
    for &persona in personas {
        tx.sql(
            "INSERT INTO team (community_id, persona_id, role) VALUES ($1, $2, 'moderator') \
             ON CONFLICT (community_id, persona_id) DO NOTHING",
        )
        .bind(moderator.community)
        .bind(persona)
        .execute()
        .await?;
    }
    Ok(())
}
