//! Who may do what: section B of the list of federation security checks, row by row.

use forum::State;
use members::personas;
use moderation::{Standing, Subject, measures::Kind, standing};
use serde_json::{Value, json};

use crate::{
    rig::settle,
    world::{Scene, scene},
};

fn id(value: &Value) -> &str {
    value["id"].as_str().unwrap()
}

#[tokio::test]
async fn b01_the_id_lies_on_the_actors_server() {
    let s = scene().await;
    let note = s.world.note(&s.bob, &s.garden_id, &s.thread_id, "Hello");
    let mut create = s.create(&s.bob, &note);
    create["id"] = s.world.url("elsewhere", "/activities/1").into();
    assert_eq!(s.send(&create).await, "403");
    let page = s.world.page(&s.ann, &s.park_id, "Benches");
    let mut inner = s.create(&s.ann, &page);
    inner["id"] = s.world.url("elsewhere", "/activities/2").into();
    assert_eq!(s.announce(inner).await, "foreign-id");
}

#[tokio::test]
async fn b02_b04_an_object_of_another_server_is_never_taken_from_the_wrong_hand() {
    let s = scene().await;
    let note = s.world.note(&s.bob, &s.garden_id, &s.thread_id, "Hello");
    let mut forged = note.clone();
    forged["content"] = "<p>Forged</p>".into();
    assert_eq!(s.send(&s.create(&s.eve, &forged)).await, "foreign-object");
    assert!(!s.knows(id(&note)).await);
    let update = s.world.activity(&s.eve, "Update", forged, json!({}));
    assert_eq!(s.send(&update).await, "foreign-object");
}

#[tokio::test]
async fn b03_the_author_is_the_actor_and_nobody_else() {
    let s = scene().await;
    let rows: [(&str, Value, &str); 6] = [
        ("the actor", json!(s.bob), "accepted"),
        ("an object", json!({ "id": s.bob, "type": "Person" }), "accepted"),
        ("a list of one", json!([s.bob]), "accepted"),
        ("two", json!([s.bob, s.eve]), "foreign-author"),
        ("another", json!(s.world.actor("other", "carl", "Person")), "foreign-author"),
        ("another server's", json!(s.eve), "foreign-author"),
    ];
    for (row, author, expected) in rows {
        let mut note = s.world.note(&s.bob, &s.garden_id, &s.thread_id, row);
        note["attributedTo"] = author;
        assert_eq!(s.send(&s.create(&s.bob, &note)).await, expected, "{row}");
    }
    let mut note = s.world.note(&s.bob, &s.garden_id, &s.thread_id, "ours");
    note["attributedTo"] = s.maple.url("/p/somebody").into();
    assert_eq!(s.send(&s.create(&s.bob, &note)).await, "403");
}

#[tokio::test]
async fn b05_only_a_community_that_we_follow_announces_and_only_what_is_its_own() {
    let s = scene().await;
    let lawn = s.world.actor("forum", "lawn", "Group");
    federation::lookup::community(&s.maple.federation, &lawn).await.unwrap();
    settle(&[&s.maple]).await;

    let page = s.world.page(&s.ann, &lawn, "Grass");
    assert_eq!(s.announce(s.create(&s.ann, &page)).await, "other-community");
    let announce = s.world.activity(&lawn, "Announce", s.create(&s.ann, &page), json!({}));
    assert_eq!(s.send(&announce).await, "not-followed");
    let boost = s.world.activity(&s.eve, "Announce", json!(s.thread_id), json!({}));
    assert_eq!(s.send(&boost).await, "not-followed");
    let reply = s.world.note(&s.ann, &s.park_id, &s.thread_id, "In your garden");
    assert_eq!(s.announce(s.create(&s.ann, &reply)).await, "other-community");
    assert!(!s.knows(id(&page)).await && !s.knows(id(&reply)).await);
}

