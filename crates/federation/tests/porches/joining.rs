//! The first member joins a community elsewhere, and finds that people have been talking.

use forum::State;
use moderation::{Subject, measures::Kind};
use serde_json::{Value, json};

use crate::{
    rig::{Porch, settle, two},
    world::scene,
};

fn id(value: &Value) -> &str {
    value["id"].as_str().unwrap()
}

fn list(address: String, items: Vec<Value>) -> Value {
    json!({ "id": address, "type": "OrderedCollection", "orderedItems": items })
}

async fn titles(porch: &Porch, community: store::CommunityId) -> Vec<String> {
    let mut tx = porch.write().await;
    tx.sql("SELECT title FROM threads WHERE community_id = $1 ORDER BY ordinal")
        .bind(community)
        .column()
        .await
        .unwrap()
}

#[tokio::test]
async fn what_was_written_before_the_first_member_came_is_there() {
    let (maple, harbor) = two().await;
    let kitchen = maple.found("kitchen", members::Audience::Circle).await;
    settle(&[&maple, &harbor]).await;
    let mut threads = Vec::new();
    for number in 0..25 {
        let title = format!("Thread {number} about supper");
        threads.push(maple.start(&maple.founder, &kitchen, &title, &format!("Recipe {number}.")).await);
    }
    let first = maple.say(&maple.founder, threads[24], "With salt, I think.").await;
    maple.reply(&maple.founder, threads[24], Some(first), "And with pepper.").await;
    let removed = maple.say(&maple.founder, threads[24], "Buy my pills at once.").await;
    maple.take(&kitchen, Kind::Remove, Subject::Comment(removed)).await;
    maple.take(&kitchen, Kind::Remove, Subject::Thread(threads[20])).await;
    settle(&[&maple, &harbor]).await;

    let there = harbor.remote(&maple.url(&format!("/c/{}", kitchen.handle))).await;
    let sailor = harbor.member("sailor").await;
    harbor.belong(&sailor, &there).await;
    settle(&[&maple, &harbor]).await;
    let found = titles(&harbor, there.id).await;
    let newest: Vec<String> = (4..25)
        .filter(|number| *number != 20)
        .map(|number| format!("Thread {number} about supper"))
        .collect();
    assert_eq!(found, newest, "the newest twenty that can be read, in their order");
    let copy = harbor.thread_of(&maple.url(&format!("/t/{}", threads[24]))).await;
    assert_eq!(harbor.texts(copy.id).await, ["With salt, I think.", "And with pepper."]);
    assert!(federation::dead::list(&harbor.federation).await.unwrap().is_empty());
}

#[tokio::test]
async fn what_is_gone_here_does_not_come_back_and_nobody_is_told_of_the_rest() {
    let s = scene().await;
    let pages: Vec<Value> =
        ["Benches", "Swings", "Ponds"].map(|title| s.world.page(&s.ann, &s.park_id, title)).into();
    assert_eq!(s.announce(s.create(&s.ann, &pages[0])).await, "accepted");
    assert_eq!(s.announce(s.create(&s.ann, &pages[1])).await, "accepted");
    let delete = s.world.activity(&s.ann, "Delete", pages[0]["id"].clone(), json!({}));
    assert_eq!(s.send(&delete).await, "accepted");
    let lock = s.world.activity(&s.moderator, "Delete", pages[1]["id"].clone(), json!({ "summary": "spam" }));
    assert_eq!(s.send(&lock).await, "accepted");

    // A thread of ours in their park, answered while nobody here followed.
    let own = s.maple.start(&s.maple.founder, &s.park, "Lamps", "Are they on at night?").await;
    settle(&[&s.maple]).await;
    let own_id = s.maple.url(&format!("/t/{own}"));
    let answer = s.world.note(&s.bob, &s.park_id, &own_id, "They are.");
    let context = s.world.url("forum", "/post/ponds/context");
    let mut ponds = pages[2].clone();
    ponds["context"] = context.clone().into();
    s.world.serve(id(&ponds), ponds.clone());
    let reply = s.world.note(&s.ann, &s.park_id, id(&ponds), "With ducks.");
    let elsewhere = s.world.page(&s.ann, &s.garden_id, "Not of the park");
    let comments = vec![ponds["id"].clone(), reply["id"].clone(), answer["id"].clone(), json!(4)];
    s.world.serve(&context, list(context.clone(), comments));
    let outbox = format!("{}/outbox", s.park_id);
    let mut items: Vec<Value> =
        [&ponds, &pages[1], &pages[0], &elsewhere].into_iter().map(|page| s.create(&s.ann, page)).collect();
    items.push(json!(s.world.url("forum", "/post/never")));
    s.world.serve(&outbox, list(outbox.clone(), items));

    s.maple.leave(&s.maple.founder, &s.park).await;
    settle(&[&s.maple]).await;
    s.maple.belong(&s.maple.founder, &s.park).await;
    settle(&[&s.maple]).await;
    let follow = s.world.heard().into_iter().rfind(|heard| heard["type"] == "Follow").unwrap();
    let notices = s.maple.count("SELECT COUNT(*) FROM notices").await;
    assert_eq!(s.send(&s.world.activity(&s.park_id, "Accept", follow, json!({}))).await, "accepted");
    settle(&[&s.maple]).await;

    assert_eq!(s.maple.thread_of(id(&pages[0])).await.state, State::Deleted);
    assert_eq!(s.maple.thread_of(id(&pages[1])).await.state, State::Removed);
    let thread = s.maple.thread_of(id(&ponds)).await;
    assert_eq!(
        (thread.state, s.maple.texts(thread.id).await),
        (State::Shown, vec!["With ducks.".to_owned()])
    );
    assert_eq!(s.maple.texts(own).await, ["They are."]);
    assert_eq!(s.maple.count("SELECT COUNT(*) FROM notices").await, notices, "that was long ago");
    assert!(!s.knows(id(&elsewhere)).await);
    assert!(federation::dead::list(&s.maple.federation).await.unwrap().is_empty());
}

#[tokio::test]
async fn what_is_fetched_is_screened_and_banned_people_stay_out() {
    let s = scene().await;
    let ban = s.world.activity(&s.moderator, "Block", json!(s.bob), json!({ "target": s.park_id }));
    let page = s.known_page().await;
    let known = s.world.note(&s.bob, &s.park_id, &page, "Hello");
    assert_eq!(s.announce(s.create(&s.bob, &known)).await, "accepted");
    assert_eq!(s.send(&ban).await, "accepted");
    let banned = s.world.page(&s.bob, &s.park_id, "Me again");
    let mut private = s.world.page(&s.ann, &s.park_id, "Between us");
    private["to"] = json!([s.park_id]);
    s.world.serve(id(&private), private.clone());
    let outbox = format!("{}/outbox", s.park_id);
    let items = [&banned, &private].into_iter().map(|page| page["id"].clone()).collect();
    s.world.serve(&outbox, list(outbox.clone(), items));
    s.maple.leave(&s.maple.founder, &s.park).await;
    settle(&[&s.maple]).await;
    s.maple.belong(&s.maple.founder, &s.park).await;
    settle(&[&s.maple]).await;
    let follow = s.world.heard().into_iter().rfind(|heard| heard["type"] == "Follow").unwrap();
    assert_eq!(s.send(&s.world.activity(&s.park_id, "Accept", follow, json!({}))).await, "accepted");
    settle(&[&s.maple]).await;
    assert!(!s.knows(id(&banned)).await && !s.knows(id(&private)).await);
}
