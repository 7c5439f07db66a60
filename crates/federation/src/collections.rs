//! Our lists as others may read them: what a community announced, who moderates, what a thread holds.

use std::collections::{HashMap, HashSet};

use forum::releases;
use members::{Community, communities};
use moderation::team;
use serde_json::{Value, json};
use store::{CommentId, Result, ThreadId, Tx};

use crate::{
    addresses::{List, Place},
    federation::Inner,
    objects::context,
    own,
    serve::Asker,
};

/// How much of an outbox is shown.
const OUTBOX: i64 = 50;
/// A thread with more comments than this shows its newest.
const CONTEXT: i64 = 2_000;

fn collection(id: String, items: Vec<Value>) -> Value {
    json!({
        "@context": context(),
        "id": id,
        "type": "OrderedCollection",
        "totalItems": items.len(),
        "orderedItems": items,
    })
}

/// A list that is always empty: nobody follows a name, and what a name wrote is not listed.
pub(crate) fn empty(id: String) -> Value {
    collection(id, Vec::new())
}

/// A list of a community of ours.
pub(crate) async fn of_community(
    tx: &mut Tx,
    inner: &Inner,
    community: &Community,
    list: List,
) -> Result<Value> {
    let id = inner.addresses.of(&Place::List(community.handle.clone(), list));
    Ok(match list {
        List::Outbox => collection(id, outbox(tx, community).await?),
        List::Moderators => collection(id, moderators(tx, inner, community).await?),
        List::Featured => collection(id, featured(tx, inner, community).await?),
        List::Followers => {
            let count: Option<i64> = tx
                .sql("SELECT COUNT(*) FROM followers WHERE community_id = $1")
                .bind(community.id)
                .value()
                .await?;
            json!({ "@context": context(), "id": id, "type": "OrderedCollection", "totalItems": count })
        }
    })
}

/// The newest announcements of what can still be read.
async fn outbox(tx: &mut Tx, community: &Community) -> Result<Vec<Value>> {
    let bodies: Vec<String> = tx
        .sql(
            "SELECT body FROM sent WHERE community_id = $1 AND kind = 'Announce' AND words AND body <> '' \
             AND (EXISTS (SELECT 1 FROM visible_threads WHERE visible_threads.id = sent.subject_id AND state = 'shown') \
             OR EXISTS (SELECT 1 FROM visible_comments WHERE visible_comments.id = sent.subject_id AND state = 'shown')) \
             ORDER BY ordinal DESC LIMIT $2",
        )
        .bind(community.id)
        .bind(OUTBOX)
        .column()
        .await?;
    let mut items = Vec::new();
    for body in bodies {
        let mut item: Value = serde_json::from_str(&body)?;
        item.as_object_mut().map(|item| item.remove("@context"));
        items.push(item);
    }
    Ok(items)
}

/// Our own moderators are one actor; those of other servers stand beside it.
async fn moderators(tx: &mut Tx, inner: &Inner, community: &Community) -> Result<Vec<Value>> {
    let mut items = vec![inner.addresses.of(&Place::Moderators(community.handle.clone())).into()];
    let team = team::list(tx, community.id).await?;
    items.extend(team.into_iter().filter_map(|(persona, _)| persona.actor_id).map(Value::from));
    Ok(items)
}

async fn featured(tx: &mut Tx, inner: &Inner, community: &Community) -> Result<Vec<Value>> {
    let pinned: Vec<(ThreadId, Option<String>)> = tx
        .sql(
            "SELECT id, object_id FROM visible_threads \
             WHERE community_id = $1 AND pinned AND state = 'shown' AND NOT EXISTS ( \
             SELECT 1 FROM releases WHERE releases.subject_id = visible_threads.id AND NOT releases.edited) ORDER BY ordinal DESC LIMIT 20",
        )
        .bind(community.id)
        .all()
        .await?;
    let own = |id| inner.addresses.of(&Place::Thread(id));
    Ok(pinned.into_iter().map(|(id, object)| object.unwrap_or_else(|| own(id)).into()).collect())
}

