//! Who may run what, and who may not.

use members::{
    Audience, Office, Refusal,
    communities::{self, Founder, Founding},
    invitations::{self, Issue},
    offices,
};

use crate::{cast::Cast, does};

fn founding(name: &str, organisation: &members::Organisation) -> Founding {
    Founding {
        name: name.to_owned(),
        title: "A place".to_owned(),
        description: String::new(),
        audience: Audience::Circle,
        organisation: organisation.id,
    }
}

#[tokio::test]
async fn an_operator_manages_all_a_manager_one_a_member_none() {
    let cast = Cast::gather().await;
    let harbor = cast.organisation("Harbor").await;
    let manager = cast.joins_as("mel manages", &harbor, Office::Manager).await;
    let resident = cast.newcomer("sam and dog").await;
    let mut tx = cast.test.database.read().await.unwrap();
    let managed = offices::managed(&mut tx, &cast.operator).await.unwrap();
    assert_eq!(managed.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["Harbor", "Maple"]);
    assert_eq!(offices::managed(&mut tx, &manager).await.unwrap(), std::slice::from_ref(&harbor));
    assert!(offices::managed(&mut tx, &resident).await.unwrap().is_empty());
    assert!(offices::operator(&mut tx, &manager).await.unwrap().is_none());
    assert!(offices::operator(&mut tx, &resident).await.unwrap().is_none());
    assert!(offices::manager(&mut tx, &manager, cast.maple.id).await.unwrap().is_none());
    assert!(offices::manager(&mut tx, &resident, cast.maple.id).await.unwrap().is_none());
}

#[tokio::test]
async fn an_office_ends_with_the_stay_it_came_with() {
    let cast = Cast::gather().await;
    let harbor = cast.organisation("Harbor").await;
    let mel = cast.joins_as("mel manages", &harbor, Office::Manager).await;
    let by_operator = cast.manager(&cast.operator, &harbor).await;
    let line = does!(cast, |tx| invitations::list(tx, &by_operator)).unwrap().remove(0);
    assert_eq!(line.office, Office::Manager);
    does!(cast, |tx| invitations::end_stay(tx, &by_operator, line.id)).unwrap();
    assert!(does!(cast, |tx| offices::manager(tx, &mel, harbor.id)).unwrap().is_none());
}

#[tokio::test]
async fn a_manager_makes_no_operators_and_touches_no_others_invitations() {
    let cast = Cast::gather().await;
    let mel = cast.joins_as("mel manages", &cast.maple, Office::Manager).await;
    let mel = cast.manager(&mel, &cast.maple).await;
    let issue = Issue { label: String::new(), office: Office::Operator, days: 7 };
    assert!(matches!(does!(cast, |tx| invitations::issue(tx, &mel, issue)), Err(Refusal::NotAllowed)));
    cast.newcomer("sam and dog").await;
    assert!(does!(cast, |tx| invitations::list(tx, &mel)).unwrap().is_empty());
    let operator = cast.manager(&cast.operator, &cast.maple).await;
    for line in does!(cast, |tx| invitations::list(tx, &operator)).unwrap() {
        assert!(matches!(
            does!(cast, |tx| invitations::end_stay(tx, &mel, line.id)),
            Err(Refusal::NotAllowed)
        ));
        assert!(matches!(
            does!(cast, |tx| invitations::withdraw(tx, &mel, line.id)),
            Err(Refusal::NotAllowed)
        ));
    }
}

#[tokio::test]
async fn a_manager_founds_for_their_own_organisation_only() {
    let cast = Cast::gather().await;
    let harbor = cast.organisation("Harbor").await;
    let mel = cast.joins_as("mel manages", &harbor, Office::Manager).await;
    let proof = Founder::Manager(cast.manager(&mel, &harbor).await);
    let usual = does!(cast, |tx| communities::usual_audience(tx, harbor.id)).unwrap();
    assert_eq!(usual, Audience::House, "the first is for the house");
    does!(cast, |tx| communities::found(tx, &proof, founding("pier", &harbor))).unwrap();
    let usual = does!(cast, |tx| communities::usual_audience(tx, harbor.id)).unwrap();
    assert_eq!(usual, Audience::Circle);
    let other = does!(cast, |tx| communities::found(tx, &proof, founding("garden", &cast.maple)));
    assert!(matches!(other, Err(Refusal::NotAllowed)));
}

#[tokio::test]
async fn a_community_is_called_something_that_fits_an_address() {
    let cast = Cast::gather().await;
    cast.community("evenings", Audience::Circle).await;
    let again = cast.community_of(&cast.maple, "Evenings", Audience::Open).await;
    assert!(matches!(again, Err(Refusal::CommunityNameTaken)));
    for bad in ["", "ab", "new", "two words", "ünder", "a@b.example", "-dash", &"long".repeat(8)] {
        let refused = cast.community_of(&cast.maple, bad, Audience::Open).await;
        assert!(matches!(refused, Err(Refusal::CommunityNameBad)), "{bad}");
    }
}

#[tokio::test]
async fn the_wire_learns_the_name_of_open_communities_only() {
    let cast = Cast::gather().await;
    assert_eq!(cast.community("welcome", Audience::Open).await.handle, "welcome");
    for (name, audience) in [("evenings", Audience::Circle), ("kitchen", Audience::House)] {
        let handle = cast.community(name, audience).await.handle;
        assert_eq!(handle.len(), 16);
        let found = does!(cast, |tx| communities::by_handle(tx, &handle)).unwrap().unwrap();
        assert_eq!(found.name, name);
    }
}
