//! Actors of other servers as we remember them.

use members::personas::{self, RemotePersona};
use moderation::{Subject, subject::place};
use store::{CommunityId, PersonaId, Result, Tx};

use super::{ActorDocument, ActorKind};

/// An actor of another server, as last fetched.
#[derive(Clone, Debug, serde::Deserialize)]
pub(crate) struct RemoteActor {
    pub(crate) actor_id: String,
    pub(crate) host: String,
    pub(crate) kind: ActorKind,
    pub(crate) inbox: String,
    pub(crate) shared_inbox: Option<String>,
    pub(crate) key_id: String,
    pub(crate) key_pem: String,
    pub(crate) persona_id: Option<PersonaId>,
    pub(crate) moderators: Option<String>,
    pub(crate) featured: Option<String>,
}

impl RemoteActor {
    /// Where it is written to: its server's shared inbox, if there is one.
    pub(crate) fn best_inbox(&self) -> &str {
        self.shared_inbox.as_deref().unwrap_or(&self.inbox)
    }
}

/// The actor with this id.
pub(crate) async fn by_id(tx: &mut Tx, id: &str) -> Result<Option<RemoteActor>> {
    tx.sql(
        "SELECT actor_id, host, kind, inbox, shared_inbox, key_id, key_pem, persona_id, \
         moderators, featured FROM remote_actors WHERE actor_id = $1",
    )
    .bind(id.to_owned())
    .optional()
    .await
}

/// Who wrote `subject`, when they are of another server.
pub(crate) async fn author(tx: &mut Tx, subject: Subject) -> Result<Option<RemoteActor>> {
    let Some(place) = place(tx, subject).await? else { return Ok(None) };
    match personas::get(tx, place.persona).await?.and_then(|author| author.actor_id) {
        Some(author) => by_id(tx, &author).await,
        None => Ok(None),
    }
}

/// The actor who signs with this key.
pub(crate) async fn by_key(tx: &mut Tx, key_id: &str) -> Result<Option<RemoteActor>> {
    tx.sql(
        "SELECT actor_id, host, kind, inbox, shared_inbox, key_id, key_pem, persona_id, \
         moderators, featured FROM remote_actors WHERE key_id = $1",
    )
    .bind(key_id.to_owned())
    .optional()
    .await
}

/// Where an actor lists what it said.
pub(crate) async fn outbox(tx: &mut Tx, id: &str) -> Result<Option<String>> {
    let found: Option<Option<String>> =
        tx.sql("SELECT outbox FROM remote_actors WHERE actor_id = $1").bind(id.to_owned()).value().await?;
    Ok(found.flatten())
}

/// Which of these actors we know.
pub(crate) async fn known(tx: &mut Tx, ids: &[String]) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for id in ids {
        let row: Option<String> =
            tx.sql("SELECT actor_id FROM remote_actors WHERE actor_id = $1").bind(id.clone()).value().await?;
        found.extend(row);
    }
    Ok(found)
}

/// Remembers an actor as its own server describes it; somebody who writes gets a persona.
pub(crate) async fn keep(tx: &mut Tx, actor: &ActorDocument) -> Result<RemoteActor> {
    let host = actor.id.host().to_string();
    let persona = match actor.kind {
        ActorKind::Person => Some(
            personas::receive(
                tx,
                RemotePersona {
                    actor_id: actor.id.as_str().to_owned(),
                    host: host.clone(),
                    name: actor.name.clone(),
                    handle: actor.handle.clone(),
                },
            )
            .await?,
        ),
        _ => None,
    };
    let hour = tx.clock().hour();
    tx.sql(
        "INSERT INTO remote_actors (actor_id, host, kind, inbox, shared_inbox, key_id, key_pem, persona_id, \
         outbox, moderators, featured, fetched_hour) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
         ON CONFLICT (actor_id) DO UPDATE SET kind = excluded.kind, inbox = excluded.inbox, \
         shared_inbox = excluded.shared_inbox, key_id = excluded.key_id, key_pem = excluded.key_pem, \
         persona_id = excluded.persona_id, outbox = excluded.outbox, moderators = excluded.moderators, \
         featured = excluded.featured, fetched_hour = excluded.fetched_hour \
         RETURNING actor_id, host, kind, inbox, shared_inbox, key_id, key_pem, persona_id, \
         moderators, featured",
    )
    .bind(actor.id.as_str().to_owned())
    .bind(host)
    .bind(actor.kind.word())
    .bind(actor.inbox.as_str().to_owned())
    .bind(actor.shared_inbox.as_ref().map(|inbox| inbox.as_str().to_owned()))
    .bind(actor.key_id.clone())
    .bind(actor.key_pem.clone())
    .bind(persona)
    .bind(actor.outbox.clone())
    .bind(actor.moderators.clone())
    .bind(actor.featured.clone())
    .bind(hour)
    .one()
    .await
}

/// An inbox that is gone is written to no more.
pub(crate) async fn forget_inbox(tx: &mut Tx, inbox: &str) -> Result<()> {
    tx.sql("DELETE FROM followers WHERE inbox = $1").bind(inbox.to_owned()).execute().await?;
    Ok(())
}

/// Forgets an actor that is gone: what it listened to, and its key.
pub(crate) async fn forget(tx: &mut Tx, id: &str) -> Result<()> {
    tx.sql("DELETE FROM followers WHERE actor_id = $1").bind(id.to_owned()).execute().await?;
    tx.sql("DELETE FROM remote_actors WHERE actor_id = $1").bind(id.to_owned()).execute().await?;
    Ok(())
}

/// The community that advertises this list, and whether it is the list of its moderators.
pub(crate) async fn advertising(tx: &mut Tx, list: &str) -> Result<Option<(CommunityId, bool)>> {
    let found: Option<(CommunityId, Option<String>)> = tx
        .sql(
            "SELECT community_id, moderators FROM remote_actors \
             WHERE community_id IS NOT NULL AND (moderators = $1 OR featured = $1)",
        )
        .bind(list.to_owned())
        .optional()
        .await?;
    Ok(found.map(|(community, moderators)| (community, moderators.as_deref() == Some(list))))
}