/// A thread of a community of ours and all its comments that can be read.
pub(crate) async fn of_thread(
    tx: &mut Tx,
    inner: &Inner,
    thread: ThreadId,
) -> Result<Option<(Community, Value)>> {
    let found: Option<(store::CommunityId, Option<String>, String)> = tx
        .sql("SELECT community_id, object_id, state FROM visible_threads WHERE id = $1")
        .bind(thread)
        .optional()
        .await?;
    let Some((community, object, state)) = found else { return Ok(None) };
    let community = own::community(tx, community).await?.filter(Community::is_local);
    let Some(community) = community else { return Ok(None) };
    let mut items = Vec::new();
    let waiting = releases::waiting_in(tx, thread).await?;
    if waiting.contains(&thread.0) {
        return Ok(None);
    }
    if state == "shown" {
        items.push(object.unwrap_or_else(|| inner.addresses.of(&Place::Thread(thread))).into());
        items.extend(comments(tx, inner, thread, waiting).await?);
    }
    let mut list = collection(inner.addresses.of(&Place::Context(thread)), items);
    let group = inner.addresses.of(&Place::Community(community.handle.clone()));
    list["attributedTo"] = group.clone().into();
    list["audience"] = group.into();
    Ok(Some((community, list)))
}

/// A comment as the list of its thread needs it.
#[derive(serde::Deserialize)]
struct Listed {
    id: CommentId,
    parent_id: Option<CommentId>,
    object_id: Option<String>,
    ordinal: i64,
    left_after: Option<i64>,
}

async fn comments(
    tx: &mut Tx,
    inner: &Inner,
    thread: ThreadId,
    mut waiting: HashSet<i64>,
) -> Result<Vec<Value>> {
    let mut rows: Vec<Listed> = tx
        .sql(
            "SELECT visible_comments.id, comments.parent_id, comments.object_id, comments.ordinal, comments.left_after \
             FROM visible_comments JOIN comments ON comments.thread_id = visible_comments.thread_id \
             AND comments.ordinal = visible_comments.ordinal \
             WHERE visible_comments.thread_id = $1 AND state = 'shown' \
             ORDER BY visible_comments.ordinal DESC LIMIT $2",
        )
        .bind(thread)
        .bind(CONTEXT)
        .all()
        .await?;
    rows.reverse();
    // What answers something that waits, waits.
    rows.retain(|row| {
        let below = row.parent_id.is_some_and(|parent| waiting.contains(&parent.0));
        !(waiting.contains(&row.id.0) || below && waiting.insert(row.id.0))
    });
    in_order_of_leaving(&mut rows);
    let own = |id| inner.addresses.of(&Place::Comment(id));
    Ok(rows.into_iter().map(|row| row.object_id.unwrap_or_else(|| own(row.id)).into()).collect())
}

/// The order of the thread tells between which others something was written; what waited stands where it left, and
/// among what left there in no order but that an answer follows what it answers.
fn in_order_of_leaving(rows: &mut [Listed]) {
    let mut depths: HashMap<CommentId, i64> = HashMap::new();
    for row in rows.iter() {
        let above = row.parent_id.and_then(|parent| depths.get(&parent)).copied().unwrap_or(0);
        depths.insert(row.id, above + 1);
    }
    rows.sort_by_key(|row| match row.left_after {
        Some(after) => (after, depths.get(&row.id).copied().unwrap_or(0), row.id.0),
        None => (row.ordinal, 0, 0),
    });
}

/// The communities for our circle: shown to it alone.
pub(crate) async fn circle(tx: &mut Tx, inner: &Inner, asker: &Asker) -> Result<Option<Value>> {
    if !asker.is_listed() {
        return Ok(None);
    }
    let shown = communities::list(tx, &asker.viewer()).await?;
    let shown = shown.into_iter().filter(|it| it.is_local() && it.audience == members::Audience::Circle);
    let items = shown.map(|it| inner.addresses.of(&Place::Community(it.handle)).into()).collect();
    Ok(Some(collection(inner.addresses.of(&Place::Circle), items)))
}
