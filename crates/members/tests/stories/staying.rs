//! Staying in a house, belonging to communities, and what an end of the stay closes.

use members::{
    Audience, Community, Journal, Member, Office, Refusal, Viewer, belonging, communities, invitations,
};
use store::{CommunityId, Event};

use crate::{cast::Cast, does};

#[tokio::test]
async fn ending_a_stay_closes_house_communities_and_nothing_else() {
    let cast = Cast::gather().await;
    let harbor = cast.organisation("Harbor").await;
    let kitchen = cast.community("kitchen", Audience::House).await;
    let circle = cast.community("evenings", Audience::Circle).await;
    let open = cast.community("welcome", Audience::Open).await;
    let pier = cast.community_of(&harbor, "pier", Audience::House).await.unwrap();
    let sam = cast.newcomer("sam and dog").await;
    let code = cast.invite_to(&harbor, Office::Member).await;
    cast.members.accept(&sam, &code).await.unwrap();
    for community in [&kitchen, &circle, &open, &pier] {
        cast.join(&sam, community).await.unwrap();
        assert!(cast.belongs(&sam, community.id).await);
    }

    let manager = cast.manager(&cast.operator, &cast.maple).await;
    let lines = does!(cast, |tx| invitations::list(tx, &manager)).unwrap();
    let line = lines.into_iter().find(|line| line.used).unwrap();
    assert_eq!((line.label.as_str(), line.stay_ended), ("room 3", false));
    does!(cast, |tx| invitations::end_stay(tx, &manager, line.id)).unwrap();

    assert!(!cast.belongs(&sam, kitchen.id).await);
    for community in [&circle, &open, &pier] {
        assert!(cast.belongs(&sam, community.id).await, "{}", community.name);
    }
    let viewer = does!(cast, |tx| Viewer::of(tx, &sam)).unwrap();
    assert!(!viewer.may_read(&kitchen) && viewer.may_read(&pier) && viewer.may_read(&circle));
    assert!(matches!(cast.join(&sam, &kitchen).await, Err(Refusal::NotAllowed)));
    assert!(does!(cast, |tx| invitations::list(tx, &manager)).unwrap().iter().any(|line| line.stay_ended));
}

#[tokio::test]
async fn a_new_invitation_opens_the_house_again() {
    let cast = Cast::gather().await;
    let kitchen = cast.community("kitchen", Audience::House).await;
    let sam = cast.newcomer("sam and dog").await;
    cast.join(&sam, &kitchen).await.unwrap();
    let manager = cast.manager(&cast.operator, &cast.maple).await;
    let line = does!(cast, |tx| invitations::list(tx, &manager)).unwrap().remove(0);
    does!(cast, |tx| invitations::end_stay(tx, &manager, line.id)).unwrap();
    assert!(!cast.belongs(&sam, kitchen.id).await);
    let code = cast.invite().await;
    cast.members.accept(&sam, &code).await.unwrap();
    assert!(cast.belongs(&sam, kitchen.id).await);
    assert!(matches!(cast.members.accept(&sam, &code).await, Err(Refusal::InvitationUsedUp)));
}

async fn joined(cast: &Cast, member: &Member) -> Vec<CommunityId> {
    let viewer = does!(cast, |tx| Viewer::of(tx, member)).unwrap();
    let journal = does!(cast, |tx| Journal::of(tx, member)).unwrap();
    let joined = does!(cast, |tx| communities::joined(tx, &viewer, &journal)).unwrap();
    joined.into_iter().map(|community| community.id).collect()
}

async fn people(cast: &Cast, community: &Community) -> i64 {
    let these = std::slice::from_ref(community);
    does!(cast, |tx| belonging::people(tx, these)).unwrap()[&community.id]
}

#[tokio::test]
async fn joining_and_leaving_are_counted_once() {
    let cast = Cast::gather().await;
    let evenings = cast.community("evenings", Audience::Circle).await;
    let (sam, kim) = (cast.newcomer("sam and dog").await, cast.newcomer("kim and cat").await);
    for member in [&sam, &kim, &sam] {
        cast.join(member, &evenings).await.unwrap();
    }
    assert_eq!(does!(cast, |tx| belonging::count(tx, evenings.id)).unwrap(), 2);
    assert_eq!(joined(&cast, &sam).await, [evenings.id]);
    assert!(joined(&cast, &cast.operator).await.is_empty());
    for _ in 0..2 {
        does!(cast, |tx| belonging::leave(tx, &sam, &evenings)).unwrap();
    }
    assert_eq!(does!(cast, |tx| belonging::count(tx, evenings.id)).unwrap(), 1);
    assert!(joined(&cast, &sam).await.is_empty());
    let events = cast.test.database.events_after(0, 100).await.unwrap();
    let joins = events.iter().filter(|(_, event)| matches!(event, Event::CommunityJoined { .. })).count();
    let leaves = events.iter().filter(|(_, event)| matches!(event, Event::CommunityLeft { .. })).count();
    assert_eq!((joins, leaves), (2, 1));
}

#[tokio::test]
async fn whoever_left_the_house_is_not_counted_among_its_people() {
    let cast = Cast::gather().await;
    let kitchen = cast.community("kitchen", Audience::House).await;
    let sam = cast.newcomer("sam and dog").await;
    for member in [&sam, &cast.operator] {
        cast.join(member, &kitchen).await.unwrap();
    }
    assert_eq!(people(&cast, &kitchen).await, 2);
    let manager = cast.manager(&cast.operator, &cast.maple).await;
    let line = does!(cast, |tx| invitations::list(tx, &manager)).unwrap().remove(0);
    does!(cast, |tx| invitations::end_stay(tx, &manager, line.id)).unwrap();
    assert_eq!(people(&cast, &kitchen).await, 1);
}

#[tokio::test]
async fn a_closed_community_takes_nobody_in() {
    let cast = Cast::gather().await;
    let evenings = cast.community("evenings", Audience::Circle).await;
    does!(cast, |tx| communities::close(tx, evenings.id)).unwrap();
    let viewer = Viewer::of(&mut cast.test.database.read().await.unwrap(), &cast.operator).await.unwrap();
    let closed = does!(cast, |tx| communities::get(tx, &viewer, evenings.id)).unwrap().unwrap();
    assert!(matches!(cast.join(&cast.operator, &closed).await, Err(Refusal::CommunityClosed)));
}
