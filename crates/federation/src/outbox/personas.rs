//! Names of ours: another one worn, or gone with all they wrote.

use members::{Audience, Persona, personas};
use serde_json::json;
use store::{PersonaId, Result};

use super::{
    Desk,
    letters::{self, Letter},
};
use crate::{
    addresses::Place,
    objects::{Belonging, person},
    own,
};

/// Somebody goes by another made-up name now.
pub(super) async fn renamed(desk: &mut Desk<'_>, id: PersonaId) -> Result<()> {
    let Some((persona, community)) = worn(desk, id).await? else { return Ok(()) };
    let place = Place::Persona(persona.handle.clone());
    let Some(mut object) = person::document(desk.inner, &place, &persona.name) else { return Ok(()) };
    object.as_object_mut().map(|object| object.remove("@context"));
    tell(desk, &persona, &community, "Update", object).await
}

/// A name is gone.
pub(super) async fn deleted(desk: &mut Desk<'_>, id: PersonaId) -> Result<()> {
    let Some((persona, community)) = worn(desk, id).await? else { return Ok(()) };
    if !was_heard_of(desk, id).await? {
        return Ok(());
    }
    let address = own::persona_address(&desk.inner.addresses, &persona);
    tell(desk, &persona, &community, "Delete", address.into()).await
}

/// Whether anything of a name ever left: nobody is told that a name is gone which nobody knew.
async fn was_heard_of(desk: &mut Desk<'_>, id: PersonaId) -> Result<bool> {
    let sent: Option<i64> = desk
        .tx
        .sql(
            "SELECT id FROM sent WHERE subject_id = $1 OR subject_id IN (SELECT id FROM threads WHERE persona_id = $1) \
             OR subject_id IN (SELECT id FROM comments WHERE persona_id = $1) LIMIT 1",
        )
        .bind(id)
        .value()
        .await?;
    Ok(sent.is_some())
}

async fn worn(desk: &mut Desk<'_>, id: PersonaId) -> Result<Option<(Persona, members::Community)>> {
    let persona = personas::get(desk.tx, id).await?.filter(|persona| persona.host.is_empty());
    let Some(persona) = persona else { return Ok(None) };
    if own::is_unheard_of(desk.tx, Some(id)).await? {
        return Ok(None);
    }
    let Some(community) = persona.community_id else { return Ok(None) };
    let community = own::community(desk.tx, community).await?;
    let community = community.filter(|community| community.audience != Audience::House);
    Ok(community.map(|community| (persona, community)))
}

/// Told by the name itself to everybody who may have heard of it.
async fn tell(
    desk: &mut Desk<'_>,
    persona: &Persona,
    community: &members::Community,
    kind: &'static str,
    object: serde_json::Value,
) -> Result<()> {
    let belonging = Belonging::of(&desk.inner.addresses, community);
    let body =
        json!({ "type": kind, "to": [belonging.everybody], "cc": [belonging.group], "object": object });
    let letter = Letter {
        from: Place::Persona(persona.handle.clone()),
        body,
        community: Some(community.id),
        subject: Some(persona.id.0),
        words: false,
    };
    let kept = letters::keep(desk.tx, desk.inner, letter).await?;
    if community.is_local() {
        return letters::to_followers(desk.tx, desk.inner, community.id, &kept).await;
    }
    match letters::inbox_of(desk.tx, community).await? {
        Some(inbox) => letters::post(desk.tx, desk.inner, &kept, &inbox),
        None => Ok(()),
    }
}
