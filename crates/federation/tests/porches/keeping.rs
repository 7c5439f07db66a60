//! What is kept of what came and went, and for how long.

use federation::{dead, known_as};
use forum::threads;
use members::{
    Audience, Colour, Keeper, offices,
    porch::{self, Look},
};
use moderation::{Subject, measures::Kind};
use serde_json::json;

use crate::{
    rig::{Porch, settle, shared},
    world::scene,
};

const DAY: i64 = 86_400;

async fn sent(porch: &Porch, kind: &str, subject: i64) -> i64 {
    let mut tx = porch.write().await;
    let count: Option<i64> = tx
        .sql("SELECT COUNT(*) FROM sent WHERE kind = $1 AND subject_id = $2")
        .bind(kind.to_owned())
        .bind(subject)
        .value()
        .await
        .unwrap();
    count.unwrap()
}

#[tokio::test]
async fn what_arrived_is_forgotten_after_a_month_but_not_what_is_still_needed() {
    let s = scene().await;
    let follow = s.world.activity(&s.bob, "Follow", json!(s.garden_id), json!({}));
    assert_eq!(s.send(&follow).await, "accepted");
    let like = s.world.activity(&s.bob, "Like", json!(s.thread_id), json!({}));
    assert_eq!(s.send(&like).await, "accepted");
    let lost = s.world.activity(&s.eve, "Delete", json!(s.thread_id), json!({}));
    assert_eq!(s.send(&lost).await, "not-allowed");
    for (days, known) in [(29, true), (2, false)] {
        s.maple.pass(days * DAY);
        s.maple.federation.tidy().await.unwrap();
        for activity in [&like, &lost] {
            let kept = s.maple.outcome(activity["id"].as_str().unwrap()).await.is_some();
            assert_eq!(kept, known, "{activity}");
        }
    }
    assert_eq!(s.maple.outcome(follow["id"].as_str().unwrap()).await.as_deref(), Some("accepted"));
    // Who still listens can stop with the bare id, however long ago it began.
    let undo = s.world.activity(&s.bob, "Undo", follow["id"].clone(), json!({}));
    assert_eq!(s.send(&undo).await, "accepted");
    assert_eq!(s.maple.count("SELECT COUNT(*) FROM followers").await, 0);
    s.maple.pass(3_600);
    s.maple.federation.tidy().await.unwrap();
    assert_eq!(s.maple.outcome(follow["id"].as_str().unwrap()).await, None);
    assert_eq!(s.maple.count("SELECT COUNT(*) FROM supports").await, 1, "what it did stays done");
}

#[tokio::test]
async fn of_what_was_said_about_a_thing_the_last_word_is_kept() {
    let (maple, harbor, kitchen, ..) = shared().await;
    let thread = maple.start(&maple.founder, &kitchen, "Supper", "Soup.").await;
    for version in 1..=2 {
        let mut tx = maple.write().await;
        let body = format!("Soup {version}.");
        let draft = forum::ThreadDraft { title: "Supper".to_owned(), body, ..Default::default() };
        threads::edit(&mut tx, &maple.founder, thread, version, draft).await.unwrap();
        tx.commit().await.unwrap();
        settle(&[&maple, &harbor]).await;
    }
    maple.take(&kitchen, Kind::Lock, Subject::Thread(thread)).await;
    settle(&[&maple, &harbor]).await;
    let between = "SELECT COUNT(*) FROM sent WHERE community_id IS NULL";
    assert!(maple.count(between).await > 0);
    assert_eq!(sent(&maple, "Update", thread.0).await, 2);
    [&maple, &harbor].iter().for_each(|porch| porch.pass(31 * DAY));
    maple.federation.tidy().await.unwrap();
    assert_eq!(maple.count(between).await, 0);
    for (kind, left) in [("Create", 1), ("Update", 1), ("Lock", 1), ("Announce", 2)] {
        assert_eq!(sent(&maple, kind, thread.0).await, left, "{kind}");
    }
    let hour = maple.count("SELECT MAX(hour) FROM sent WHERE kind = 'Lock'").await;
    assert_eq!(store::Hour(hour).month().0, hour, "its hour has become its month");

    // It is still told what becomes of the thread.
    let mut tx = maple.write().await;
    threads::delete(&mut tx, &maple.founder, thread).await.unwrap();
    tx.commit().await.unwrap();
    settle(&[&maple, &harbor]).await;
    let copy = harbor.thread_of(&maple.url(&format!("/t/{thread}"))).await;
    assert_eq!(copy.state, forum::State::Deleted);
    maple.pass(31 * DAY);
    maple.federation.tidy().await.unwrap();
    assert_eq!(sent(&maple, "Create", thread.0).await, 0, "no words, no use");
    assert_eq!(sent(&maple, "Delete", thread.0).await, 1);
}

#[tokio::test]
async fn what_was_given_up_waits_three_months_for_an_operator() {
    let porch = Porch::still("maple").await;
    let mut tx = porch.write().await;
    let hour = tx.clock().hour();
    for id in 0..1_200_i64 {
        tx.sql("INSERT INTO dead_letters (id, queue, lane, payload, reason, hour) VALUES ($1, 'delivery', '', '', '', $2)")
            .bind(id)
            .bind(hour)
            .execute()
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    let left = async || dead::list(&porch.federation).await.unwrap().len();
    for (hours, expected) in [(89 * 24, 1_200), (2 * 24, 200), (0, 200), (1, 0)] {
        porch.pass(hours * 3_600);
        porch.federation.tidy().await.unwrap();
        assert_eq!(left().await, expected, "so many an hour, and no more");
    }
}

#[tokio::test]
async fn the_address_stays_noted_by_which_others_know_this_server() {
    let noted = async |porch: &Porch, start: &str| {
        let mut tx = porch.write().await;
        known_as::remember(&mut tx, &start.parse().unwrap()).await.unwrap();
        let by = known_as::by(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        by
    };
    let alone = Porch::still("alone").await;
    assert_eq!(noted(&alone, "https://first.example").await, None, "nobody knows it, so it may be any");
    let (maple, _harbor, _, _, _) = shared().await;
    assert_eq!(noted(&maple, &maple.base).await, Some(format!("{}/", maple.base)));
    assert_eq!(noted(&maple, "https://second.example").await, Some(format!("{}/", maple.base)));
}

#[tokio::test]
async fn another_name_counts_for_other_servers_at_once() {
    let maple = Porch::still("maple").await;
    assert_eq!(maple.read("/actor").await.1["name"], "maple");
    let mut tx = maple.write().await;
    let keeper = Keeper::from(&offices::operator(&mut tx, &maple.founder).await.unwrap().unwrap());
    let (colour, readers) = (Colour::Moss, Audience::Open);
    let look = Look { name: "Willow".to_owned(), colour, readers, programme: false };
    porch::look(&mut tx, &keeper, &look).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(maple.read("/actor").await.1["name"], "Willow");
}