#[tokio::test]
async fn b06_what_a_third_server_is_said_to_say_it_must_say_itself() {
    let s = scene().await;
    let page = s.known_page().await;
    // Its text is the one that it serves, not the one that was announced.
    let note = s.world.note(&s.bob, &s.park_id, &page, "What I said");
    let mut changed = note.clone();
    changed["content"] = "<p>What I never said</p>".into();
    assert_eq!(s.announce(s.create(&s.bob, &changed)).await, "accepted");
    let heard = s.maple.comment_of(id(&note)).await;
    assert!(heard.html.unwrap().contains("What I said"));

    let mut invented = note.clone();
    invented["id"] = s.world.url("other", "/comment/never").into();
    assert_eq!(s.announce(s.create(&s.bob, &invented)).await, "unverified");

    let mut like = s.world.activity(&s.bob, "Like", json!(page), json!({}));
    assert_eq!(s.announce(like.clone()).await, "accepted");
    like["id"] = s.world.url("other", "/activities/never").into();
    assert_eq!(s.announce(like).await, "unverified");

    let mut delete = s.world.activity(&s.bob, "Delete", note["id"].clone(), json!({}));
    delete["id"] = s.world.url("other", "/activities/never-either").into();
    assert_eq!(s.announce(delete.clone()).await, "unverified");
    s.world.gone(id(&note));
    delete["id"] = s.world.url("other", "/comment/0#delete").into();
    assert_eq!(s.announce(delete).await, "accepted");
    assert_eq!(s.maple.comment_of(id(&note)).await.state, State::Deleted);
}

#[tokio::test]
async fn b07_nobody_announces_what_we_did() {
    let s = scene().await;
    let persona = s.maple.persona(&s.maple.founder, &s.garden).await;
    let actor = s.maple.url(&format!("/p/{}", persona.handle));
    let delete = json!({
        "id": s.maple.url("/activities/1"), "type": "Delete", "actor": actor, "object": s.thread_id,
    });
    assert_eq!(s.announce(delete).await, "our-own");
    assert!(
        s.maple.thread(s.thread_id.rsplit('/').next().unwrap().parse().unwrap()).await.state == State::Shown
    );
}

#[tokio::test]
async fn b08_announcements_are_not_nested_and_lists_have_an_end() {
    let s = scene().await;
    let page = s.world.page(&s.ann, &s.park_id, "Benches");
    let inner = s.world.activity(&s.park_id, "Announce", s.create(&s.ann, &page), json!({}));
    assert_eq!(s.announce(inner).await, "nested");
    let many: Vec<Value> = (0..51).map(|_| s.create(&s.ann, &page)).collect();
    assert_eq!(s.announce(json!(many)).await, "nested");
    assert!(!s.knows(id(&page)).await);
    let other = s.world.page(&s.ann, &s.park_id, "Swings");
    let two = json!({ "type": "OrderedCollection", "orderedItems": [s.create(&s.ann, &page), s.create(&s.ann, &other)] });
    assert_eq!(s.announce(two).await, "accepted");
    assert!(s.knows(id(&page)).await && s.knows(id(&other)).await);
}

#[tokio::test]
async fn b09_only_the_author_and_moderators_take_things_away() {
    let s = scene().await;
    let page = s.known_page().await;
    let delete = |actor: &str| s.world.activity(actor, "Delete", json!(page), json!({ "summary": "why" }));
    let neighbour = s.world.actor("forum", "neighbour", "Person");
    assert_eq!(s.send(&delete(&s.eve)).await, "not-allowed");
    assert_eq!(s.send(&delete(&neighbour)).await, "not-allowed");
    assert_eq!(s.maple.thread_of(&page).await.state, State::Shown);
    assert_eq!(s.send(&delete(&s.moderator)).await, "accepted");
    assert_eq!(s.maple.thread_of(&page).await.state, State::Removed);

    let note = s.known_note(&s.bob, "Mine").await;
    let bobs_neighbour = s.world.actor("other", "neighbour", "Person");
    for stranger in [&s.eve, &bobs_neighbour, &s.moderator] {
        let delete = s.world.activity(stranger, "Delete", json!(note), json!({}));
        assert_eq!(s.send(&delete).await, "not-allowed");
    }
    let delete = s.world.activity(&s.bob, "Delete", json!({ "id": note, "type": "Tombstone" }), json!({}));
    assert_eq!(s.send(&delete).await, "accepted");
    assert_eq!(s.maple.comment_of(&note).await.state, State::Deleted);
}

