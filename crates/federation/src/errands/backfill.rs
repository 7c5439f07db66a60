//! A community that members here have just joined is not empty: its newest threads are fetched, as if it announced
//! them now. Everything is judged and screened as what arrives is; only nobody is told of it as new.

use std::sync::Arc;

use members::Community;
use serde_json::{Value, json};
use store::CommunityId;

use super::{Question, Unanswered, ask};
use crate::{
    activities::{self, Activity, Case, Known},
    actors,
    federation::Inner,
    objects::incoming::TEXTS,
    outcome::Halt,
    own,
    wire::{
        Errand, FetchBudget, FetchRefusal, WebAddress,
        client::CollectionCaps,
        json::{one_id, types},
    },
};

/// So many threads, the newest.
const THREADS: usize = 20;
/// What of an outbox is looked at: much in it may be no thread.
const OUTBOX: CollectionCaps = CollectionCaps { pages: 3, items: 100 };
/// What of a thread is looked at.
const CONTEXT: CollectionCaps = CollectionCaps { pages: 5, items: 200 };
/// Requests for one thread with its comments and all who wrote them.
const BUDGET: u32 = 150;
/// How many things may be fetched one after the other for one of them.
const NEEDS: usize = 24;

/// Looks into a community's outbox, and asks for each of its newest threads, oldest first.
pub(super) async fn community(inner: &Inner, id: CommunityId) -> Result<(), Unanswered> {
    let Some((community, actor)) = remote(inner, id).await? else { return Ok(()) };
    let mut tx = inner.database.read().await?;
    let outbox = actors::outbox(&mut tx, &actor).await?;
    drop(tx);
    let Some(outbox) = outbox else { return Ok(()) };
    let outbox = WebAddress::parse(&outbox, inner.settings.reach).map_err(FetchRefusal::from)?;
    let standings = inner.standings().await?;
    let listed = inner.client.walk_collection(&outbox, OUTBOX, &inner.errand(&standings.blocked)).await;
    // A server may show no outbox; then its community begins empty.
    let Some(listed) = offered(listed)? else { return Ok(()) };
    let mut tx = inner.database.write().await?;
    for thread in newest(&listed.items).into_iter().rev() {
        ask(&mut tx, &community.host, &Question::Thread { community: id, thread: thread.to_owned() })?;
    }
    Ok(tx.commit().await?)
}

/// Takes in a thread and, if the community's own server lists them, its comments.
pub(super) async fn thread(inner: &Inner, id: CommunityId, thread: &str) -> Result<(), Unanswered> {
    let Some((community, _)) = remote(inner, id).await? else { return Ok(()) };
    let standings = inner.standings().await?;
    let errand = inner.errand(&standings.blocked).with_budget(FetchBudget::of(BUDGET));
    let Ok(address) = WebAddress::parse(thread, inner.settings.reach) else { return Ok(()) };
    let Some(document) = offered(inner.client.fetch_document(&address, &errand).await)? else {
        return Ok(());
    };
    let context = one_id(&document.json["context"]).or_else(|| one_id(&document.json["replies"]));
    let context = context.and_then(|context| WebAddress::parse(context, inner.settings.reach).ok());
    let mut known = Known::from([(address.as_str().to_owned(), Ok(Arc::new(document)))]);
    if !receive(inner, &errand, &community, address.as_str(), &mut known).await? {
        return Ok(());
    }
    // Only the community's own server can say what belongs to it.
    let Some(context) = context.filter(|context| context.host().to_string() == community.host) else {
        return Ok(());
    };
    let Some(listed) = offered(inner.client.walk_collection(&context, CONTEXT, &errand).await)? else {
        return Ok(());
    };
    for comment in listed.items.iter().filter_map(one_id) {
        if errand.budget().left() == 0 {
            break;
        }
        receive(inner, &errand, &community, comment, &mut known).await?;
    }
    Ok(())
}

