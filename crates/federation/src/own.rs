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

/// Whether all that a name of ours wrote waits for its release, or was taken back before it left: then nobody elsewhere
/// knows the name. As much is looked up for no name.
pub(crate) async fn is_unheard_of(tx: &mut Tx, id: Option<PersonaId>) -> Result<bool> {
    let (written, left): (i64, i64) = tx
        .sql(
            "WITH texts (id, deleted) AS (SELECT id, deleted FROM comments WHERE persona_id = $1 \
             UNION ALL SELECT id, deleted FROM threads WHERE persona_id = $1) \
             SELECT (SELECT COUNT(*) FROM (SELECT 1 FROM texts LIMIT 1) AS written), \
             (SELECT COUNT(*) FROM (SELECT 1 FROM texts \
             WHERE NOT EXISTS (SELECT 1 FROM releases WHERE subject_id = texts.id AND NOT edited) \
             AND (NOT deleted OR EXISTS (SELECT 1 FROM sent WHERE subject_id = texts.id)) LIMIT 1) AS left_here)",
        )
        .bind(id.unwrap_or(PersonaId(0)))
        .one()
        .await?;
    Ok(written > 0 && left == 0)
}
