//! A server that says, one after the other, everything that it has no right to say: nothing is applied, and all of it is
//! written down or refused at the door.

use forum::State;
use moderation::{
    Subject,
    measures::Kind,
    reports::{self, Reason, Reporter},
};
use serde_json::{Value, json};
use store::testing::lines;

use crate::{
    rig::settle,
    world::{Scene, scene},
};

/// What nothing of it may touch.
const STATE: [&str; 15] = [
    "audit",
    "audit_heads",
    "cases",
    "comments",
    "communities",
    "followers",
    "guidelines",
    "instances",
    "measures",
    "notices",
    "reports",
    "subscriptions",
    "supports",
    "team",
    "threads",
];

async fn state(s: &Scene) -> Vec<Vec<String>> {
    let mut all = lines(s.maple.test.database.dump(&[])).await;
    STATE
        .iter()
        .map(|table| all.remove(*table).unwrap_or_else(|| panic!("there is no table {table}")))
        .collect()
}

async fn logged(s: &Scene) -> i64 {
    s.maple.count("SELECT COUNT(*) FROM received WHERE outcome IS NOT NULL AND outcome <> 'accepted'").await
}

/// Somebody here calls for moderators.
async fn called(s: &Scene, community: &members::Community, object: &str) {
    let own = object.rsplit('/').next().unwrap().parse().map(|id| Subject::Thread(store::ThreadId(id)));
    let subject = match s.maple.subject(object).await {
        Some(subject) => subject,
        None => own.unwrap(),
    };
    let mut tx = s.maple.write().await;
    let by = Reporter::Member(&s.maple.founder);
    reports::file(&mut tx, by, community.id, subject, Reason::Other, "Look.").await.unwrap();
    tx.commit().await.unwrap();
}

/// Everything that somebody says who may not: with what it is.
fn wrongs(s: &Scene, page: &str, note: &str, block: &Value, us: &str) -> Vec<(&'static str, Value)> {
    let act =
        |actor: &str, kind: &str, object: Value, more: Value| s.world.activity(actor, kind, object, more);
    let target = |target: String| json!({ "target": target, "summary": "because" });
    let site = s.world.url("forum", "/");
    let list = |group: &str, list: &str| target(format!("{group}/{list}"));
    let named = |id: &str, kind: &str| {
        let mut document = s.world.actor_document("forum", id, "park", kind);
        document["name"] = "Taken over".into();
        document
    };
    let never = s.maple.url("/activities/1");
    let own = |kind: &str, object: Value| json!({ "id": never, "type": kind, "actor": us, "object": object });
    let resolve = |actor: &str, object: &str| {
        act(actor, "Resolve", json!({ "type": "Flag", "object": object }), json!({ "audience": s.park_id }))
    };
    let announced = |inner: Value| act(&s.park_id, "Announce", inner, json!({}));
    let mut rewritten = s.world.note(&s.bob, &s.garden_id, &s.thread_id, "Rewritten");
    rewritten["id"] = note.into();
    vec![
        ("a member locks a thread of their community", act(&s.ann, "Lock", json!(page), json!({}))),
        ("a stranger locks a thread of ours", act(&s.eve, "Lock", json!(s.thread_id), json!({}))),
        ("a stranger unlocks", act(&s.eve, "Undo", act(&s.eve, "Lock", json!(page), json!({})), json!({}))),
        (
            "a foreign moderator removes our thread",
            act(&s.moderator, "Delete", json!(s.thread_id), json!({})),
        ),
        (
            "a foreign moderator removes a comment of ours",
            act(&s.moderator, "Delete", json!(note), json!({})),
        ),
        ("a stranger removes what is theirs", act(&s.eve, "Delete", json!(page), json!({}))),
        ("a stranger edits another's words", act(&s.eve, "Update", rewritten, json!({}))),
        (
            "the admin of one site bans from another",
            act(&s.eve, "Block", json!(s.bob), target(s.park_id.clone())),
        ),
        ("and from all of it", act(&s.eve, "Block", json!(s.bob), target(site.clone()))),
        ("and one of ours", act(&s.eve, "Block", json!(us), target(site))),
        (
            "a foreign moderator bans from ours",
            act(&s.moderator, "Block", json!(s.bob), target(s.garden_id.clone())),
        ),
        ("a member bans", act(&s.ann, "Block", json!(s.bob), target(s.park_id.clone()))),
        ("a stranger undoes another's ban", act(&s.eve, "Undo", block.clone(), json!({}))),
        ("by its id alone", act(&s.eve, "Undo", block["id"].clone(), json!({}))),
        ("a member undoes it", act(&s.ann, "Undo", block.clone(), json!({}))),
        (
            "a stranger appoints themselves with us",
            act(&s.eve, "Add", json!(s.eve), list(&s.garden_id, "moderators")),
        ),
        ("and there", act(&s.eve, "Add", json!(s.eve), list(&s.park_id, "moderators"))),
        (
            "a member retires the moderator",
            act(&s.ann, "Remove", json!(s.moderator), list(&s.park_id, "moderators")),
        ),
        ("a member pins", act(&s.ann, "Add", json!(page), list(&s.park_id, "featured"))),
        (
            "a foreign moderator pins ours",
            act(&s.moderator, "Add", json!(s.thread_id), list(&s.garden_id, "featured")),
        ),
        ("a member speaks for their community", act(&s.ann, "Update", named(&s.park_id, "Group"), json!({}))),
        ("a stranger speaks for ours", act(&s.eve, "Update", named(&s.garden_id, "Group"), json!({}))),
        ("a community says that one of ours deleted", announced(own("Delete", json!(s.thread_id)))),
        ("that one of ours liked", announced(own("Like", json!(page)))),
        (
            "that one of ours wrote",
            announced(own("Create", s.world.note(us, &s.park_id, page, "Never said"))),
        ),
        ("that one of ours locked", announced(own("Lock", json!(s.thread_id)))),
        ("one of ours, signed elsewhere", own("Delete", json!(s.thread_id))),
        ("a stranger says that a report was looked at", resolve(&s.eve, page)),
        ("a member there", resolve(&s.ann, page)),
        ("a foreign moderator of ours", resolve(&s.moderator, &s.thread_id)),
        ("a foreign community of ours", resolve(&s.park_id, &s.thread_id)),
        ("and announces it", announced(resolve(&s.moderator, &s.thread_id))),
        ("of what nobody knows", resolve(&s.park_id, &s.world.url("forum", "/post/never"))),
        ("of a report that we never sent", act(&s.park_id, "Resolve", json!(never), json!({}))),
        ("of nothing", act(&s.park_id, "Resolve", json!({ "type": "Flag" }), json!({}))),
        ("that it was not", act(&s.eve, "Undo", resolve(&s.eve, page), json!({}))),
        ("that it never was", act(&s.park_id, "Undo", resolve(&s.park_id, page), json!({}))),
        ("an answer to nothing", act(&s.eve, "Accept", json!(s.maple.url("/activities/5")), json!({}))),
        ("a refusal of nothing", act(&s.eve, "Reject", json!(s.maple.url("/activities/5")), json!({}))),
    ]
}

