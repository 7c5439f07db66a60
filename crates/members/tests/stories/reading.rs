//! Who may read what: viewer by audience by where it lives.

use members::{
    Audience, Community, Office, Refusal, Viewer, belonging,
    communities::{self, RemoteCommunity},
};
use store::Tx;

use crate::{cast::Cast, does};

fn remote(name: &str, audience: Audience) -> RemoteCommunity {
    RemoteCommunity {
        host: "Harbor.example".to_owned(),
        name: name.to_owned(),
        title: format!("The \u{202e}{name}"),
        description: "Evenings by the water.".to_owned(),
        audience,
        actor_id: format!("https://harbor.example/c/{name}"),
    }
}

async fn far(cast: &Cast, name: &str, audience: Audience) -> Community {
    let id = does!(cast, |tx| communities::receive(tx, remote(name, audience))).unwrap();
    let mut tx = cast.test.database.read().await.unwrap();
    let viewer = Viewer::of(&mut tx, &cast.operator).await.unwrap();
    communities::get(&mut tx, &viewer, id).await.unwrap().unwrap()
}

/// What a viewer reads, by name, asked in each of the ways there are.
async fn reads(tx: &mut Tx, viewer: &Viewer, all: &[&Community]) -> Vec<String> {
    let readable = viewer.readable(tx).await.unwrap().0;
    let mut names = Vec::new();
    for community in all {
        let may = viewer.may_read(community);
        assert_eq!(readable.contains(&community.id.0), may, "{}", community.name);
        assert_eq!(communities::get(tx, viewer, community.id).await.unwrap().is_some(), may);
        assert_eq!(communities::by_address(tx, viewer, &community.address()).await.unwrap().is_some(), may);
        if may {
            names.push(community.name.clone());
        }
    }
    let mut listed: Vec<_> =
        communities::list(tx, viewer).await.unwrap().into_iter().map(|one| one.name).collect();
    listed.sort();
    let mut sorted = names.clone();
    sorted.sort();
    assert_eq!(listed, sorted);
    names
}

#[tokio::test]
async fn everybody_reads_what_is_theirs_to_read_and_nothing_more() {
    let cast = Cast::gather().await;
    let harbor = cast.organisation("Harbor").await;
    let sam = cast.newcomer("sam and dog").await;
    let guest = cast.joins_as("guest of harbor", &harbor, Office::Member).await;
    let (kitchen, pier) = (
        cast.community("kitchen", Audience::House).await,
        cast.community_of(&harbor, "pier", Audience::House).await.unwrap(),
    );
    let (evenings, welcome) =
        (cast.community("evenings", Audience::Circle).await, cast.community("welcome", Audience::Open).await);
    let (boats, lights) =
        (far(&cast, "boats", Audience::Circle).await, far(&cast, "lights", Audience::Open).await);
    let all = [&kitchen, &pier, &evenings, &welcome, &boats, &lights];
    let mut tx = cast.test.database.read().await.unwrap();
    let (of_maple, of_harbor) =
        (Viewer::of(&mut tx, &sam).await.unwrap(), Viewer::of(&mut tx, &guest).await.unwrap());
    let expected: [(Viewer, &[&str]); 6] = [
        (Viewer::stranger(), &["welcome"]),
        (of_maple, &["kitchen", "evenings", "welcome", "boats", "lights"]),
        (of_harbor, &["pier", "evenings", "welcome", "boats", "lights"]),
        (Viewer::peer("harbor.example", false), &["welcome"]),
        (Viewer::peer("harbor.example", true), &["evenings", "welcome"]),
        (Viewer::blocked(), &[]),
    ];
    for (viewer, names) in expected {
        assert_eq!(reads(&mut tx, &viewer, &all).await, names, "{viewer:?}");
    }
}

#[tokio::test]
async fn nobody_joins_what_they_may_not_read() {
    let cast = Cast::gather().await;
    let harbor = cast.organisation("Harbor").await;
    let pier = cast.community_of(&harbor, "pier", Audience::House).await.unwrap();
    let sam = cast.newcomer("sam and dog").await;
    assert!(matches!(cast.join(&sam, &pier).await, Err(Refusal::NotAllowed)));
    assert_eq!(does!(cast, |tx| belonging::count(tx, pier.id)).unwrap(), 0);
    let boats = far(&cast, "boats", Audience::Circle).await;
    cast.join(&sam, &boats).await.unwrap();
    assert!(cast.belongs(&sam, boats.id).await);
}

#[tokio::test]
async fn a_remote_community_is_known_by_its_address_and_made_harmless() {
    let cast = Cast::gather().await;
    let boats = far(&cast, "Boats", Audience::Circle).await;
    assert_eq!((boats.address().as_str(), boats.title.as_str()), ("boats@harbor.example", "The Boats"));
    let mut changed = remote("Boats", Audience::Open);
    changed.title = String::new();
    let id = does!(cast, |tx| communities::receive(tx, changed)).unwrap();
    let found =
        does!(cast, |tx| communities::by_actor(tx, "https://harbor.example/c/Boats")).unwrap().unwrap();
    assert_eq!((found.id, id), (boats.id, boats.id));
    assert_eq!((found.title.as_str(), found.audience), ("boats", Audience::Open));
    let mut moved = remote("boats", Audience::Open);
    moved.actor_id = "https://harbor.example/groups/7".to_owned();
    assert_eq!(does!(cast, |tx| communities::receive(tx, moved)).unwrap(), boats.id);
}

#[tokio::test]
async fn a_remote_server_cannot_pretend() {
    let cast = Cast::gather().await;
    let house = does!(cast, |tx| communities::receive(tx, remote("kitchen", Audience::House)));
    assert!(matches!(house, Err(Refusal::NotAllowed)));
    let mut ours = remote("kitchen", Audience::Open);
    ours.host = String::new();
    assert!(matches!(does!(cast, |tx| communities::receive(tx, ours)), Err(Refusal::NotAllowed)));
    for name in ["", "a/b", "a@b", "a b", "раy", "..\u{202e}"] {
        let refused = does!(cast, |tx| communities::receive(tx, remote(name, Audience::Open)));
        assert!(matches!(refused, Err(Refusal::CommunityNameBad)), "{name}");
    }
}
