//! A server is away, and comes back; another one never does.

use std::time::Duration;

use federation::dead;

use serde_json::json;

use crate::{
    rig::{Porch, settle, shared},
    world::scene,
};

async fn until(what: &str, check: impl AsyncFn() -> bool) {
    for _ in 0..400 {
        if check().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("waited in vain: {what}");
}

async fn waiting(porch: &Porch) -> i64 {
    porch.federation.waiting().await.unwrap()
}

#[tokio::test]
async fn a_server_that_was_away_catches_up_in_order() {
    let (maple, harbor, kitchen, _, sailor) = shared().await;
    let thread = maple.start(&maple.founder, &kitchen, "Supper", "Soup.").await;
    settle(&[&maple, &harbor]).await;
    let copy = harbor.thread_of(&maple.url(&format!("/t/{thread}"))).await.id;
    harbor.away(true);
    let mut said = Vec::new();
    for number in 0..30 {
        said.push(format!("Word {number}, and some others that are all different: {}", number * 7));
        maple.say(&maple.founder, thread, &said[number]).await;
        if number == 10 {
            until("the first try", async || waiting(&maple).await > 0).await;
            [&maple, &harbor].iter().for_each(|porch| porch.pass(3_600));
        }
    }
    harbor.say(&sailor, copy, "Meanwhile, here.").await;
    [&maple, &harbor].iter().for_each(|porch| porch.pass(20 * 3_600));
    harbor.away(false);
    settle(&[&maple, &harbor]).await;
    let heard = harbor.texts(copy).await;
    let from_maple: Vec<&String> = heard.iter().filter(|text| text.starts_with("Word")).collect();
    assert_eq!(from_maple, said.iter().collect::<Vec<_>>());
    assert_eq!(heard.len(), 31);
}

#[tokio::test]
async fn e06_a_later_try_is_signed_afresh() {
    let (maple, harbor, kitchen, ..) = shared().await;
    harbor.away(true);
    let thread = maple.start(&maple.founder, &kitchen, "Supper", "Soup.").await;
    until("the outbox", async || {
        maple.count("SELECT attempts FROM lanes WHERE queue = 'delivery'").await > 0
    })
    .await;
    // The signature of the first try would be too old by now.
    [&maple, &harbor].iter().for_each(|porch| porch.pass(2 * 3_600));
    harbor.away(false);
    settle(&[&maple, &harbor]).await;
    assert!(harbor.subject(&maple.url(&format!("/t/{thread}"))).await.is_some());
}

#[tokio::test]
async fn after_thirty_days_it_is_given_up_and_can_be_tried_again() {
    let (maple, harbor, kitchen, ..) = shared().await;
    harbor.away(true);
    let thread = maple.start(&maple.founder, &kitchen, "Supper", "Soup.").await;
    until("the first try", async || {
        maple.count("SELECT attempts FROM lanes WHERE queue = 'delivery'").await > 0
    })
    .await;
    [&maple, &harbor].iter().for_each(|porch| porch.pass(31 * 86_400));
    settle(&[&maple]).await;
    let letters = dead::list(&maple.federation).await.unwrap();
    assert_eq!(letters.len(), 2, "the announced activity, and the announced address");
    assert!(letters.iter().all(|letter| letter.lane == harbor.host && letter.queue == "delivery"));
    assert!(letters.iter().all(|letter| !letter.payload.contains("Soup")));

    harbor.away(false);
    // What is tried again counts from now: the operator knows why.
    let mut tx = maple.write().await;
    let now = tx.clock().hour();
    tx.sql("UPDATE sent SET hour = $1").bind(now).execute().await.unwrap();
    tx.commit().await.unwrap();
    for letter in letters {
        assert!(dead::replay(&maple.federation, letter.id).await.unwrap());
    }
    settle(&[&maple, &harbor]).await;
    assert!(harbor.subject(&maple.url(&format!("/t/{thread}"))).await.is_some());
    assert!(dead::list(&maple.federation).await.unwrap().is_empty());
    assert!(!dead::replay(&maple.federation, 7).await.unwrap());
}

#[tokio::test]
async fn a_server_that_wants_rest_gets_it() {
    let s = scene().await;
    let follow = s.world.activity(&s.bob, "Follow", json!(s.garden_id), json!({}));
    assert_eq!(s.send(&follow).await, "accepted");
    let inbox = s.world.url("other", "/inbox");
    s.world.tire(&inbox, "600");
    s.maple.start(&s.maple.founder, &s.garden, "Beans", "Long ones.").await;
    until("the first try", async || s.world.asked(&inbox) > 0).await;
    let due = "SELECT due_at - leased_until FROM lanes WHERE queue = 'delivery' AND attempts = 1";
    let now = s.maple.test.database.clock().now().timestamp();
    until("the lane's rest", async || s.maple.count(due).await == now + 600).await;
    // Somebody there speaks: usually that shows that their server is back.
    let like = s.world.activity(&s.bob, "Like", json!(s.thread_id), json!({}));
    let status = s.world.post_as(&s.maple, &s.bob, &like).await;
    assert!(status.is_success());
    until("the hurried try", async || {
        s.maple
            .count(
                "SELECT attempts FROM lanes WHERE queue = 'delivery' AND due_at > 0 ORDER BY attempts DESC",
            )
            .await
            >= 2
    })
    .await;
    assert_eq!(s.world.asked(&inbox), 1, "but it asked for ten minutes");
    s.world.recover(&inbox);
    s.maple.pass(600);
    settle(&[&s.maple]).await;
    assert!(s.world.heard().iter().any(|heard| heard["type"] == "Announce"));
}
