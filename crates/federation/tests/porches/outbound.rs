//! The outbound profile: whatever leaves has no field that is not on the list.

use std::collections::BTreeSet;

use federation::profile::{PROFILE, unlisted};
use forum::{CommentDraft, Note, ThreadDraft, comments, threads};
use members::personas;
use moderation::{Subject, measures::Kind, reports};
use serde_json::{Value, json};

use crate::{
    rig::{settle, shared},
    world::scene,
};

fn types(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| types(item, found)),
        Value::Object(object) => {
            found.extend(object.get("type").and_then(Value::as_str).map(str::to_owned));
            object.values().for_each(|value| types(value, found));
        }
        _ => {}
    }
}

#[tokio::test]
async fn nothing_leaves_that_is_not_on_the_list() {
    let (maple, harbor, kitchen, there, sailor) = shared().await;
    let captured = [maple.capture(), harbor.capture()];
    let mut tx = maple.write().await;
    let draft = ThreadDraft {
        title: "Supper".to_owned(),
        body: "Soup.".to_owned(),
        notes: vec![Note::Other],
        unlisted: true,
        ..ThreadDraft::default()
    };
    let thread = threads::start(&mut tx, &maple.founder, &kitchen, draft).await.unwrap().id;
    let sql = "INSERT INTO pictures (name, subject_id, kind, width, height, bytes, alt) VALUES ('soup', $1, 'jpeg', 4, 3, 5, 'Soup')";
    tx.sql(sql).bind(thread).execute().await.unwrap();
    tx.commit().await.unwrap();
    settle(&[&maple, &harbor]).await;
    let copy = harbor.thread_of(&maple.url(&format!("/t/{thread}"))).await.id;
    let said = harbor.say(&sailor, copy, "With salt.").await;
    let mut tx = harbor.write().await;
    let draft =
        CommentDraft { body: "With pepper.".to_owned(), notes: vec![Note::Death], ..Default::default() };
    comments::edit(&mut tx, &sailor, said, 1, draft).await.unwrap();
    let (by, subject) = (reports::Reporter::Member(&sailor), Subject::Thread(copy));
    reports::file(&mut tx, by, there.id, subject, reports::Reason::Spam, "Look.").await.unwrap();
    tx.commit().await.unwrap();
    settle(&[&maple, &harbor]).await;
    let heard = maple.comment_of(&harbor.url(&format!("/comments/{said}"))).await;
    for (kind, subject) in [
        (Kind::Remove, Subject::Comment(heard.id)),
        (Kind::Lock, Subject::Thread(thread)),
        (Kind::Pin, Subject::Thread(thread)),
        (Kind::Ban, Subject::Persona(heard.author.id)),
    ] {
        let measure = maple.take(&kitchen, kind, subject).await;
        settle(&[&maple, &harbor]).await;
        maple.lift(&kitchen, measure).await;
    }
    let mut tx = harbor.write().await;
    personas::reroll(&mut tx, &sailor, &there).await.unwrap();
    comments::delete(&mut tx, &sailor, said).await.unwrap();
    tx.commit().await.unwrap();
    harbor.leave(&sailor, &there).await;
    settle(&[&maple, &harbor]).await;
    harbor.belong(&harbor.founder, &there).await;
    settle(&[&maple, &harbor]).await;
    let garden = maple.found("garden", members::Audience::Open).await;
    let thread = maple.start(&maple.founder, &garden, "Beans", "Long ones.").await;
    settle(&[&maple, &harbor]).await;
    let mut tx = maple.write().await;
    threads::delete(&mut tx, &maple.founder, thread).await.unwrap();
    tx.commit().await.unwrap();
    for path in ["/c/garden", "/c/garden/moderators", "/actor", &format!("/t/{thread}")] {
        maple.read(path).await;
    }
    federation::circle::end(&maple.federation, &harbor.host).await.unwrap();
    settle(&[&maple, &harbor]).await;

    let mut seen = BTreeSet::new();
    for body in captured.iter().flat_map(|bodies| bodies.lock().unwrap().clone()) {
        assert_eq!(unlisted(&body), Vec::<String>::new(), "{body}");
        types(&body, &mut seen);
    }
    let missing: Vec<&String> = PROFILE.types.keys().filter(|kind| !seen.contains(*kind)).collect();
    assert!(missing.is_empty(), "the test did not see {missing:?}");
}

#[tokio::test]
async fn what_others_receive_is_what_we_captured() {
    let s = scene().await;
    let follow = s.world.activity(&s.bob, "Follow", json!(s.garden_id), json!({}));
    assert_eq!(s.send(&follow).await, "accepted");
    let captured = s.maple.capture();
    let thread = s.maple.start(&s.maple.founder, &s.garden, "Cucumbers", "Green.").await;
    s.maple.say(&s.maple.founder, thread, "Long.").await;
    settle(&[&s.maple]).await;
    let captured = captured.lock().unwrap().clone();
    for heard in s.world.heard().into_iter().filter(|heard| heard["type"] == "Announce") {
        assert!(captured.contains(&heard), "{heard}");
        assert_eq!(heard["actor"], s.garden_id);
        assert!(heard.get("proof").is_none() && heard.get("signature").is_none());
    }
}

#[tokio::test]
async fn two_names_of_one_member_have_no_more_in_common_than_those_of_two() {
    let s = scene().await;
    let shed = s.maple.found("shed", members::Audience::Open).await;
    let attic = s.maple.found("attic", members::Audience::Open).await;
    let newcomer = s.maple.member("newcomer").await;
    s.maple.belong(&newcomer, &s.garden).await;
    let leaves = async |member, community| {
        let persona = s.maple.persona(member, community).await;
        let (_, document) = s.maple.read(&format!("/p/{}", persona.handle)).await;
        let mut found = BTreeSet::new();
        values(&document, &mut found);
        found
    };
    let one = leaves(&s.maple.founder, &s.garden).await;
    // Of a hundred names two may be alike by chance, three hardly.
    let (same, third) = (leaves(&s.maple.founder, &shed).await, leaves(&s.maple.founder, &attic).await);
    let another = leaves(&newcomer, &s.garden).await;
    let own: Vec<&String> =
        one.iter().filter(|it| same.contains(*it) && third.contains(*it) && !another.contains(*it)).collect();
    assert!(own.is_empty(), "{own:?}");
}

fn values(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| values(item, found)),
        Value::Object(object) => object.values().for_each(|value| values(value, found)),
        leaf => drop(found.insert(leaf.to_string())),
    }
}