#[tokio::test]
async fn b10_an_old_edit_and_another_kind_change_nothing() {
    let s = scene().await;
    let note = s.world.note(&s.bob, &s.garden_id, &s.thread_id, "First");
    assert_eq!(s.send(&s.create(&s.bob, &note)).await, "accepted");
    let edit = |actor: &str, text: &str, updated: &str, kind: &str| {
        let mut edited = note.clone();
        edited["content"] = format!("<p>{text}</p>").into();
        edited["updated"] = updated.into();
        edited["type"] = kind.into();
        s.world.activity(actor, "Update", edited, json!({}))
    };
    let rows = [
        ("Second", "2026-11-23T10:00:00Z", "Note", "accepted"),
        ("Stale", "2026-11-23T09:00:00Z", "Note", "stale"),
        ("Page", "2026-11-23T11:00:00Z", "Page", "type-changed"),
    ];
    for (text, updated, kind, expected) in rows {
        assert_eq!(s.send(&edit(&s.bob, text, updated, kind)).await, expected, "{text}");
    }
    let mut thread = edit(&s.bob, "No parent", "2026-11-23T11:00:00Z", "Note");
    thread["object"]["inReplyTo"] = Value::Null;
    assert_eq!(s.send(&thread).await, "type-changed");
    let neighbour = s.world.actor("other", "neighbour", "Person");
    assert_eq!(s.send(&edit(&neighbour, "Not mine", "2026-11-23T12:00:00Z", "Note")).await, "foreign-author");
    let heard = s.maple.comment_of(id(&note)).await;
    assert!(heard.html.unwrap().contains("Second"));
}

#[tokio::test]
async fn b11_communities_and_people_speak_for_themselves() {
    let s = scene().await;
    let named = |id: &str, kind: &str| {
        let mut document = s.world.actor_document("forum", id, "park", kind);
        document["name"] = "Taken over".into();
        document
    };
    let update = |actor: &str, object: Value| s.world.activity(actor, "Update", object, json!({}));
    assert_eq!(s.send(&update(&s.ann, named(&s.park_id, "Group"))).await, "not-allowed");
    assert_eq!(s.send(&update(&s.eve, named(&s.park_id, "Group"))).await, "not-allowed");
    assert_eq!(s.send(&update(&s.eve, named(&s.garden_id, "Group"))).await, "403");
    assert_eq!(s.send(&update(&s.ann, named(&s.moderator, "Person"))).await, "not-allowed");
    assert_eq!(s.send(&update(&s.park_id, named(&s.park_id, "Group"))).await, "accepted");
    assert_eq!(s.maple.remote(&s.park_id).await.title, "Taken over");
    assert_eq!(s.send(&update(&s.moderator, named(&s.moderator, "Person"))).await, "accepted");
}

#[tokio::test]
async fn b12_locks_pins_and_teams_need_a_moderator_of_that_community() {
    let s = scene().await;
    let page = s.known_page().await;
    let act = |actor: &str, kind: &str, object: &str, target: Option<&str>| {
        let more = target.map_or(json!({}), |target| json!({ "target": format!("{}/{target}", s.park_id) }));
        s.world.activity(actor, kind, json!(object), more)
    };
    for actor in [&s.ann, &s.eve] {
        assert_eq!(s.send(&act(actor, "Lock", &page, None)).await, "not-allowed");
        assert_eq!(s.send(&act(actor, "Add", &page, Some("featured"))).await, "not-allowed");
        assert_eq!(s.send(&act(actor, "Add", &s.eve, Some("moderators"))).await, "not-allowed");
    }
    // A moderator of their community is none of ours.
    let ours = s.world.activity(&s.moderator, "Lock", json!(s.thread_id), json!({}));
    assert_eq!(s.send(&ours).await, "not-allowed");
    assert_eq!(s.send(&act(&s.moderator, "Lock", &page, None)).await, "accepted");
    assert_eq!(s.send(&act(&s.moderator, "Add", &page, Some("featured"))).await, "accepted");
    let thread = s.maple.thread_of(&page).await;
    assert!(thread.locked && thread.pinned);
    assert_eq!(s.send(&act(&s.moderator, "Remove", &page, Some("featured"))).await, "accepted");
    // Appointed, then removed.
    assert_eq!(s.send(&act(&s.moderator, "Add", &s.bob, Some("moderators"))).await, "accepted");
    assert_eq!(s.send(&act(&s.bob, "Add", &page, Some("featured"))).await, "accepted");
    assert_eq!(s.send(&act(&s.moderator, "Remove", &s.bob, Some("moderators"))).await, "accepted");
    assert_eq!(s.send(&act(&s.bob, "Remove", &page, Some("featured"))).await, "not-allowed");
}

