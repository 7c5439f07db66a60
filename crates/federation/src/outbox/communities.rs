//! Communities: shown to the circle, changed, joined by the first and left by the last member here.

use members::{Audience, Community, belonging, personas};
use serde_json::json;
use store::{CommunityId, Mutant, PersonaId, Result};

use super::{
    Desk,
    letters::{self, Letter},
};
use crate::{
    addresses::{List, Place},
    circle,
    objects::{Belonging, group},
    own,
};

/// A community was founded here: the circle hears of what is for it.
pub(super) async fn founded(desk: &mut Desk<'_>, id: CommunityId) -> Result<()> {
    match own::community(desk.tx, id).await? {
        Some(community) if community.audience == Audience::Circle && community.is_local() => {
            circle::show(desk, &community).await
        }
        _ => Ok(()),
    }
}

/// A community's title or description changed.
pub(super) async fn changed(desk: &mut Desk<'_>, id: CommunityId) -> Result<()> {
    let Some(community) = own::community(desk.tx, id).await? else { return Ok(()) };
    if !community.is_local() || community.audience == Audience::House {
        return Ok(());
    }
    let belonging = Belonging::of(&desk.inner.addresses, &community);
    let mut object = group::document(desk.inner, &community);
    object.as_object_mut().map(|object| object.remove("@context"));
    let body = json!({
        "type": "Update",
        "to": [belonging.everybody],
        "cc": [belonging.group],
        "audience": belonging.group,
        "object": object,
    });
    let letter = Letter {
        from: Place::Moderators(community.handle.clone()),
        body,
        community: Some(community.id),
        subject: None,
        words: false,
    };
    letters::to_community(desk.tx, desk.inner, &community, letter).await
}

/// Who moderates changed. Our own moderators are one on the wire, so only others are named.
pub(super) async fn team(
    desk: &mut Desk<'_>,
    community: CommunityId,
    persona: PersonaId,
    appointed: bool,
) -> Result<()> {
    let persona = personas::get(desk.tx, persona).await?.filter(|persona| !persona.host.is_empty());
    let community = own::community(desk.tx, community).await?;
    let community = community.filter(|it| it.is_local() && it.audience != Audience::House);
    let (Some(persona), Some(community)) = (persona, community) else { return Ok(()) };
    let belonging = Belonging::of(&desk.inner.addresses, &community);
    let list = Place::List(community.handle.clone(), List::Moderators);
    let body = json!({
        "type": if appointed { "Add" } else { "Remove" },
        "to": [belonging.everybody],
        "cc": [belonging.group],
        "audience": belonging.group,
        "object": own::persona_address(&desk.inner.addresses, &persona),
        "target": desk.inner.addresses.of(&list),
    });
    let letter = Letter {
        from: Place::Moderators(community.handle.clone()),
        body,
        community: Some(community.id),
        subject: Some(persona.id.0),
        words: false,
    };
    letters::to_community(desk.tx, desk.inner, &community, letter).await
}

/// The first member here who joins a remote community makes the reader follow it.
pub(super) async fn joined(desk: &mut Desk<'_>, id: CommunityId) -> Result<()> {
    let Some((community, actor_id)) = remote(desk, id).await? else { return Ok(()) };
    let state: Option<String> =
        desk.tx.sql("SELECT state FROM subscriptions WHERE community_id = $1").bind(id).value().await?;
    if state.is_some_and(|state| state != "refused") {
        return Ok(());
    }
    let Some(inbox) = letters::inbox_of(desk.tx, &community).await? else { return Ok(()) };
    let body = json!({ "type": "Follow", "to": [actor_id], "object": actor_id });
    let from =
        if Mutant::FollowOfAName.is_on() { Place::Persona("somebody".to_owned()) } else { Place::Reader };
    let follow = letters::to_inbox(desk.tx, desk.inner, &from, body, &inbox).await?;
    desk.tx
        .sql(
            "INSERT INTO subscriptions (community_id, state, follow_id) VALUES ($1, 'pending', $2) \
             ON CONFLICT (community_id) DO UPDATE SET state = excluded.state, follow_id = excluded.follow_id",
        )
        .bind(id)
        .bind(follow)
        .execute()
        .await?;
    Ok(())
}

/// The last member here who leaves a remote community makes the reader leave it.
pub(super) async fn left(desk: &mut Desk<'_>, id: CommunityId) -> Result<()> {
    let Some((community, actor_id)) = remote(desk, id).await? else { return Ok(()) };
    if belonging::count(desk.tx, id).await? > 0 {
        return Ok(());
    }
    let follow: Option<String> = desk
        .tx
        .sql("DELETE FROM subscriptions WHERE community_id = $1 RETURNING follow_id")
        .bind(id)
        .value()
        .await?;
    let inbox = letters::inbox_of(desk.tx, &community).await?;
    let (Some(follow), Some(inbox)) = (follow, inbox) else { return Ok(()) };
    let reader = desk.inner.addresses.of(&Place::Reader);
    let object = json!({ "id": follow, "type": "Follow", "actor": reader, "object": actor_id });
    let body = json!({ "type": "Undo", "to": [actor_id], "object": object });
    letters::to_inbox(desk.tx, desk.inner, &Place::Reader, body, &inbox).await?;
    Ok(())
}

async fn remote(desk: &mut Desk<'_>, id: CommunityId) -> Result<Option<(Community, String)>> {
    let community = own::community(desk.tx, id).await?.filter(|community| !community.is_local());
    Ok(community.and_then(|community| community.actor_id.clone().map(|actor| (community, actor))))
}
