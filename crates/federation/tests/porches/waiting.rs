//! A server is away, and comes back; another one never does.

use std::time::Duration;

use federation::dead;

use crate::rig::{Porch, settle, shared};

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