#[tokio::test]
async fn b13_the_target_is_a_list_that_the_community_advertises() {
    let s = scene().await;
    let page = s.known_page().await;
    let targets = [
        json!(s.world.url("forum", "/c/lawn/featured")),
        json!(s.maple.url("/c/garden/featured")),
        json!(s.maple.url("/c/garden/outbox")),
        json!(s.park_id),
        Value::Null,
    ];
    for target in targets {
        let add = s.world.activity(&s.moderator, "Add", json!(page), json!({ "target": target }));
        let outcome = s.send(&add).await;
        assert!(["wrong-target", "other-community", "not-allowed"].contains(&outcome.as_str()), "{outcome}");
    }
    assert!(!s.maple.thread_of(&page).await.pinned);
}

#[tokio::test]
async fn b14_a_block_counts_where_its_author_moderates() {
    let s = scene().await;
    s.known_page().await;
    let block = |actor: &str, target: Value| {
        s.world.activity(actor, "Block", json!(s.bob), json!({ "target": target, "summary": "spam" }))
    };
    assert_eq!(s.send(&block(&s.eve, json!(s.park_id))).await, "not-allowed");
    assert_eq!(s.send(&block(&s.ann, json!(s.park_id))).await, "not-allowed");
    assert_eq!(s.send(&block(&s.eve, json!(s.world.url("forum", "/")))).await, "wrong-target");
    assert_eq!(s.send(&block(&s.ann, json!(s.world.url("forum", "/")))).await, "not-allowed");
    assert_eq!(s.send(&block(&s.moderator, json!(s.garden_id))).await, "not-allowed");
    assert_eq!(s.send(&block(&s.eve, Value::Null)).await, "personal");
    assert_eq!(s.send(&block(&s.moderator, json!(s.world.url("forum", "/")))).await, "accepted");
    let unblock = s.world.activity(&s.moderator, "Undo", block(&s.moderator, json!(s.park_id)), json!({}));
    assert_eq!(s.send(&unblock).await, "accepted");
}

#[tokio::test]
async fn b15_one_undoes_what_one_did() {
    let s = scene().await;
    let like = s.world.activity(&s.bob, "Like", json!(s.thread_id), json!({}));
    assert_eq!(s.send(&like).await, "accepted");
    let supports = || s.maple.count("SELECT COUNT(*) FROM supports");
    assert_eq!(supports().await, 1);
    let mut forged = like.clone();
    forged["actor"] = s.eve.clone().into();
    for inner in [like.clone(), like["id"].clone(), forged] {
        let undo = s.world.activity(&s.eve, "Undo", inner, json!({}));
        assert_eq!(s.send(&undo).await, "not-allowed");
    }
    let unknown =
        s.world.activity(&s.bob, "Undo", json!(s.world.url("other", "/activities/none")), json!({}));
    assert_eq!(s.send(&unknown).await, "unknown-object");
    assert_eq!(supports().await, 1);
    let undo = s.world.activity(&s.bob, "Undo", like["id"].clone(), json!({}));
    assert_eq!(s.send(&undo).await, "accepted");
    assert_eq!(supports().await, 0);

    let follow = s.world.activity(&s.bob, "Follow", json!(s.garden_id), json!({}));
    assert_eq!(s.send(&follow).await, "accepted");
    let undo = s.world.activity(&s.eve, "Undo", follow.clone(), json!({}));
    assert_eq!(s.send(&undo).await, "not-allowed");
    let undo = s.world.activity(&s.bob, "Undo", follow, json!({}));
    assert_eq!(s.send(&undo).await, "accepted");
}

