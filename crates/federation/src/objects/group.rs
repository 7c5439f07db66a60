//! A community of ours as others see it, and theirs as we take it in.

use members::{
    Audience, Community,
    communities::{self, RemoteCommunity},
};
use serde_json::{Value, json};
use store::{CommunityId, Tx};

use super::context;
use crate::{
    actors::{self, ActorDocument, ActorKind},
    addresses::{List, Place},
    federation::Inner,
    outcome::Halt,
};

/// The document of one of our communities.
pub(crate) fn document(inner: &Inner, community: &Community) -> Value {
    let list = |list| inner.addresses.of(&Place::List(community.handle.clone(), list));
    let id = inner.addresses.of(&Place::Community(community.handle.clone()));
    json!({
        "@context": context(),
        "id": id,
        "type": "Group",
        "preferredUsername": community.handle,
        "name": community.title,
        "summary": paragraphs(&community.description),
        "inbox": inner.addresses.inbox(),
        "outbox": list(List::Outbox),
        "followers": list(List::Followers),
        "attributedTo": list(List::Moderators),
        "featured": list(List::Featured),
        "endpoints": { "sharedInbox": inner.addresses.inbox() },
        "manuallyApprovesFollowers": community.audience != Audience::Open,
        "discoverable": false,
        "indexable": false,
        "publicKey": super::person::public_key(inner, &id),
    })
}

/// Plain text as HTML.
pub(crate) fn paragraphs(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let written = escaped.split("\n\n").map(str::trim).filter(|part| !part.is_empty());
    written.map(|part| format!("<p>{part}</p>")).collect()
}

/// Remembers a remote community as its own server describes it.
pub(crate) async fn receive(
    tx: &mut Tx,
    actor: &ActorDocument,
    audience: Audience,
) -> Result<CommunityId, Halt> {
    debug_assert_eq!(actor.kind, ActorKind::Group);
    actors::keep(tx, actor).await?;
    let actor_id = actor.id.as_str().to_owned();
    let id = communities::receive(
        tx,
        RemoteCommunity {
            host: actor.id.host().to_string(),
            name: actor.handle.to_lowercase(),
            title: forum::text::line(&actor.name),
            description: forum::text::plain(&actor.summary),
            audience,
            actor_id: actor_id.clone(),
        },
    )
    .await?;
    if audience == Audience::Circle {
        // It may have been closed when its server left the circle.
        tx.sql("UPDATE communities SET closed = FALSE WHERE id = $1 AND closed").bind(id).execute().await?;
    }
    tx.sql("UPDATE remote_actors SET community_id = $1 WHERE actor_id = $2")
        .bind(id)
        .bind(actor_id)
        .execute()
        .await?;
    Ok(id)
}
