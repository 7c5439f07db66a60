//! What real programs were recorded to send, posted signed to a real inbox. The recordings have licences of their
//! own, so they lie beside the project; where they are absent this says so and ends.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use axum::http::StatusCode;
use federation::{lookup, outcome::Reason};
use forum::State;
use members::Audience;
use serde_json::Value;

use crate::{
    rig::{Porch, settle},
    world::World,
};

/// The names under which the recordings know us.
const OURS: [&str; 1] = ["forum-a.test"];
/// Vocabularies, not servers.
const WORDS: [&str; 9] = [
    "www.w3.org",
    "w3id.org",
    "join-lemmy.org",
    "joinmastodon.org",
    "schema.org",
    "ostatus.org",
    "purl.org",
    "joinpeertube.org",
    "litepub.social",
];

fn folder() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let folder = std::env::var("SHARED_DATA").map_or(beside, PathBuf::from).join("activitypub");
    folder.is_dir().then_some(folder)
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "json") {
            found.push(path);
        }
    }
}

/// Moves every address to our made-up world, where its server is called the same.
fn moved(text: &str, world: &World, porch: &Porch) -> String {
    let mut written = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = ["http://", "https://"].iter().filter_map(|scheme| rest.find(scheme)).min() {
        let after = rest[at..].find("://").unwrap() + at + 3;
        let end = rest[after..].find(|it: char| !(it.is_ascii_alphanumeric() || ".-:_".contains(it)));
        let end = after + end.unwrap_or(rest.len() - after);
        let host = rest[after..end].split(':').next().unwrap();
        written.push_str(&rest[..at]);
        if OURS.contains(&host) {
            written.push_str(&porch.base);
        } else if WORDS.contains(&host) || host.is_empty() {
            written.push_str(&rest[at..end]);
        } else {
            written.push_str(&format!("http://{host}.localhost:{}", world.port()));
        }
        rest = &rest[end..];
    }
    written.push_str(rest);
    written
}

/// The document within a recording.
fn document(recording: &Value) -> Value {
    let inside = ["json", "activity"].into_iter().find(|key| recording[*key].is_object());
    let mut document = inside.map_or(recording, |key| &recording[key]).clone();
    document.as_object_mut().map(|document| document.remove("_capture"));
    if document["publicKey"]["publicKeyPem"].is_string() {
        document["publicKey"]["publicKeyPem"] = World::key().into();
        document["publicKey"]["id"] = format!("{}#main-key", document["id"].as_str().unwrap()).into();
    }
    document
}

fn is_activity(document: &Value) -> bool {
    document["actor"].is_string() && !document["object"].is_null() && document["type"].is_string()
}

async fn follow(porch: &Porch, world: &World, group: &str) {
    let id = lookup::community(&porch.federation, group)
        .await
        .unwrap_or_else(|refusal| panic!("{group}: {refusal}"));
    let community = porch.remote(group).await;
    assert_eq!(community.id, id);
    porch.belong(&porch.founder, &community).await;
    settle(&[porch]).await;
    let mut tx = porch.write().await;
    let accepted = "UPDATE subscriptions SET state = 'accepted' WHERE community_id = $1";
    tx.sql(accepted).bind(id).execute().await.unwrap();
    tx.commit().await.unwrap();
    let _ = world;
}