#[tokio::test]
async fn b16_an_answer_answers_a_question() {
    let s = scene().await;
    let follow = s.world.heard().into_iter().find(|heard| heard["type"] == "Follow").unwrap();
    let accept = |actor: &str, object: Value| s.world.activity(actor, "Accept", object, json!({}));
    assert_eq!(s.send(&accept(&s.park_id, follow.clone())).await, "unasked", "it is no longer open");
    assert_eq!(s.send(&accept(&s.eve, follow.clone())).await, "unasked");
    let lawn = s.world.actor("forum", "lawn", "Group");
    assert_eq!(s.send(&accept(&lawn, follow.clone())).await, "unasked");
    assert_eq!(s.send(&accept(&lawn, json!(s.maple.url("/activities/5")))).await, "unasked");
    let reject = s.world.activity(&s.park_id, "Reject", follow["id"].clone(), json!({}));
    assert_eq!(s.send(&reject).await, "accepted");
    assert_eq!(s.maple.subscription(s.park.id).await.as_deref(), Some("refused"));
}

#[tokio::test]
async fn b17_support_counts_once() {
    let s = scene().await;
    let page = s.known_page().await;
    let like = s.world.activity(&s.bob, "Like", json!(page), json!({}));
    assert_eq!(s.send(&like).await, "accepted");
    assert_eq!(s.announce(like.clone()).await, "duplicate");
    let again = s.world.activity(&s.bob, "EmojiReact", json!(page), json!({}));
    assert_eq!(s.send(&again).await, "accepted");
    let against = s.world.activity(&s.bob, "Dislike", json!(page), json!({}));
    assert_eq!(s.send(&against).await, "no-votes");
    assert_eq!(s.maple.count("SELECT COUNT(*) FROM supports").await, 1);
    ban(&s, &s.bob).await;
    let late = s.world.activity(&s.bob, "Like", json!(s.thread_id), json!({}));
    assert_eq!(s.send(&late).await, "banned");
}

async fn ban(s: &Scene, actor: &str) {
    s.known_note(actor, "Something bad").await;
    let mut tx = s.maple.write().await;
    let persona = members::personas::by_actor(&mut tx, actor).await.unwrap().unwrap();
    drop(tx);
    s.maple.take(&s.garden, Kind::Ban, Subject::Persona(persona.id)).await;
    settle(&[&s.maple]).await;
}

#[tokio::test]
async fn b18_a_report_is_about_something_of_ours() {
    let s = scene().await;
    let page = s.known_page().await;
    let flag = |actor: &str, object: Value, words: &str| {
        s.world.activity(actor, "Flag", object, json!({ "summary": words }))
    };
    assert_eq!(s.send(&flag(&s.eve, json!(page), "not yours")).await, "unknown-object");
    assert_eq!(
        s.send(&flag(&s.eve, json!([s.bob, s.thread_id]), &"long ".repeat(100_000))).await,
        "accepted"
    );
    assert!(s.maple.count("SELECT CAST(MAX(LENGTH(words)) AS BIGINT) FROM reports").await <= 2_000);
    let told = s.maple.count("SELECT COUNT(*) FROM sent WHERE body LIKE '%eve%'").await;
    assert_eq!(told, 0, "who reported is told to nobody");
    ban(&s, &s.bob).await;
    assert_eq!(s.send(&flag(&s.bob, json!(s.thread_id), "me too")).await, "banned");
}

#[tokio::test]
async fn b19_who_is_banned_is_not_heard_by_any_way() {
    let s = scene().await;
    let page = s.known_page().await;
    let note = s.world.note(&s.bob, &s.park_id, &page, "Before");
    assert_eq!(s.announce(s.create(&s.bob, &note)).await, "accepted");
    let block = json!({ "target": s.park_id, "summary": "spam" });
    let block = s.world.activity(&s.moderator, "Block", json!(s.bob), block);
    assert_eq!(s.send(&block).await, "accepted");
    let note = s.world.note(&s.bob, &s.park_id, &page, "After");
    assert_eq!(s.announce(s.create(&s.bob, &note)).await, "banned");
    ban(&s, &s.eve).await;
    let note = s.world.note(&s.eve, &s.garden_id, &s.thread_id, "Again");
    assert_eq!(s.send(&s.create(&s.eve, &note)).await, "banned");
}

