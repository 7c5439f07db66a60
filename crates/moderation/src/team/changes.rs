//! Appointing and retiring. Other servers hear of who moderates; who greets is nothing to them.

use members::{
    communities::{Community, Founder},
    personas,
};
use store::{
    CommunityId, Event, Ids, PersonaId, Result, Tx,
    audit::{Act, Entry},
};

use super::{Greeter, Moderator, Role, moderates};
use crate::{Refusal, rota, turn};

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
    put(tx, community.id, persona, Role::Lead, "").await?;
    Ok(Moderator { community: community.id, persona: Some(persona), host: String::new(), lead: true })
}

/// Makes `persona` a moderator or a greeter, or changes what it may do.
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
    put(tx, moderator.community, persona, role, &moderator.host).await
}

async fn put(
    tx: &mut Tx,
    community: CommunityId,
    persona: PersonaId,
    role: Role,
    by: &str,
) -> Result<(), Refusal> {
    let known = personas::get(tx, persona).await?.filter(|known| !known.deleted).ok_or(Refusal::NotHere)?;
    if known.host.is_empty() && known.community_id != Some(community) {
        return Err(Refusal::NotHere);
    }
    let moderated = moderates(tx, persona, community).await?;
    tx.sql(
        "INSERT INTO team (community_id, persona_id, role) VALUES ($1, $2, $3) \
         ON CONFLICT (community_id, persona_id) DO UPDATE SET role = excluded.role",
    )
    .bind(community)
    .bind(persona)
    .bind(role.word())
    .execute()
    .await?;
    tx.audit(Entry::in_community(community, Act::Appointed).what(role.word()).host(by));
    if moderated || role.moderates() {
        tx.record(Event::TeamChanged { community, persona, appointed: role.moderates() });
    }
    Ok(())
}

/// Ends `persona`'s time in the team: by a lead, or by oneself. Who is none, stays none.
///
/// # Errors
/// When the proof does not suffice, or nobody would lead any more.
pub async fn retire(tx: &mut Tx, moderator: &Moderator, persona: PersonaId) -> Result<(), Refusal> {
    if !moderator.is_lead() && moderator.persona != Some(persona) {
        return Err(Refusal::NotLead);
    }
    turn::take(tx, moderator.community).await?;
    keep_a_lead(tx, moderator.community, persona).await?;
    Ok(remove(tx, moderator.community, persona, &moderator.host).await?)
}

/// Whoever greets, and does not moderate, ends it themselves; who moderates [retires](retire).
///
/// # Errors
/// When the database fails.
pub async fn step_down(tx: &mut Tx, greeter: &Greeter) -> Result<(), Refusal> {
    if moderates(tx, greeter.persona, greeter.community).await? {
        return Err(Refusal::NotLead);
    }
    Ok(remove(tx, greeter.community, greeter.persona, "").await?)
}

async fn remove(tx: &mut Tx, community: CommunityId, persona: PersonaId, by: &str) -> Result<()> {
    let moderated = moderates(tx, persona, community).await?;
    let gone = tx
        .sql("DELETE FROM team WHERE community_id = $1 AND persona_id = $2")
        .bind(community)
        .bind(persona)
        .execute()
        .await?;
    rota::forget(tx, community, persona).await?;
    if gone > 0 {
        tx.audit(Entry::in_community(community, Act::Retired).host(by));
    }
    if moderated {
        tx.record(Event::TeamChanged { community, persona, appointed: false });
    }
    Ok(())
}

/// A name is gone, and it is in no team any more; even as the last lead, for nobody is held here.
///
/// # Errors
/// When the database fails.
pub async fn leave(tx: &mut Tx, persona: PersonaId) -> Result<()> {
    let left: Vec<CommunityId> = tx
        .sql("SELECT community_id FROM team WHERE persona_id = $1 ORDER BY community_id")
        .bind(persona)
        .column()
        .await?;
    for community in left {
        remove(tx, community, persona, "").await?;
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

/// Takes over the team of a remote community as its own server lists it. Nobody else needs to hear of it.
///
/// # Errors
/// When the database fails.
pub async fn receive(tx: &mut Tx, moderator: &Moderator, personas: &[PersonaId]) -> Result<()> {
    let gone = tx
        .sql("DELETE FROM team WHERE community_id = $1 AND NOT (persona_id IN list($2))")
        .bind(moderator.community)
        .bind_list(personas.iter().copied().collect::<Ids>())
        .execute()
        .await?;
    let changed = |act| Entry::in_community(moderator.community, act).host(&moderator.host);
    (0..gone).for_each(|_| tx.audit(changed(Act::Retired)));
    for &persona in personas {
        let added = tx
            .sql(
                "INSERT INTO team (community_id, persona_id, role) VALUES ($1, $2, 'moderator') \
                 ON CONFLICT (community_id, persona_id) DO NOTHING",
            )
            .bind(moderator.community)
            .bind(persona)
            .execute()
            .await?;
        if added > 0 {
            tx.audit(changed(Act::Appointed).what(Role::Moderator.word()));
        }
    }
    Ok(())
}
