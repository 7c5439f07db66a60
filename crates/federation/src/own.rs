//! Our own rows as federation needs them: each recipient is judged here, so no viewer stands in between.

use members::{Community, Persona, personas};
use store::{CommunityId, Mutant, PersonaId, Result, Tx};

use crate::{
    addresses::{Addresses, Place},
    wire::WebAddress,
};

/// A community, ours or remote.
pub(crate) async fn community(tx: &mut Tx, id: CommunityId) -> Result<Option<Community>> {
    tx.sql(
        "SELECT id, host, name, title, description, audience, organisation_id, handle, actor_id, closed, pictures \
         FROM communities WHERE id = $1",
    )
    .bind(id)
    .optional()
    .await
}

/// The community with this number, if there is one to look for: it takes as long when there is none.
pub(crate) async fn community_or_none(tx: &mut Tx, id: Option<CommunityId>) -> Result<Option<Community>> {
    if id.is_none() && Mutant::MissingActorsAreCheap.is_on() {
        return Ok(None);
    }
    community(tx, id.unwrap_or(CommunityId(0))).await
}

/// The address of a community's actor.
pub(crate) fn community_address(addresses: &Addresses, community: &Community) -> String {
    match &community.actor_id {
        Some(actor_id) => actor_id.clone(),
        None => addresses.of(&Place::Community(community.handle.clone())),
    }
}

/// The address of a persona's actor.
pub(crate) fn persona_address(addresses: &Addresses, persona: &Persona) -> String {
    match &persona.actor_id {
        Some(actor_id) => actor_id.clone(),
        None => addresses.of(&Place::Persona(persona.handle.clone())),
    }
}

/// The persona behind an actor's address, ours or remote.
pub(crate) async fn persona_at(
    tx: &mut Tx,
    addresses: &Addresses,
    actor: &WebAddress,
) -> Result<Option<Persona>> {
    match addresses.read(actor.as_str()) {
        Some(Place::Persona(handle)) => personas::by_handle(tx, &handle).await,
        Some(_) => Ok(None),
        None => personas::by_actor(tx, actor.as_str()).await,
    }
}

/// A persona by its number, which must be there.
pub(crate) async fn persona(tx: &mut Tx, id: PersonaId) -> Result<Persona> {
    personas::get(tx, id).await?.ok_or_else(|| store::Fault::Other("a persona is missing".to_owned()))
}

/// Whether all that a name of ours wrote waits for its release: until then nobody elsewhere knows the name. As much is
/// looked up for no name.
pub(crate) async fn is_unheard_of(tx: &mut Tx, id: Option<PersonaId>) -> Result<bool> {
    let (waiting, written): (i64, i64) = tx
        .sql(
            "SELECT (SELECT COUNT(*) FROM releases LEFT JOIN comments ON comments.id = releases.subject_id \
             LEFT JOIN threads ON threads.id = releases.subject_id \
             WHERE NOT releases.edited AND COALESCE(comments.persona_id, threads.persona_id) = $1), \
             (SELECT COUNT(*) FROM (SELECT 1 FROM comments WHERE persona_id = $1 LIMIT 100) AS said) \
             + (SELECT COUNT(*) FROM (SELECT 1 FROM threads WHERE persona_id = $1 LIMIT 100) AS started)",
        )
        .bind(id.unwrap_or(PersonaId(0)))
        .one()
        .await?;
    Ok(waiting > 0 && waiting == written)
}
