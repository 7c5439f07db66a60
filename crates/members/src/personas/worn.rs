//! Wearing a name: the proposed one, another one, or a chosen one in a house community.

use store::{CommunityId, Event, Fault, Mutant, PersonaId, Result, Tag, Tx};

use super::{
    Persona,
    found::{current, mine},
};
use crate::{Audience, Community, Member, Refusal, blocks, journal, names};

/// How long a random handle is.
const HANDLE: usize = 16;
/// After so many plain names that others wear, names get a number.
const PLAIN_ATTEMPTS: u32 = 40;
const ATTEMPTS: u32 = 80;

/// The name this member wears in a community, made now if need be: then it is the proposed one.
///
/// # Errors
/// When the database fails.
pub async fn wear(tx: &mut Tx, member: &Member, community: &Community) -> Result<Persona> {
    match current(tx, member, community.id).await? {
        (_, Some(persona)) => Ok(persona),
        (n, None) => {
            let name = free_proposal(tx, member, community.id).await?;
            make(tx, member, community.id, n, &name).await
        }
    }
}

/// The name this member wears in a community, or would be given with their first post there.
///
/// # Errors
/// When the database fails.
pub async fn proposed(tx: &mut Tx, member: &Member, community: &Community) -> Result<String> {
    match mine(tx, member, community.id).await? {
        Some(persona) => Ok(persona.name),
        None => free_proposal(tx, member, community.id).await,
    }
}

/// Draws another made-up name; what was written under the old one shows the new.
///
/// # Errors
/// When the database fails.
pub async fn reroll(tx: &mut Tx, member: &Member, community: &Community) -> Result<Persona> {
    // Not the name they were shown and did not want.
    let unwanted = names::key(&proposed(tx, member, community).await?);
    for attempt in 0..ATTEMPTS {
        let name = drawn(member, &tx.chance().bytes(), attempt);
        if names::key(&name) != unwanted && is_free(tx, community.id, &name).await? {
            return put_on(tx, member, community, &name).await;
        }
    }
    Err(no_name_left())
}

/// Takes a chosen name, in a house community only.
///
/// # Errors
/// When it is no house community, or the name is taken or cannot be worn.
pub async fn nickname(
    tx: &mut Tx,
    member: &Member,
    community: &Community,
    name: &str,
) -> Result<Persona, Refusal> {
    if community.audience != Audience::House || !community.is_local() {
        return Err(Refusal::NicknameNotHere);
    }
    let name = names::nickname(name)?;
    let own = mine(tx, member, community.id).await?.map(|persona| names::key(&persona.name));
    if own != Some(names::key(&name)) && !is_free(tx, community.id, &name).await? {
        return Err(Refusal::NameTaken);
    }
    Ok(put_on(tx, member, community, &name).await?)
}

/// Retires the name this member wears in a community: with their next post they wear a new one. The old name stays
/// over what it wrote, and is worn on in those threads.
///
/// # Errors
/// When the database fails.
pub async fn start_fresh(tx: &mut Tx, member: &Member, community: &Community) -> Result<()> {
    match mine(tx, member, community.id).await? {
        Some(persona) => journal::change(tx, member, |journal| journal.retire(persona.id)).await,
        None => Ok(()),
    }
}

/// Gives the member's persona another name, or makes one with it.
async fn put_on(tx: &mut Tx, member: &Member, community: &Community, name: &str) -> Result<Persona> {
    match current(tx, member, community.id).await? {
        (_, Some(persona)) => rename(tx, persona, name).await,
        (n, None) => make(tx, member, community.id, n, name).await,
    }
}

async fn rename(tx: &mut Tx, persona: Persona, name: &str) -> Result<Persona> {
    tx.sql("UPDATE personas SET name = $1, name_key = $2 WHERE id = $3")
        .bind(name.to_owned())
        .bind(names::key(name))
        .bind(persona.id)
        .execute()
        .await?;
    tx.record(Event::PersonaRenamed { persona: persona.id });
    Ok(Persona { name: name.to_owned(), ..persona })
}

