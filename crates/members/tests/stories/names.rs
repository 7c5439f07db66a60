//! Made-up names: proposed, worn, drawn again, chosen in a house.

use std::{collections::HashSet, sync::Arc};

use members::{
    Audience, NameLists, Refusal,
    personas::{self, RemotePersona},
};
use store::Event;

use crate::{cast::Cast, does};

#[tokio::test]
async fn the_name_that_was_proposed_is_the_name_that_is_worn() {
    let cast = Cast::gather().await;
    let evenings = cast.community("evenings", Audience::Circle).await;
    let sam = cast.newcomer("sam and dog").await;
    let proposed = does!(cast, |tx| personas::proposed(tx, &sam, &evenings)).unwrap();
    assert_eq!(proposed.split(' ').count(), 2, "{proposed}");
    assert_eq!(does!(cast, |tx| personas::mine(tx, &sam, evenings.id)).unwrap(), None);
    let worn = does!(cast, |tx| personas::wear(tx, &sam, &evenings)).unwrap();
    assert_eq!(worn.name, proposed);
    assert_eq!(does!(cast, |tx| personas::wear(tx, &sam, &evenings)).unwrap(), worn);
    assert_eq!(does!(cast, |tx| personas::proposed(tx, &sam, &evenings)).unwrap(), proposed);
    assert_eq!(does!(cast, |tx| personas::by_handle(tx, &worn.handle)).unwrap(), Some(worn));
}

#[tokio::test]
async fn one_account_has_another_name_in_each_community_and_finds_them_all() {
    let cast = Cast::gather().await;
    let (sam, kim) = (cast.newcomer("sam and dog").await, cast.newcomer("kim and cat").await);
    let mut worn = Vec::new();
    for name in ["evenings", "mornings", "garden"] {
        let community = cast.community(name, Audience::Circle).await;
        worn.push(does!(cast, |tx| personas::wear(tx, &sam, &community)).unwrap());
        does!(cast, |tx| personas::wear(tx, &kim, &community)).unwrap();
    }
    let names: HashSet<_> = worn.iter().map(|persona| persona.name.clone()).collect();
    assert_eq!(names.len(), 3);
    let mut mine = does!(cast, |tx| personas::all_mine(tx, &sam)).unwrap();
    mine.sort_by_key(|persona| persona.id);
    worn.sort_by_key(|persona| persona.id);
    assert_eq!(mine, worn);
}

#[tokio::test]
async fn names_made_in_two_windows_at_once_are_all_found_again() {
    let cast = Cast::gather().await;
    let (evenings, mornings) = (
        cast.community("evenings", Audience::Circle).await,
        cast.community("mornings", Audience::Circle).await,
    );
    let sam = cast.newcomer("sam and dog").await;
    let wear = async |community| does!(cast, |tx| personas::wear(tx, &sam, community)).unwrap();
    let (one, again, other) = tokio::join!(wear(&evenings), wear(&evenings), wear(&mornings));
    assert_eq!(one.id, again.id);
    let mine: HashSet<_> =
        does!(cast, |tx| personas::all_mine(tx, &sam)).unwrap().iter().map(|persona| persona.id).collect();
    assert_eq!(mine, HashSet::from([one.id, other.id]));
}

#[tokio::test]
async fn in_a_full_community_everybody_still_gets_a_name_of_their_own() {
    let lists = NameLists::from_toml("adjectives = ['quiet', 'warm']\nnouns = ['lantern']").unwrap();
    let cast = Cast::with(Arc::new(lists)).await;
    let evenings = cast.community("evenings", Audience::Circle).await;
    let mut names = HashSet::new();
    for number in 0..6 {
        let member = cast.newcomer(&format!("person {number}")).await;
        let proposed = does!(cast, |tx| personas::proposed(tx, &member, &evenings)).unwrap();
        let worn = does!(cast, |tx| personas::wear(tx, &member, &evenings)).unwrap();
        assert_eq!(worn.name, proposed);
        names.insert(worn.name);
    }
    assert_eq!(names.len(), 6);
    assert!(names.contains("quiet lantern") && names.contains("warm lantern"));
}