#[tokio::test]
async fn b20_b21_a_blocked_server_takes_no_part_in_any_field_or_spelling() {
    let s = scene().await;
    let page = s.known_page().await;
    let bobs = s.known_note(&s.bob, "Before the block").await;
    federation::circle::block(&s.maple.federation, &s.world.host("EVIL").replace("evil", "Evil"))
        .await
        .unwrap();
    let note = s.world.note(&s.eve, &s.garden_id, &s.thread_id, "Hello");
    assert_eq!(s.send(&s.create(&s.eve, &note)).await, "403", "actor and signer");
    let sub = s.world.actor("deep.evil", "eve", "Person");
    let from_sub = s.world.note(&sub, &s.garden_id, &s.thread_id, "Hello");
    assert_eq!(s.send(&s.create(&sub, &from_sub)).await, "403", "a sub-domain");
    // The key of one, the name of another.
    let like = s.world.activity(&s.bob, "Like", json!(s.thread_id), json!({}));
    assert_eq!(s.world.post_as(&s.maple, &s.eve, &like).await.as_u16(), 403, "signer");

    let in_park = s.world.note(&s.eve, &s.park_id, &page, "Hello");
    assert_eq!(s.announce(s.create(&s.eve, &in_park)).await, "blocked", "inner actor");
    assert_eq!(s.announce(in_park["id"].clone()).await, "blocked", "announced object");
    let mut by_eve = s.world.note(&s.ann, &s.park_id, &page, "Hello");
    by_eve["attributedTo"] = s.eve.clone().into();
    assert_eq!(s.announce(by_eve).await, "blocked", "author");
    let answer = s.world.note(&s.ann, &s.park_id, id(&in_park), "Hello");
    assert_eq!(s.announce(s.create(&s.ann, &answer)).await, "blocked", "what it answers");
    let foreign = s.world.activity(&s.bob, "Delete", json!(s.world.url("evil", "/post/1")), json!({}));
    assert_eq!(s.send(&foreign).await, "blocked", "object");
    assert!(s.knows(&bobs).await);
    assert_eq!(s.world.asked(&s.world.url("deep.evil", "/u/eve")), 0, "and is never asked");
}

#[tokio::test]
async fn b22_nothing_private_becomes_a_post() {
    let s = scene().await;
    let public = ["https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"];
    for (number, spelling) in public.into_iter().enumerate() {
        let mut note = s.world.note(&s.bob, &s.garden_id, &s.thread_id, &format!("Public {number}"));
        note["to"] = spelling.into();
        assert_eq!(s.send(&s.create(&s.bob, &note)).await, "accepted", "{spelling}");
    }
    let private = [
        json!([]),
        json!(s.garden_id),
        json!(["https://example.org/Public", format!("{}/followers", s.bob)]),
    ];
    for to in private {
        let mut note = s.world.note(&s.bob, &s.garden_id, &s.thread_id, "For you only");
        note["to"] = to;
        assert_eq!(s.send(&s.create(&s.bob, &note)).await, "private");
        assert!(!s.knows(id(&note)).await);
    }
    let persona = s.maple.persona(&s.maple.founder, &s.garden).await;
    let to = s.maple.url(&format!("/p/{}", persona.handle));
    let message = json!({
        "id": s.world.url("other", "/private_message/1"), "type": "Note", "attributedTo": s.bob, "to": [to],
        "inReplyTo": "", "content": "<p>psst</p>",
    });
    let mut create = s.create(&s.bob, &message);
    create["to"] = json!([to]);
    assert_eq!(s.send(&create).await, "private");
}