/// Takes in one thing at its address, as if its community announced it; whether it is known now. What is deleted or
/// removed here is known, and stays so.
pub(crate) async fn receive(
    inner: &Inner,
    errand: &Errand,
    community: &Community,
    object: &str,
    known: &mut Known,
) -> Result<bool, Unanswered> {
    let announce = json!({
        "id": community.actor_id,
        "type": "Announce",
        "actor": community.actor_id,
        "object": object,
    });
    let Some(activity) = Activity::read(&announce, inner.settings.reach) else { return Ok(false) };
    for _ in 0..NEEDS {
        let standings = inner.standings().await?;
        let mut tx = inner.database.write().await?;
        let mut case = Case::new(&mut tx, inner, &standings, known);
        case.quiet = true;
        match activities::apply(&mut case, &activity).await {
            Ok(()) => {
                tx.commit().await?;
                return Ok(true);
            }
            Err(Halt::Refused(_)) => return Ok(false),
            // It has just arrived by itself: the next look finds it.
            Err(Halt::Fault(fault)) if fault.is_unique_violation() => {}
            Err(Halt::Fault(fault)) => return Err(fault.into()),
            Err(Halt::Need(address)) => {
                drop(tx);
                let found = inner.client.fetch_document(&address, errand).await;
                if let Err(refusal) = &found
                    && refusal.is_passing()
                {
                    return Err((*refusal).into());
                }
                known.insert(address.as_str().to_owned(), found.map(Arc::new));
            }
        }
    }
    Ok(false)
}

/// A remote community and the address of its actor.
async fn remote(inner: &Inner, id: CommunityId) -> Result<Option<(Community, String)>, Unanswered> {
    let mut tx = inner.database.read().await?;
    let community = own::community(&mut tx, id).await?.filter(|community| !community.is_local());
    Ok(community.and_then(|community| community.actor_id.clone().map(|actor| (community, actor))))
}

/// What will pass is tried again; what is not offered is no fault.
fn offered<T>(found: Result<T, FetchRefusal>) -> Result<Option<T>, Unanswered> {
    match found {
        Err(refusal) if refusal.is_passing() => Err(refusal.into()),
        found => Ok(found.ok()),
    }
}

/// The newest threads of an outbox, newest first.
fn newest(items: &[Value]) -> Vec<&str> {
    let mut threads: Vec<&str> = Vec::new();
    for thread in items.iter().filter_map(thread_of) {
        if threads.len() < THREADS && !threads.contains(&thread) {
            threads.push(thread);
        }
    }
    threads
}

/// The thread that an item of an outbox announces or creates.
fn thread_of(item: &Value) -> Option<&str> {
    let mut object = item;
    for _ in 0..2 {
        if types(object).iter().any(|kind| matches!(*kind, "Announce" | "Create" | "Update")) {
            object = &object["object"];
        }
    }
    let text = object.is_string() || types(object).iter().any(|kind| TEXTS.contains(kind));
    if text && one_id(&object["inReplyTo"]).is_none() { one_id(object) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn threads_are_found_in_all_kinds_of_outboxes() {
        let page = json!({ "id": "https://a.example/1", "type": "Page" });
        let create = json!({ "type": "Create", "object": page });
        let shapes = [
            page.clone(),
            create.clone(),
            json!({ "type": "Announce", "object": create }),
            json!({ "type": "Announce", "object": "https://a.example/1" }),
        ];
        assert_eq!(newest(&shapes), ["https://a.example/1"], "each once");
        let note = json!({ "id": "https://a.example/2", "type": "Note", "inReplyTo": "https://a.example/1" });
        let others = [
            json!({ "type": "Announce", "object": { "type": "Create", "object": note } }),
            json!({ "type": "Announce", "object": { "type": "Delete", "object": "https://a.example/1" } }),
            json!({ "type": "Announce", "object": { "type": "Announce", "object": { "type": "Create", "object": page } } }),
            json!(4),
            Value::Null,
        ];
        assert!(newest(&others).is_empty());
        let many: Vec<Value> = (0..50).map(|number| json!(format!("https://a.example/{number}"))).collect();
        assert_eq!(newest(&many).len(), THREADS);
    }
}
