//! Activities on their way out: each gets an id, is kept so that it can be fetched, and a job for each receiving server.

use members::Community;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use store::{CommunityId, Fault, Result, Tx};

use crate::{
    addresses::Place,
    delivery,
    federation::Inner,
    objects::{Belonging, context, published::written},
    wire::WebAddress,
};

/// What a delivery job says.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Delivery {
    /// Which activity.
    pub(crate) sent: i64,
    /// Where to.
    pub(crate) inbox: String,
    /// In whose name: the path of an actor of ours.
    pub(crate) actor: String,
}

/// An activity of ours before it has an id.
#[derive(Debug)]
pub(crate) struct Letter {
    /// Who says it.
    pub(crate) from: Place,
    /// What: `type`, addressing, `object`.
    pub(crate) body: Value,
    /// In which community; `None` for what is between two servers, and is shown to nobody.
    pub(crate) community: Option<CommunityId>,
    /// About which thread, comment or persona.
    pub(crate) subject: Option<i64>,
    /// Whether it carries a member's words.
    pub(crate) words: bool,
}

/// An activity of ours that is kept.
#[derive(Debug)]
pub(crate) struct Kept {
    pub(crate) id: i64,
    pub(crate) from: Place,
    pub(crate) body: Value,
}

/// Gives it an id and keeps it.
pub(crate) async fn keep(tx: &mut Tx, inner: &Inner, letter: Letter) -> Result<Kept> {
    let id = tx.chance().id();
    let mut body = letter.body;
    body["@context"] = context();
    body["id"] = inner.addresses.of(&Place::Activity(id)).into();
    body["actor"] = inner.addresses.of(&letter.from).into();
    inner.leaving(&body);
    let text = body.to_string();
    insert(tx, id, &body, text, letter.community, letter.subject, letter.words).await?;
    Ok(Kept { id, from: letter.from, body })
}

