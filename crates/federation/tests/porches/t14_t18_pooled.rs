//! T14: only the pooled reader follows communities and reports, never a member's name. T18: nothing that leaves carries
//! a proof or a signature of its own, which would stay valid wherever it is copied to.

use members::Audience;
use moderation::{
    Subject,
    measures::Kind,
    reports::{self, Reason, Reporter},
};
use serde_json::{Value, json};
use store::Mutant;

use crate::{
    rig::{Porch, settle, shared},
    world::scene,
};

/// Two members of Harbor join, write, report, are decided about, and leave; everything that left Harbor.
async fn everything_that_leaves() -> (Porch, Porch, Vec<Value>) {
    let (maple, harbor, kitchen, there, sailor) = shared().await;
    let captured = harbor.capture();
    let garden = maple.found("garden", Audience::Open).await;
    let known = federation::lookup::community(&harbor.federation, &maple.url("/c/garden")).await.unwrap();
    let abroad = harbor.remote(&maple.url("/c/garden")).await;
    assert_eq!(abroad.id, known);
    for member in [&sailor, &harbor.founder] {
        harbor.belong(member, &abroad).await;
    }
    settle(&[&maple, &harbor]).await;
    for (community, here) in [(&kitchen, &there), (&garden, &abroad)] {
        let thread = maple.start(&maple.founder, community, "Supper", "Soup.").await;
        settle(&[&maple, &harbor]).await;
        let copy = harbor.thread_of(&maple.url(&format!("/t/{thread}"))).await.id;
        harbor.say(&sailor, copy, "With salt.").await;
        let mut tx = harbor.write().await;
        for (member, reason) in [(&sailor, Reason::Spam), (&harbor.founder, Reason::Danger)] {
            let subject = Subject::Thread(copy);
            reports::file(&mut tx, Reporter::Member(member), here.id, subject, reason, "Look.")
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
        settle(&[&maple, &harbor]).await;
    }
    // A community of Harbor's own, so that its moderators and groups speak too.
    let pier = harbor.found("pier", Audience::Open).await;
    let thread = harbor.start(&harbor.founder, &pier, "Nets", "Mended.").await;
    let lock = harbor.take(&pier, Kind::Lock, Subject::Thread(thread)).await;
    harbor.lift(&pier, lock).await;
    for member in [&sailor, &harbor.founder] {
        harbor.leave(member, &abroad).await;
    }
    settle(&[&maple, &harbor]).await;
    for path in ["/c/pier", "/actor", "/reader", &format!("/t/{thread}")] {
        harbor.read(path).await;
    }
    let bodies = captured.lock().unwrap().clone();
    (maple, harbor, bodies)
}

/// Follows and reports that do not come from the reader, and how many there were in all.
fn not_pooled(harbor: &Porch, bodies: &[Value]) -> (Vec<String>, usize) {
    let mut found = Vec::new();
    let mut all = 0;
    for activity in bodies.iter().flat_map(activities) {
        if !matches!(activity["type"].as_str(), Some("Follow" | "Flag")) {
            continue;
        }
        all += 1;
        // The handshake of two servers is between the servers themselves.
        let handshake = activity["actor"] == harbor.url("/actor") && activity.get("content").is_some();
        if activity["actor"] != harbor.url("/reader") && !handshake {
            found.push(format!("{} by {}", activity["type"], activity["actor"]));
        }
    }
    (found, all)
}

/// A body, and what it holds.
fn activities(body: &Value) -> Vec<&Value> {
    let mut found = vec![body];
    if let Value::Object(fields) = body {
        found.extend(fields.values().flat_map(activities));
    }
    found
}

/// Where something has a proof or a signature of its own.
fn signed(bodies: &[Value]) -> Vec<String> {
    let has = |value: &&Value| value.get("proof").is_some() || value.get("signature").is_some();
    bodies.iter().flat_map(activities).filter(has).map(|value| value["type"].to_string()).collect()
}

#[tokio::test]
async fn only_the_reader_follows_and_reports() {
    let (_maple, harbor, bodies) = everything_that_leaves().await;
    let (found, all) = not_pooled(&harbor, &bodies);
    assert_eq!(found, Vec::<String>::new());
    assert!(all >= 6, "a follow and its end, two reports in each of two communities; seen {all}");
}

#[tokio::test]
async fn nothing_that_leaves_is_signed_by_itself() {
    let (_maple, _harbor, bodies) = everything_that_leaves().await;
    assert!(bodies.len() > 15, "{}", bodies.len());
    assert_eq!(signed(&bodies), Vec::<String>::new());
}

#[tokio::test]
async fn a_report_by_a_name_is_caught() {
    Mutant::FlagOfAName.switch_on();
    let (_maple, harbor, bodies) = everything_that_leaves().await;
    let (found, _) = not_pooled(&harbor, &bodies);
    assert!(found.iter().any(|one| one.starts_with("\"Flag\"")), "{found:?}");
}

/// Nobody would answer such a follow, so it is looked at as soon as it leaves.
#[tokio::test]
async fn a_follow_by_a_name_is_caught() {
    let (maple, harbor, ..) = shared().await;
    Mutant::FollowOfAName.switch_on();
    let captured = harbor.capture();
    maple.found("garden", Audience::Open).await;
    federation::lookup::community(&harbor.federation, &maple.url("/c/garden")).await.unwrap();
    harbor.belong(&harbor.founder, &harbor.remote(&maple.url("/c/garden")).await).await;
    settle(&[&maple, &harbor]).await;
    let (found, _) = not_pooled(&harbor, &captured.lock().unwrap());
    assert!(found.iter().any(|one| one.starts_with("\"Follow\"")), "{found:?}");
}

/// What a server that follows a community of ours hears of a thread there and what becomes of it.
async fn heard_elsewhere() -> Vec<Value> {
    let s = scene().await;
    let follow = s.world.activity(&s.bob, "Follow", json!(s.garden_id), json!({}));
    assert_eq!(s.send(&follow).await, "accepted");
    let thread = s.maple.start(&s.maple.founder, &s.garden, "Cucumbers", "Green.").await;
    s.maple.say(&s.maple.founder, thread, "Long.").await;
    let lock = s.maple.take(&s.garden, Kind::Lock, Subject::Thread(thread)).await;
    settle(&[&s.maple]).await;
    s.maple.lift(&s.garden, lock).await;
    settle(&[&s.maple]).await;
    s.world.heard()
}

#[tokio::test]
async fn nothing_that_is_heard_elsewhere_is_signed_by_itself() {
    let heard = heard_elsewhere().await;
    assert!(heard.len() > 5, "{heard:?}");
    assert_eq!(signed(&heard), Vec::<String>::new());
}

#[tokio::test]
async fn a_proof_is_caught() {
    Mutant::ProofAttached.switch_on();
    assert_ne!(signed(&heard_elsewhere().await), Vec::<String>::new());
}