#[tokio::test]
async fn b23_what_is_gone_is_not_revived() {
    let s = scene().await;
    let note = s.world.note(&s.bob, &s.garden_id, &s.thread_id, "Gone");
    assert_eq!(s.send(&s.create(&s.bob, &note)).await, "accepted");
    let delete = s.world.activity(&s.bob, "Delete", note["id"].clone(), json!({}));
    assert_eq!(s.send(&delete).await, "accepted");
    assert_eq!(s.send(&s.create(&s.bob, &note)).await, "accepted", "it is known");
    let mut edited = note.clone();
    edited["updated"] = "2026-11-23T10:00:00Z".into();
    let update = s.world.activity(&s.bob, "Update", edited, json!({}));
    assert_eq!(s.send(&update).await, "stale");
    assert_eq!(s.maple.comment_of(id(&note)).await.state, State::Deleted);
    let undo = s.world.activity(&s.bob, "Undo", delete, json!({}));
    assert_eq!(s.send(&undo).await, "accepted", "but its author may bring it back");
    assert_eq!(s.maple.comment_of(id(&note)).await.state, State::Shown);
}

#[tokio::test]
async fn d09_nobody_passes_for_another_by_letters_that_look_alike() {
    let s = scene().await;
    let forger = s.world.url("evil", "/u/admin-2");
    let mut document = s.world.actor_document("evil", &forger, "\u{430}dmin", "Person");
    document["name"] = "bob \u{43e}f \u{200b}other\u{202e}".into();
    s.world.serve(&forger, document);
    let honest = s.known_note(&s.bob, "I am Bob.").await;
    let note = s.known_note(&forger, "So am I.").await;
    let authors = [s.maple.comment_of(&honest).await.author, s.maple.comment_of(&note).await.author];
    assert_eq!(authors[0].name, authors[1].name, "so that pages number the two");
    let mut tx = s.maple.write().await;
    let handle = members::personas::get(&mut tx, authors[1].id).await.unwrap().unwrap().handle;
    assert!(handle.starts_with("xn--dmin"), "{handle}");
}

#[tokio::test]
async fn a_ban_takes_along_what_was_written_there_if_its_server_says_so() {
    let s = scene().await;
    let page = s.known_page().await;
    let note = s.world.note(&s.bob, &s.park_id, &page, "Cheap pills");
    assert_eq!(s.announce(s.create(&s.bob, &note)).await, "accepted");
    let (there, here) = (id(&note), s.known_note(&s.bob, "In the garden").await);
    let block = |actor: &str, remove: Value| {
        let more = json!({ "target": s.park_id, "removeData": remove });
        s.world.activity(actor, "Block", json!(s.bob), more)
    };
    for (actor, remove, outcome, state) in [
        (&s.eve, json!(true), "not-allowed", State::Shown),
        (&s.moderator, json!("true"), "accepted", State::Shown),
        (&s.moderator, json!(true), "accepted", State::Removed),
    ] {
        assert_eq!(s.send(&block(actor, remove)).await, outcome);
        assert_eq!(s.maple.comment_of(there).await.state, state);
    }
    assert_eq!(s.maple.comment_of(&here).await.state, State::Shown, "their word ends at their gate");
    assert_eq!(s.maple.thread_of(&page).await.state, State::Shown);

    // A moderator of ours who lives elsewhere bans; taking all words away needs two.
    let persona = s.maple.comment_of(&here).await.author.id;
    let carol = s.known_note(&s.ann, "I help here.").await;
    let helper = s.maple.comment_of(&carol).await.author.id;
    let mut tx = s.maple.write().await;
    let lead = moderation::team::moderator(&mut tx, &s.maple.founder, &s.garden).await.unwrap().unwrap();
    moderation::team::appoint(&mut tx, &lead, helper, moderation::team::Role::Moderator).await.unwrap();
    tx.commit().await.unwrap();
    let more = json!({ "target": s.garden_id, "removeData": true });
    assert_eq!(s.send(&s.world.activity(&s.ann, "Block", json!(s.bob), more)).await, "accepted");
    assert_eq!(s.maple.comment_of(&here).await.state, State::Shown);
    let mut tx = s.maple.write().await;
    let bans = moderation::measures::unlifted(&mut tx, Subject::Persona(persona)).await.unwrap();
    assert!(bans.iter().any(|ban| ban.kind == Kind::Ban && ban.community == s.garden.id));
}