#[tokio::test]
async fn every_recorded_activity_is_accepted_or_refused_for_a_reason_that_is_written_down() {
    let Some(folder) = folder() else {
        eprintln!("SKIPPED: no recorded activities; set SHARED_DATA to where they are");
        return;
    };
    let (porch, world) = tokio::join!(Porch::open("maple"), World::start());
    world.be_generous();
    porch.found("recovery", Audience::Open).await;
    let mut paths = Vec::new();
    files(&folder, &mut paths);
    paths.sort();
    let mut activities = BTreeMap::new();
    for path in paths {
        let text = moved(&std::fs::read_to_string(&path).unwrap(), &world, &porch);
        let document = document(&serde_json::from_str(&text).unwrap());
        let name = path.strip_prefix(&folder).unwrap().display().to_string();
        if is_activity(&document) {
            activities.insert(name, document);
        } else if let Some(id) = document["id"].as_str() {
            world.serve(id, document.clone());
        }
    }
    assert!(activities.len() > 80, "{}", activities.len());
    let at = |host: &str, path: &str| world.url(host, path);
    let groups = [
        at("enterprise.lemmy.ml", "/c/main"),
        at("piefed.test", "/c/sober"),
        at("nodebb-c.test", "/category/5"),
        at("tilvids.com", "/video-channels/thelinuxexperiment_channel"),
        at("lemmy-alpha", "/c/main"),
    ];
    let moderators = serde_json::json!({
        "id": format!("{}/moderators", groups[0]),
        "type": "OrderedCollection",
        "orderedItems": [at("enterprise.lemmy.ml", "/u/lemmy_beta")],
    });
    world.serve(&format!("{}/moderators", groups[0]), moderators);
    for group in &groups {
        follow(&porch, &world, group).await;
    }
    // What a third server wrote is found there.
    for (name, activity) in &activities {
        let inner = if activity["type"] == "Announce" { &activity["object"] } else { activity };
        if name.contains("/83_") || name.contains("0071") {
            world.serve(inner["object"]["id"].as_str().unwrap(), inner["object"].clone());
        }
        if name.contains("/85_") {
            world.serve(inner["object"]["id"].as_str().unwrap(), inner["object"].clone());
        }
    }

    let mut outcomes = BTreeMap::new();
    for (name, activity) in &activities {
        if name.contains("/86_") {
            world.gone(&at("nodebb-d.test", "/post/10"));
        }
        let actor = activity["actor"].as_str().unwrap();
        let status = world.post_as(&porch, actor, activity).await;
        assert!(!status.is_server_error(), "{name}: {status}");
        settle(&[&porch]).await;
        let outcome = match status {
            StatusCode::ACCEPTED => porch.outcome(&normal(activity["id"].as_str().unwrap())).await.unwrap(),
            refused => refused.as_str().to_owned(),
        };
        outcomes.insert(name.clone(), outcome);
    }
    for (name, outcome) in &outcomes {
        let documented = outcome == "accepted" || Reason::ALL.iter().any(|reason| reason.key() == outcome);
        assert!(documented || ["401", "403"].contains(&outcome.as_str()), "{name}: {outcome}");
        println!("{outcome:<20} {name}");
    }

    for moderated in
        ["block/block_user", "block/undo_block_user", "community/add_mod", "community/remove_mod"]
    {
        assert_eq!(outcomes[&format!("lemmy/activities/{moderated}.json")], "accepted", "{moderated}");
    }

    // What belongs to communities that we follow is there.
    let thread = porch.thread_of(&at("enterprise.lemmy.ml", "/post/7")).await;
    assert_eq!(thread.title.as_deref(), Some("post 4"));
    assert_eq!(outcomes["lemmy/activities/community/announce_create_page.json"], "accepted");
    porch.thread_of(&at("nodebb-c.test", "/post/10")).await;
    let reply = porch.comment_of(&at("nodebb-d.test", "/post/10")).await;
    assert_eq!(reply.state, State::Deleted);
    assert_eq!(outcomes["nodebb/three_party_5/86_Group_Announce-Delete.json"], "accepted");
    assert_eq!(porch.thread_of(&at("piefed.test", "/c/sober/p/3/local-thread")).await.state, State::Shown);
    assert_eq!(porch.comment_of(&at("piefed.test", "/comment/2")).await.state, State::Deleted);
    porch.comment_of(&at("pasture.test", "/notes/1795423180083")).await;
    porch.thread_of(&at("piefed.test", "/c/recovery/p/1/thirty-days")).await;
    porch.thread_of(&at("tilvids.com", "/videos/watch/e7946124-7b72-4ad7-9d22-844a84bb2de1")).await;
}

fn normal(id: &str) -> String {
    federation::wire::WebAddress::parse(id, federation::wire::Reach::Demo).unwrap().as_str().to_owned()
}
