//! Everything that leaves for another server, as that server gets it: five hundred people write under three names each.
//! No field is off the list, and two names of one person have no more in common than those of strangers.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{Arc, Mutex},
    time::Duration,
};

use attack::guess::{Truth, chance};
use axum::{Router, body::Bytes, http::HeaderMap, routing::post};
use federation::profile::unlisted;
use serde_json::Value;
use store::Mutant;
use tokio::{net::TcpListener, sync::watch, task::JoinSet};

use crate::crowd::Crowd;

/// Fewer where each statement is a round trip: what leaves is the same on both engines.
fn how_many() -> usize {
    if std::env::var("TEST_ENGINE").as_deref() == Ok("postgres") { 40 } else { 500 }
}

/// One request as the other server gets it.
type Heard = (HeaderMap, Value);

/// A server that only listens.
struct Listener {
    base: String,
    heard: Arc<Mutex<Vec<Heard>>>,
    _door: JoinSet<()>,
}

impl Listener {
    async fn open() -> Self {
        let heard = Arc::new(Mutex::new(Vec::new()));
        let keep = heard.clone();
        let inbox = post(move |headers: HeaderMap, body: Bytes| async move {
            let body = serde_json::from_slice(&body).expect("what leaves is JSON");
            keep.lock().expect("nobody panics here").push((headers, body));
        });
        let router = Router::new().route("/inbox", inbox);
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let base = format!("harbor.localhost:{}", listener.local_addr().expect("an address").port());
        let mut door = JoinSet::new();
        door.spawn(async move { axum::serve(listener, router).await.expect("it listens") });
        Self { base, heard, _door: door }
    }

    /// It follows every community.
    async fn follow(&self, crowd: &Crowd) {
        let mut tx = crowd.instance.database.write().await.unwrap();
        for (community, _) in &crowd.communities {
            tx.sql("INSERT INTO followers (community_id, actor_id, host, inbox, follow_id) VALUES ($1, $2, $3, $4, $5)")
                .bind(community.id)
                .bind(format!("http://{}/actor", self.base))
                .bind(self.base.clone())
                .bind(format!("http://{}/inbox", self.base))
                .bind(format!("http://{}/follow/{}", self.base, community.id))
                .execute()
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
    }
}

/// All that left of half a year.
async fn left(crowd: &Crowd) -> Vec<Heard> {
    let listener = Listener::open().await;
    listener.follow(crowd).await;
    let (stop, stopped) = watch::channel(false);
    let mut work = JoinSet::new();
    porchlight::work::start(&crowd.instance, &stopped, &mut work);
    while crowd.instance.federation.waiting().await.unwrap() > 0 {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    stop.send(true).unwrap();
    while work.join_next().await.is_some() {}
    listener.heard.lock().unwrap().clone()
}

/// What is wrong with what left; nothing, if all is well.
async fn leaks(people: usize) -> Vec<String> {
    let crowd = Crowd::of(people, 3).await;
    let heard = left(&crowd).await;
    assert!(heard.len() >= people * 3, "the test has lost sight of what leaves: {}", heard.len());
    let mut leaks: BTreeSet<String> = heard.iter().flat_map(|(_, body)| unlisted(body)).collect();
    let names = heard.iter().flat_map(|(headers, _)| headers.keys()).map(ToString::to_string);
    leaks.extend(names.filter(|name| !HEADERS.contains(&name.as_str())));
    leaks.extend(shared(&said(&crowd, &heard).await, &crowd.truth().await));
    leaks.into_iter().collect()
}

/// The headers of a delivery.
const HEADERS: &[&str] = &[
    "accept",
    "accept-encoding",
    "content-length",
    "content-type",
    "date",
    "digest",
    "host",
    "signature",
    "user-agent",
];

/// Fields that tell a time: what times tell is measured elsewhere, and not promised.
const TIMES: &[&str] = &["published", "updated"];

/// For each of our names, every value that ever stood in something about it.
async fn said(crowd: &Crowd, heard: &[Heard]) -> HashMap<i64, BTreeSet<String>> {
    let mut tx = crowd.instance.database.read().await.unwrap();
    let handles: Vec<(i64, String, String)> =
        tx.sql("SELECT id, handle, name FROM personas WHERE host = ''").all().await.unwrap();
    let mut said = HashMap::new();
    let mut by_handle = HashMap::new();
    for (id, handle, name) in handles {
        // As its own document shows it; the rest of that is the same for everybody.
        said.insert(id, BTreeSet::from([handle.clone(), name]));
        by_handle.insert(handle, id);
    }
    for (_, body) in heard {
        let author = author(body).and_then(|author| by_handle.get(author.rsplit('/').next()?));
        if let Some(author) = author {
            values(body, said.entry(*author).or_default());
        }
    }
    said
}

/// Whose words an announced activity carries.
fn author(body: &Value) -> Option<&str> {
    body["object"]["actor"].as_str()
}

fn values(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| values(item, found)),
        Value::Object(object) => {
            let told = object.iter().filter(|(field, _)| !TIMES.contains(&field.as_str()));
            told.for_each(|(_, value)| values(value, found));
        }
        Value::Null | Value::Bool(_) => {}
        leaf => drop(found.insert(leaf.to_string())),
    }
}

/// Values that a few names have in common, where these are one person's more often than luck would have it.
fn shared(said: &HashMap<i64, BTreeSet<String>>, truth: &Truth) -> Vec<String> {
    const FEW: usize = 12;
    let mut holders: BTreeMap<&String, Vec<i64>> = BTreeMap::new();
    for (name, values) in said {
        values.iter().for_each(|value| holders.entry(value).or_default().push(*name));
    }
    let (mut pairs, mut same, mut examples) = (0_usize, 0_usize, Vec::new());
    for (value, names) in holders.iter().filter(|(_, names)| names.len() > 1 && names.len() <= FEW) {
        for (at, one) in names.iter().enumerate() {
            for other in &names[at + 1..] {
                pairs += 1;
                if truth.contains_key(one) && truth.get(one) == truth.get(other) {
                    same += 1;
                    examples.push((*value).clone());
                }
            }
        }
    }
    let expected = chance(truth) * pairs as f64;
    println!("{pairs} pairs of names share a rare value, {same} of one person; luck: {expected:.2}");
    let too_many = same as f64 > expected + 4.0 * expected.sqrt() + 1.0;
    examples.truncate(3);
    if too_many {
        vec![format!("{same} of {pairs} pairs that share a value are one person's: {examples:?}")]
    } else {
        Vec::new()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_leaves_off_the_list_and_nothing_joins_two_names() {
    assert_eq!(leaks(how_many()).await, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_field_off_the_list_is_caught() {
    Mutant::UnlistedField.switch_on();
    let leaks = leaks(20).await;
    assert!(leaks.iter().any(|leak| leak.ends_with("/generator")), "{leaks:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_name_everywhere_is_caught() {
    Mutant::OneNameEverywhere.switch_on();
    let leaks = leaks(40).await;
    assert!(leaks.iter().any(|leak| leak.contains("are one person's")), "{leaks:?}");
}