async fn insert(
    tx: &mut Tx,
    id: i64,
    body: &Value,
    text: String,
    community: Option<CommunityId>,
    subject: Option<i64>,
    words: bool,
) -> Result<()> {
    let kind = body["type"].as_str().unwrap_or_default().to_owned();
    let hour = tx.clock().hour();
    let ordinal: Option<i64> = tx
        .sql("SELECT COALESCE(MAX(ordinal), 0) + 1 FROM sent WHERE community_id = $1")
        .bind(community)
        .value()
        .await?;
    tx.sql(
        "INSERT INTO sent (id, community_id, ordinal, kind, subject_id, words, body, hour) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(id)
    .bind(community)
    .bind(ordinal.unwrap_or_default())
    .bind(kind)
    .bind(subject)
    .bind(words)
    .bind(text)
    .bind(hour)
    .execute()
    .await?;
    Ok(())
}

/// Queues it for one inbox.
pub(crate) fn post(tx: &mut Tx, inner: &Inner, kept: &Kept, inbox: &str) -> Result<()> {
    let Ok(address) = WebAddress::parse(inbox, inner.settings.reach) else { return Ok(()) };
    let delivery = Delivery { sent: kept.id, inbox: inbox.to_owned(), actor: kept.from.path() };
    tx.enqueue(delivery::QUEUE.name, address.host().to_string(), serde_json::to_string(&delivery)?);
    Ok(())
}

/// Sends something between servers: nobody but the receiver sees it.
pub(crate) async fn to_inbox(
    tx: &mut Tx,
    inner: &Inner,
    from: &Place,
    body: Value,
    inbox: &str,
) -> Result<String> {
    let letter = Letter { from: from.clone(), body, community: None, subject: None, words: false };
    let kept = keep(tx, inner, letter).await?;
    post(tx, inner, &kept, inbox)?;
    Ok(inner.addresses.of(&Place::Activity(kept.id)))
}

/// Tells a community: ours announces it to its followers, a remote one gets it in its inbox.
pub(crate) async fn to_community(
    tx: &mut Tx,
    inner: &Inner,
    community: &Community,
    letter: Letter,
) -> Result<()> {
    let (subject, words) = (letter.subject, letter.words);
    let kept = keep(tx, inner, letter).await?;
    if community.is_local() {
        let mut object = kept.body;
        object.as_object_mut().map(|object| object.remove("@context"));
        announce(tx, inner, community, object, subject, words).await
    } else {
        let Some(inbox) = inbox_of(tx, community).await? else { return Ok(()) };
        post(tx, inner, &kept, &inbox)
    }
}

/// Announces something of our own, whole or by its address.
pub(crate) async fn announce(
    tx: &mut Tx,
    inner: &Inner,
    community: &Community,
    object: Value,
    subject: Option<i64>,
    words: bool,
) -> Result<()> {
    let body = announcement(tx, inner, community, object);
    let from = Place::Community(community.handle.clone());
    let letter = Letter { from, body, community: Some(community.id), subject, words };
    let kept = keep(tx, inner, letter).await?;
    to_followers(tx, inner, community.id, &kept).await
}

/// Announces what came from another server, word for word as it came.
pub(crate) async fn pass_on(
    tx: &mut Tx,
    inner: &Inner,
    community: &Community,
    raw: &str,
    subject: Option<i64>,
) -> Result<()> {
    let id = tx.chance().id();
    let from = Place::Community(community.handle.clone());
    let mut body = announcement(tx, inner, community, Value::Null);
    body.as_object_mut().map(|body| body.remove("object"));
    body["@context"] = context();
    body["id"] = inner.addresses.of(&Place::Activity(id)).into();
    body["actor"] = inner.addresses.of(&from).into();
    inner.leaving(&body);
    let mut text = body.to_string();
    if text.pop() != Some('}') {
        return Err(Fault::Other("an announcement is no object".to_owned()));
    }
    let text = format!("{text},\"object\":{raw}}}");
    insert(tx, id, &body, text, Some(community.id), subject, true).await?;
    to_followers(tx, inner, community.id, &Kept { id, from, body }).await
}

fn announcement(tx: &Tx, inner: &Inner, community: &Community, object: Value) -> Value {
    let belonging = Belonging::of(&inner.addresses, community);
    json!({
        "type": "Announce",
        "to": [belonging.everybody],
        "cc": [belonging.followers.unwrap_or(belonging.group)],
        "object": object,
        "published": written(tx.clock().hour().0),
    })
}

/// Queues it for each server that follows a community of ours.
pub(crate) async fn to_followers(
    tx: &mut Tx,
    inner: &Inner,
    community: CommunityId,
    kept: &Kept,
) -> Result<()> {
    let inboxes: Vec<String> = tx
        .sql("SELECT DISTINCT inbox FROM followers WHERE community_id = $1 ORDER BY inbox")
        .bind(community)
        .column()
        .await?;
    for inbox in inboxes {
        post(tx, inner, kept, &inbox)?;
    }
    Ok(())
}

/// Where a remote community is written to.
pub(crate) async fn inbox_of(tx: &mut Tx, community: &Community) -> Result<Option<String>> {
    let Some(actor_id) = &community.actor_id else { return Ok(None) };
    let actor = crate::actors::by_id(tx, actor_id).await?;
    Ok(actor.map(|actor| actor.best_inbox().to_owned()))
}

/// Whether others were told of a thread or a comment.
pub(crate) async fn was_sent(tx: &mut Tx, subject: i64) -> Result<bool> {
    let found: Option<i64> =
        tx.sql("SELECT id FROM sent WHERE subject_id = $1 LIMIT 1").bind(subject).value().await?;
    Ok(found.is_some())
}

/// The last activity of a kind about something, without its `@context`, to be undone.
pub(crate) async fn last(tx: &mut Tx, subject: i64, kind: &'static str) -> Result<Option<Value>> {
    let body: Option<String> = tx
        .sql("SELECT body FROM sent WHERE subject_id = $1 AND kind = $2 ORDER BY ordinal DESC LIMIT 1")
        .bind(subject)
        .bind(kind)
        .value()
        .await?;
    let Some(body) = body else { return Ok(None) };
    let mut body: Value = serde_json::from_str(&body)?;
    body.as_object_mut().map(|body| body.remove("@context"));
    Ok(Some(body))
}

/// Puts the newest words in the place of those that we sent before about something of ours: what is still on its way
/// brings them, and nobody can fetch the first wording.
pub(crate) async fn renew(tx: &mut Tx, subject: i64, newest: &Value) -> Result<()> {
    let letters: Vec<(i64, String)> = tx
        .sql("SELECT id, body FROM sent WHERE subject_id = $1 AND words AND body <> ''")
        .bind(subject)
        .all()
        .await?;
    for (id, body) in letters {
        let mut body: Value = serde_json::from_str(&body)?;
        let activity = if body["type"] == "Announce" { &mut body["object"] } else { &mut body };
        activity["object"] = newest.clone();
        tx.sql("UPDATE sent SET body = $1 WHERE id = $2").bind(body.to_string()).bind(id).execute().await?;
    }
    Ok(())
}

/// Forgets the words that we sent about something: they were taken away, and what is not yet delivered never is.
pub(crate) async fn scrub(tx: &mut Tx, subject: i64) -> Result<()> {
    tx.sql("UPDATE sent SET body = '' WHERE subject_id = $1 AND words").bind(subject).execute().await?;
    Ok(())
}