#[tokio::test]
async fn a_name_is_drawn_again_before_and_after_it_is_worn() {
    let cast = Cast::gather().await;
    let evenings = cast.community("evenings", Audience::Circle).await;
    let sam = cast.newcomer("sam and dog").await;
    let proposed = does!(cast, |tx| personas::proposed(tx, &sam, &evenings)).unwrap();
    let second = does!(cast, |tx| personas::reroll(tx, &sam, &evenings)).unwrap();
    assert_ne!(second.name, proposed);
    assert_eq!(does!(cast, |tx| personas::wear(tx, &sam, &evenings)).unwrap(), second);
    let third = does!(cast, |tx| personas::reroll(tx, &sam, &evenings)).unwrap();
    assert_ne!(third.name, second.name);
    assert_eq!((third.id, &third.handle), (second.id, &second.handle), "what was written keeps its author");
    let renamed = Event::PersonaRenamed { persona: third.id };
    let events = cast.test.database.events_after(0, 100).await.unwrap();
    assert_eq!(events.iter().filter(|(_, event)| *event == renamed).count(), 1);
}

#[tokio::test]
async fn a_nickname_is_for_the_house() {
    let cast = Cast::gather().await;
    let (kitchen, evenings) = (
        cast.community("kitchen", Audience::House).await,
        cast.community("evenings", Audience::Circle).await,
    );
    let (sam, kim) = (cast.newcomer("sam and dog").await, cast.newcomer("kim and cat").await);
    let outside = does!(cast, |tx| personas::nickname(tx, &sam, &evenings, "Sam"));
    assert!(matches!(outside, Err(Refusal::NicknameNotHere)));
    let worn = does!(cast, |tx| personas::nickname(tx, &sam, &kitchen, " Sam ")).unwrap();
    assert_eq!(worn.name, "Sam");
    assert_eq!(does!(cast, |tx| personas::wear(tx, &sam, &kitchen)).unwrap(), worn);
    for alike in ["sam", "S-am", "ѕam", "Sаm"] {
        let taken = does!(cast, |tx| personas::nickname(tx, &kim, &kitchen, alike));
        assert!(matches!(taken, Err(Refusal::NameTaken | Refusal::NameRefused)), "{alike}");
    }
    // One's own name in another spelling is free.
    assert_eq!(does!(cast, |tx| personas::nickname(tx, &sam, &kitchen, "SAM")).unwrap().name, "SAM");
    let admin = does!(cast, |tx| personas::nickname(tx, &kim, &kitchen, "Admin"));
    assert!(matches!(admin, Err(Refusal::NameRefused)));
}

#[tokio::test]
async fn a_name_that_is_gone_has_a_successor_with_another_name() {
    let cast = Cast::gather().await;
    let evenings = cast.community("evenings", Audience::Circle).await;
    let sam = cast.newcomer("sam and dog").await;
    let first = does!(cast, |tx| personas::wear(tx, &sam, &evenings)).unwrap();
    does!(cast, |tx| personas::forget(tx, first.id)).unwrap();
    does!(cast, |tx| personas::forget(tx, first.id)).unwrap();
    assert_eq!(does!(cast, |tx| personas::mine(tx, &sam, evenings.id)).unwrap(), None);
    assert!(does!(cast, |tx| personas::all_mine(tx, &sam)).unwrap().is_empty());
    let second = does!(cast, |tx| personas::wear(tx, &sam, &evenings)).unwrap();
    assert_ne!(second.id, first.id);
    assert_ne!(second.name, first.name);
    assert_eq!(does!(cast, |tx| personas::all_mine(tx, &sam)).unwrap(), [second]);
    let gone = Event::PersonaDeleted { persona: first.id };
    let events = cast.test.database.events_after(0, 100).await.unwrap();
    assert_eq!(events.iter().filter(|(_, event)| *event == gone).count(), 1);
}

#[tokio::test]
async fn a_remote_person_is_known_by_their_address_and_made_harmless() {
    let cast = Cast::gather().await;
    let remote = |name: &str| RemotePersona {
        actor_id: "https://harbor.example/p/1".to_owned(),
        host: "Harbor.example".to_owned(),
        name: name.to_owned(),
        handle: "abc".to_owned(),
    };
    let id = does!(cast, |tx| personas::receive(tx, remote("kind\u{202e}\n harbor\u{0}"))).unwrap();
    let found = does!(cast, |tx| personas::by_actor(tx, "https://harbor.example/p/1")).unwrap().unwrap();
    assert_eq!((found.id, found.name.as_str(), found.host.as_str()), (id, "kind harbor", "harbor.example"));
    assert_eq!(does!(cast, |tx| personas::receive(tx, remote(" "))).unwrap(), id);
    let found = does!(cast, |tx| personas::get(tx, id)).unwrap().unwrap();
    assert_eq!((found.name.as_str(), found.community_id), ("abc", None));
    assert_eq!(does!(cast, |tx| personas::seal_of(tx, id)).unwrap(), None);
}