#[tokio::test]
async fn whatever_a_hostile_server_claims_nothing_is_applied_and_all_is_written_down() {
    let s = scene().await;
    let page = s.known_page().await;
    let note = s.known_note(&s.bob, "Sold here").await;
    s.known_note(&s.eve, "Hello").await;
    let sam = s.maple.member("sam").await;
    s.maple.belong(&sam, &s.park).await;
    let name = s.maple.persona(&sam, &s.park).await;
    let us = s.maple.url(&format!("/p/{}", name.handle));
    let removed = s.maple.comment_of(&note).await.id;
    s.maple.take(&s.garden, Kind::Remove, Subject::Comment(removed)).await;
    for (community, object) in [(&s.park, &page), (&s.garden, &s.thread_id)] {
        called(&s, community, object).await;
    }
    let block = json!({ "target": s.park_id, "summary": "spam" });
    let block = s.world.activity(&s.moderator, "Block", json!(s.bob), block);
    assert_eq!(s.send(&block).await, "accepted");
    settle(&[&s.maple]).await;

    let (before, first) = (state(&s).await, logged(&s).await);
    let (mut at_the_door, mut written) = (0, 0);
    for (what, activity) in wrongs(&s, &page, &note, &block, &us) {
        let outcome = s.send(&activity).await;
        assert!(outcome != "accepted" && !outcome.is_empty(), "{what}: {outcome}");
        if ["401", "403"].contains(&outcome.as_str()) {
            at_the_door += 1
        } else {
            written += 1
        }
        assert_eq!(state(&s).await, before, "{what}: {outcome}");
    }
    settle(&[&s.maple]).await;
    assert_eq!(logged(&s).await - first, written, "each that came in stands in the list, with why");
    assert!(written > 20 && at_the_door > 0, "{written} came in, {at_the_door} did not");

    // Its author may edit what was removed; it stays removed.
    let mut edited = s.world.note(&s.bob, &s.garden_id, &s.thread_id, "Sold here, cheaper");
    (edited["id"], edited["updated"]) = (note.clone().into(), "2026-11-23T10:00:00Z".into());
    s.send(&s.world.activity(&s.bob, "Update", edited, json!({}))).await;
    let shown = s.maple.comment(removed).await;
    assert_eq!((shown.state, shown.html), (State::Removed, None));
}

#[tokio::test]
async fn a_server_that_believes_everybody_is_caught() {
    let s = scene().await;
    let page = s.known_page().await;
    store::Mutant::EverybodyModerates.switch_on();
    let before = state(&s).await;
    let lock = s.world.activity(&s.ann, "Lock", json!(page), json!({}));
    assert_eq!(s.send(&lock).await, "accepted");
    assert_ne!(state(&s).await, before, "the fault changes something, and the story above would see it");
}

#[tokio::test]
async fn a_server_that_lets_anybody_resolve_is_caught() {
    let s = scene().await;
    let page = s.known_page().await;
    called(&s, &s.park, &page).await;
    store::Mutant::AnybodyResolves.switch_on();
    let before = state(&s).await;
    let resolve = s.world.activity(&s.eve, "Resolve", json!({ "type": "Flag", "object": page }), json!({}));
    assert_eq!(s.send(&resolve).await, "accepted");
    assert_ne!(state(&s).await, before, "the fault changes something, and the story above would see it");
}
