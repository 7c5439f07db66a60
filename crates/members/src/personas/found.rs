//! Finding personas: one's own by derivation, anybody's by what is public of them.

use store::{CommunityId, Ids, PersonaId, Result, Tag, ThreadId, Tx};

use super::Persona;
use crate::{Journal, Member};

/// Every persona, with what follows.
macro_rules! select {
    ($rest:literal) => {
        concat!("SELECT id, host, community_id, name, handle, actor_id, deleted FROM personas ", $rest)
    };
}

/// The name this member wears in a community, if they have one yet.
///
/// # Errors
/// When the database fails.
pub async fn mine(tx: &mut Tx, member: &Member, community: CommunityId) -> Result<Option<Persona>> {
    Ok(current(tx, member, community).await?.1)
}

/// The first number under which this member has a living persona in a community that they did not retire, or none
/// at all yet.
pub(super) async fn current(
    tx: &mut Tx,
    member: &Member,
    community: CommunityId,
) -> Result<(u32, Option<Persona>)> {
    let journal = Journal::of(tx, member).await?;
    let tag = |n| member.keys().persona_tag(community.0, n);
    walk(tx, member, tag, |persona| !journal.has_retired(persona.id)).await
}

/// The one-time name this member wears in a thread, and under which number.
pub(super) async fn one_time(
    tx: &mut Tx,
    member: &Member,
    thread: ThreadId,
) -> Result<(u32, Option<Persona>)> {
    let journal = Journal::of(tx, member).await?;
    let tag = |n| member.keys().one_time_tag(thread.0, n);
    walk(tx, member, tag, |persona| journal.wears(persona.id)).await
}

/// Walks along a member's tags of one scope up to the first living persona that `suits`, or to the first free number.
async fn walk(
    tx: &mut Tx,
    member: &Member,
    tag: impl Fn(u32) -> Tag,
    suits: impl Fn(&Persona) -> bool,
) -> Result<(u32, Option<Persona>)> {
    let mut n = 0;
    loop {
        let tag = tag(n);
        let sealed: Option<Vec<u8>> =
            tx.sql("SELECT sealed_persona FROM persona_tags WHERE tag = $1").bind(tag).value().await?;
        let Some(sealed) = sealed else { return Ok((n, None)) };
        if let Some(id) = member.keys().open_persona(tag, &sealed)
            && let Some(persona) = get(tx, PersonaId(id)).await?
            && !persona.deleted
            && suits(&persona)
        {
            return Ok((n, Some(persona)));
        }
        n += 1;
    }
}

/// As [`mine`], for who has read the journal already: one statement, and none for who has no name there.
///
/// # Errors
/// When the database fails.
pub async fn remembered(tx: &mut Tx, journal: &Journal, community: CommunityId) -> Result<Option<Persona>> {
    let mut ids = journal.names_in(community);
    ids.0.retain(|id| !journal.has_retired(PersonaId(*id)));
    if ids.0.is_empty() {
        return Ok(None);
    }
    tx.sql(select!("WHERE id IN list($1) AND NOT deleted")).bind_list(ids).optional().await
}

/// Every name of this member that is not gone.
///
/// # Errors
/// When the database fails.
pub async fn all_mine(tx: &mut Tx, member: &Member) -> Result<Vec<Persona>> {
    let ids = Journal::of(tx, member).await?.names();
    among(tx, ids).await
}

/// Those of these names that are not gone.
///
/// # Errors
/// When the database fails.
pub async fn among(tx: &mut Tx, ids: Ids) -> Result<Vec<Persona>> {
    tx.sql(select!("WHERE id IN list($1) AND NOT deleted ORDER BY id")).bind_list(ids).all().await
}

/// The persona with this id.
///
/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, id: PersonaId) -> Result<Option<Persona>> {
    tx.sql(select!("WHERE id = $1")).bind(id).optional().await
}

/// Our persona that the wire calls so.
///
/// # Errors
/// When the database fails.
pub async fn by_handle(tx: &mut Tx, handle: &str) -> Result<Option<Persona>> {
    tx.sql(select!("WHERE host = '' AND handle = $1")).bind(handle.to_lowercase()).optional().await
}

/// The remote persona with this address on the wire.
///
/// # Errors
/// When the database fails.
pub async fn by_actor(tx: &mut Tx, actor_id: &str) -> Result<Option<Persona>> {
    tx.sql(select!("WHERE actor_id = $1")).bind(actor_id.to_owned()).optional().await
}

/// The sealed ban standing of one of our personas; `None` for a remote one.
///
/// # Errors
/// When the database fails.
pub async fn seal_of(tx: &mut Tx, id: PersonaId) -> Result<Option<Vec<u8>>> {
    let seal: Option<Option<Vec<u8>>> =
        tx.sql("SELECT ban_seal FROM personas WHERE id = $1").bind(id).value().await?;
    Ok(seal.flatten())
}
