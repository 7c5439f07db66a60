//! Two servers come into one circle, share communities, and part.

use federation::circle;
use members::Audience;

use crate::rig::{Porch, settle, shared, two};

async fn standing(porch: &Porch) -> Vec<String> {
    circle::list(&porch.federation).await.unwrap().iter().map(|it| it.standing.word().to_owned()).collect()
}

#[tokio::test]
async fn an_invitation_brings_two_servers_into_one_circle() {
    let (maple, harbor) = two().await;
    assert_eq!(standing(&maple).await, ["listed"]);
    assert_eq!(standing(&harbor).await, ["listed"]);
}

#[tokio::test]
async fn an_unknown_a_used_and_an_old_invitation_are_refused() {
    let (maple, harbor) = tokio::join!(Porch::open("maple"), Porch::open("harbor"));
    circle::accept(&harbor.federation, &maple.host, "nonsense").await.unwrap();
    settle(&[&maple, &harbor]).await;
    assert_eq!(standing(&harbor).await, ["ended"]);
    assert!(standing(&maple).await.is_empty());

    let old = circle::invite(&maple.federation).await.unwrap();
    for porch in [&maple, &harbor] {
        porch.pass(9 * 86_400);
    }
    circle::accept(&harbor.federation, &maple.host, &old).await.unwrap();
    settle(&[&maple, &harbor]).await;
    assert_eq!(standing(&harbor).await, ["ended"]);
    assert!(standing(&maple).await.is_empty());
}

#[tokio::test]
async fn circle_communities_appear_on_the_other_server_without_being_looked_up() {
    let (maple, harbor) = tokio::join!(Porch::open("maple"), Porch::open("harbor"));
    let before = maple.found("before", Audience::Circle).await;
    maple.found("house", Audience::House).await;
    let code = circle::invite(&maple.federation).await.unwrap();
    circle::accept(&harbor.federation, &maple.base, &code).await.unwrap();
    settle(&[&maple, &harbor]).await;
    let after = maple.found("after", Audience::Circle).await;
    settle(&[&maple, &harbor]).await;
    let seen: Vec<String> =
        harbor.communities(&harbor.founder).await.into_iter().map(|it| it.title).collect();
    assert_eq!(seen, [after.title, before.title]);
    for community in harbor.communities(&harbor.founder).await {
        assert_eq!(harbor.subscription(community.id).await, None);
    }
}

#[tokio::test]
async fn joining_follows_and_the_last_to_leave_ends_it() {
    let (maple, harbor, _, there, sailor) = shared().await;
    assert_eq!(harbor.subscription(there.id).await.as_deref(), Some("accepted"));
    assert_eq!(maple.count("SELECT COUNT(*) FROM followers").await, 1);
    harbor.belong(&harbor.founder, &there).await;
    harbor.leave(&sailor, &there).await;
    settle(&[&maple, &harbor]).await;
    assert_eq!(maple.count("SELECT COUNT(*) FROM followers").await, 1);
    harbor.leave(&harbor.founder, &there).await;
    settle(&[&maple, &harbor]).await;
    assert_eq!(harbor.subscription(there.id).await, None);
    assert_eq!(maple.count("SELECT COUNT(*) FROM followers").await, 0);
}

#[tokio::test]
async fn parting_ends_what_was_shared_on_both_sides() {
    let (maple, harbor, kitchen, there, _) = shared().await;
    circle::end(&maple.federation, &harbor.host).await.unwrap();
    settle(&[&maple, &harbor]).await;
    assert_eq!(
        (standing(&maple).await, standing(&harbor).await),
        (vec!["ended".into()], vec!["ended".into()])
    );
    assert_eq!(maple.count("SELECT COUNT(*) FROM followers").await, 0);
    assert!(harbor.remote(there.actor_id.as_deref().unwrap()).await.closed);
    maple.start(&maple.founder, &kitchen, "Only here", "now").await;
    settle(&[&maple, &harbor]).await;
    assert_eq!(harbor.count("SELECT COUNT(*) FROM threads").await, 0);
}

#[tokio::test]
async fn the_one_who_asked_may_leave_too() {
    let (maple, harbor, ..) = shared().await;
    circle::end(&harbor.federation, &maple.base).await.unwrap();
    settle(&[&maple, &harbor]).await;
    assert_eq!(standing(&maple).await, ["ended"]);
    assert_eq!(maple.count("SELECT COUNT(*) FROM followers").await, 0);
}
