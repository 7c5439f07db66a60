//! Made-up names that accounts wear, one in each community, found again by derivation only.

use store::{CommunityId, PersonaId, Result, Tx};

use crate::{Community, Member, Refusal};

/// A made-up name, ours or another server's.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Persona {
    /// Its id.
    pub id: PersonaId,
    /// The server it lives on; empty for our own.
    pub host: String,
    /// Where it is worn; `None` for a remote one.
    pub community_id: Option<CommunityId>,
    /// As it is shown.
    pub name: String,
    /// What the wire calls it: random for our own.
    pub handle: String,
    /// Its address on the wire, if it is remote.
    pub actor_id: Option<String>,
    /// Whether it is gone.
    pub deleted: bool,
}

/// A person of another server.
#[derive(Clone, Debug)]
pub struct RemotePersona {
    /// Its address on the wire.
    pub actor_id: String,
    /// The server it lives on.
    pub host: String,
    /// As it calls itself; cleaned before it is kept.
    pub name: String,
    /// As in `handle@host`.
    pub handle: String,
}

/// The name this member wears in a community, if they have one yet.
///
/// # Errors
/// When the database fails.
pub async fn mine(tx: &mut Tx, member: &Member, community: CommunityId) -> Result<Option<Persona>> {
    let _ = (tx, member, community);
    todo!()
}

/// The name this member wears in a community, made now if need be: then it is the proposed one.
///
/// # Errors
/// When the database fails.
pub async fn wear(tx: &mut Tx, member: &Member, community: &Community) -> Result<Persona> {
    let _ = (tx, member, community);
    todo!()
}

/// The name this member wears in a community, or would be given with their first post there.
///
/// # Errors
/// When the database fails.
pub async fn proposed(tx: &mut Tx, member: &Member, community: &Community) -> Result<String> {
    let _ = (tx, member, community);
    todo!()
}

/// Draws another made-up name; what was written under the old one shows the new.
///
/// # Errors
/// When the database fails.
pub async fn reroll(tx: &mut Tx, member: &Member, community: &Community) -> Result<Persona> {
    let _ = (tx, member, community);
    todo!()
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
    let _ = (tx, member, community, name);
    todo!()
}

/// Every name of this member that is not gone.
///
/// # Errors
/// When the database fails.
pub async fn all_mine(tx: &mut Tx, member: &Member) -> Result<Vec<Persona>> {
    let _ = (tx, member);
    todo!()
}

/// The persona with this id.
///
/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, id: PersonaId) -> Result<Option<Persona>> {
    let _ = (tx, id);
    todo!()
}

/// Our persona that the wire calls so.
///
/// # Errors
/// When the database fails.
pub async fn by_handle(tx: &mut Tx, handle: &str) -> Result<Option<Persona>> {
    let _ = (tx, handle);
    todo!()
}

/// The remote persona with this address on the wire.
///
/// # Errors
/// When the database fails.
pub async fn by_actor(tx: &mut Tx, actor_id: &str) -> Result<Option<Persona>> {
    let _ = (tx, actor_id);
    todo!()
}

/// Notes a remote person, or what changed of them. The caller checked that the address is the host's.
///
/// # Errors
/// When the database fails.
pub async fn receive(tx: &mut Tx, remote: RemotePersona) -> Result<PersonaId> {
    let _ = (tx, remote);
    todo!()
}

/// Marks a persona as gone. What it wrote is the forum's to take away.
///
/// # Errors
/// When the database fails.
pub async fn forget(tx: &mut Tx, id: PersonaId) -> Result<()> {
    let _ = (tx, id);
    todo!()
}

/// The sealed ban standing of one of our personas; `None` for a remote one.
///
/// # Errors
/// When the database fails.
pub async fn seal_of(tx: &mut Tx, id: PersonaId) -> Result<Option<Vec<u8>>> {
    let _ = (tx, id);
    todo!()
}