/// The first name of this member's own sequence that nobody in the community wears. The sequence follows
/// from their key, so what is shown before the first post is what they get.
async fn free_proposal(tx: &mut Tx, member: &Member, community: CommunityId) -> Result<String> {
    first_free(tx, member, community, |attempt| member.keys().name_seed(community.0, attempt)).await
}

/// The first name drawn from these seeds that nobody in the community wears.
pub(super) async fn first_free(
    tx: &mut Tx,
    member: &Member,
    community: CommunityId,
    seed: impl Fn(u32) -> [u8; 32],
) -> Result<String> {
    for attempt in 0..ATTEMPTS {
        let name = drawn(member, &seed(attempt), attempt);
        if is_free(tx, community, &name).await? {
            return Ok(name);
        }
    }
    Err(no_name_left())
}

fn drawn(member: &Member, seed: &[u8; 32], attempt: u32) -> String {
    if attempt < PLAIN_ATTEMPTS { member.names().draw(seed) } else { member.names().draw_numbered(seed) }
}

pub(super) fn no_name_left() -> Fault {
    Fault::Other("the lists of names are too short for this community".to_owned())
}

async fn is_free(tx: &mut Tx, community: CommunityId, name: &str) -> Result<bool> {
    let worn: Option<i64> = tx
        .sql("SELECT id FROM personas WHERE host = '' AND community_id = $1 AND name_key = $2")
        .bind(community)
        .bind(names::key(name))
        .value()
        .await?;
    Ok(worn.is_none())
}

/// Makes a persona and the tag under which only this member finds it. If the same member was quicker in
/// another window, that one is worn.
async fn make(tx: &mut Tx, member: &Member, community: CommunityId, n: u32, name: &str) -> Result<Persona> {
    let tag = member.keys().persona_tag(community.0, n);
    let Some(persona) = put_behind(tx, member, community, tag, name).await? else {
        return mine(tx, member, community).await?.ok_or_else(no_name_left);
    };
    journal::change(tx, member, |journal| journal.wear(community, persona.id)).await?;
    Ok(persona)
}

/// Makes a persona that is found behind `tag`; `None` when the same member was quicker in another window.
pub(super) async fn put_behind(
    tx: &mut Tx,
    member: &Member,
    community: CommunityId,
    tag: Tag,
    name: &str,
) -> Result<Option<Persona>> {
    let id = PersonaId(tx.chance().id());
    let sealed = member.keys().seal_persona(tag, id.0, tx.chance());
    let new = tx
        .sql("INSERT INTO persona_tags (tag, sealed_persona) VALUES ($1, $2) ON CONFLICT DO NOTHING")
        .bind(tag)
        .bind(sealed)
        .execute()
        .await?;
    if new == 0 {
        return Ok(None);
    }
    let persona = Persona {
        id,
        host: String::new(),
        community_id: Some(community),
        name: name.to_owned(),
        handle: tx.chance().code(HANDLE),
        actor_id: None,
        deleted: false,
    };
    insert(tx, member, &persona, community).await?;
    Ok(Some(persona))
}

async fn insert(tx: &mut Tx, member: &Member, persona: &Persona, community: CommunityId) -> Result<()> {
    let mut seal = member.secrets().seal(&member.ban_standing(community), tx.chance());
    if Mutant::LinkColumn.is_on() {
        seal = member.keys().ban_seed(0).to_vec();
    }
    if Mutant::UnpaddedSeals.is_on() {
        seal.resize(seal.len() + usize::from(member.keys().ban_seed(0)[0]), 0);
    }
    tx.sql(
        "INSERT INTO personas (id, community_id, name, name_key, handle, ban_seal) VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(persona.id)
    .bind(community)
    .bind(persona.name.clone())
    .bind(names::key(&persona.name))
    .bind(persona.handle.clone())
    .bind(seal)
    .execute()
    .await?;
    blocks::cover(tx, member, persona.id).await
}