/// Our names in a community of theirs, and what their whole site says.
#[tokio::test]
async fn a_block_of_one_of_our_names_holds_for_all_of_them_and_for_a_whole_site_if_it_says_so() {
    let s = scene().await;
    let lawn_id = s.world.actor("forum", "lawn", "Group");
    let list = json!({ "id": format!("{lawn_id}/moderators"), "type": "OrderedCollection", "orderedItems": [s.moderator] });
    s.world.serve(&format!("{lawn_id}/moderators"), list);
    federation::lookup::community(&s.maple.federation, &lawn_id).await.unwrap();
    settle(&[&s.maple]).await;
    let lawn = s.maple.remote(&lawn_id).await;
    let sam = s.maple.member("sam").await;
    for community in [&s.park, &lawn] {
        s.maple.belong(&sam, community).await;
    }
    settle(&[&s.maple]).await;
    let name = s.maple.persona(&sam, &s.park).await;
    let us = s.maple.url(&format!("/p/{}", name.handle));
    let block = |target: &str| {
        s.world.activity(&s.moderator, "Block", json!(us), json!({ "target": target, "summary": "spam" }))
    };
    let banned = async |community| {
        let mut tx = s.maple.write().await;
        standing::of(&mut tx, &sam, community).await.unwrap() != Standing::Free
    };

    // In their community: the name that was blocked, and the next.
    let activity = block(&s.park_id);
    assert_eq!(s.send(&activity).await, "accepted");
    let mut tx = s.maple.write().await;
    personas::forget(&mut tx, name.id).await.unwrap();
    personas::wear(&mut tx, &sam, &s.park).await.unwrap();
    tx.commit().await.unwrap();
    assert!(banned(&s.park).await && !banned(&lawn).await && !banned(&s.garden).await);
    let undo = s.world.activity(&s.moderator, "Undo", activity, json!({}));
    assert_eq!(s.send(&undo).await, "accepted");
    assert!(!banned(&s.park).await);

    // On their whole site: also where there is no name yet; not with us.
    let name = s.maple.persona(&sam, &s.park).await;
    let us = s.maple.url(&format!("/p/{}", name.handle));
    let site = json!({ "target": s.world.url("forum", "/"), "summary": "spam" });
    let activity = s.world.activity(&s.moderator, "Block", json!(us), site);
    assert_eq!(s.send(&activity).await, "accepted");
    assert!(banned(&s.park).await && banned(&lawn).await && !banned(&s.garden).await);
    let mut tx = s.maple.write().await;
    assert_eq!(standing::here(&mut tx, &sam).await.unwrap(), Standing::Free, "they have no say here");
    assert_eq!(standing::of(&mut tx, &s.maple.founder, &lawn).await.unwrap(), Standing::Free);
    drop(tx);
    let undo = s.world.activity(&s.moderator, "Undo", activity, json!({}));
    assert_eq!(s.send(&undo).await, "accepted");
    assert!(!banned(&s.park).await && !banned(&lawn).await);
}

/// Who moderates one community of a site has no say in the others.
#[tokio::test]
async fn a_block_of_a_whole_site_counts_only_where_its_author_moderates() {
    let s = scene().await;
    let lawn_id = s.world.actor("forum", "lawn", "Group");
    federation::lookup::community(&s.maple.federation, &lawn_id).await.unwrap();
    settle(&[&s.maple]).await;
    let lawn = s.maple.remote(&lawn_id).await;
    let sam = s.maple.member("sam").await;
    s.maple.belong(&sam, &s.park).await;
    let name = s.maple.persona(&sam, &s.park).await;
    let us = s.maple.url(&format!("/p/{}", name.handle));
    let site = json!({ "target": s.world.url("forum", "/"), "summary": "spam" });
    let activity = s.world.activity(&s.moderator, "Block", json!(us), site);
    assert_eq!(s.send(&activity).await, "accepted");
    let mut tx = s.maple.write().await;
    assert_ne!(standing::of(&mut tx, &sam, &s.park).await.unwrap(), Standing::Free);
    assert_eq!(standing::of(&mut tx, &sam, &lawn).await.unwrap(), Standing::Free);
}
