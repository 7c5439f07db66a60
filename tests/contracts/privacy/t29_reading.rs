//! T29: whoever reads asks no other server for anything, neither through us nor in their own browser.

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use axum::{
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use members::{
    Audience, Community,
    personas::{self, RemotePersona},
};
use porchlight::instance::Instance;
use rig::Resident;
use store::{Mutant, ThreadId};
use tower::ServiceExt as _;

use crate::porch;

const THREADS: i64 = 1_000;
/// Enough for a fault to show.
const FEW: i64 = 5;

/// Another server, which only counts who comes.
struct Elsewhere {
    address: String,
    came: Arc<AtomicUsize>,
}

impl Elsewhere {
    async fn open() -> Self {
        let door = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("harbor.localhost:{}", door.local_addr().unwrap().port());
        let came = Arc::new(AtomicUsize::new(0));
        let counted = came.clone();
        tokio::spawn(async move {
            while door.accept().await.is_ok() {
                counted.fetch_add(1, Ordering::SeqCst);
            }
        });
        Self { address, came }
    }
}

/// Threads from elsewhere, each with a picture, a link and a picture that was never fetched.
async fn filled(
    instance: &Instance,
    elsewhere: &Elsewhere,
    community: &Community,
    count: i64,
) -> Vec<ThreadId> {
    let mut tx = instance.database.write().await.unwrap();
    let remote = RemotePersona {
        actor_id: format!("http://{}/u/rin", elsewhere.address),
        host: elsewhere.address.clone(),
        name: "Quiet Harbor Rin".into(),
        handle: "rin".into(),
    };
    let persona = personas::receive(&mut tx, remote).await.unwrap();
    for number in 1..=count {
        let place = format!("http://{}/t/{number}", elsewhere.address);
        let html = forum::text::clean(&format!(
            "<p>Evening <a href=\"{place}\">{number}</a></p><img src=\"{place}.png\"><style>@import '{place}'</style>"
        ));
        tx.sql(
            "INSERT INTO threads (id, community_id, ordinal, persona_id, title, body, html, notes, object_id, \
             hour, activity, active_hour) VALUES ($1, $2, $1, $3, 'Evening', 'Evening', $4, '', $5, 0, $1, 0)",
        )
        .bind(number)
        .bind(community.id)
        .bind(persona)
        .bind(html)
        .bind(place.clone())
        .execute()
        .await
        .unwrap();
        tx.sql(
            "INSERT INTO pictures (name, subject_id, kind, width, height, bytes, alt, source) \
             VALUES ($1, $2, 'jpeg', 640, 480, 1, 'A lake', $3)",
        )
        .bind(format!("picture{number}"))
        .bind(number)
        .bind(format!("{place}.jpg"))
        .execute()
        .await
        .unwrap();
    }
    tx.commit().await.unwrap();
    (1..=count).map(ThreadId).collect()
}

/// As a member reads, or a stranger.
async fn get(resident: &Resident, signed_in: bool, path: &str) -> (StatusCode, String) {
    let mut request = Request::get(path).header(header::HOST, "maple.localhost:8499");
    if signed_in {
        request = request.header(header::COOKIE, format!("session={}", resident.session));
    }
    let answer = resident.instance.router().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let (head, body) = answer.into_parts();
    let bytes = to_bytes(body, 4_000_000).await.unwrap();
    (head.status, String::from_utf8_lossy(&bytes).into_owned())
}

/// What a browser fetches by itself when it shows this page, if it is not ours.
fn foreign(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    for attribute in [" src=\"", " srcset=\"", " poster=\"", " data=\"", " background=\"", " ping=\""] {
        let values = html.split(attribute).skip(1).filter_map(|rest| rest.split('"').next());
        found.extend(
            values.filter(|value| !value.starts_with('/') || value.starts_with("//")).map(str::to_owned),
        );
    }
    let links = html.split("<link ").skip(1).filter_map(|rest| rest.split('>').next());
    found.extend(
        links.filter(|link| link.contains("href=\"http") || link.contains("href=\"//")).map(str::to_owned),
    );
    found
}

/// Reads all of it, as a browser does that fetches what pages name.
async fn quiet(resident: &Resident, elsewhere: &Elsewhere, threads: &[ThreadId]) -> Result<(), String> {
    let mut pictures = BTreeMap::new();
    for id in threads {
        let (status, html) = get(resident, id.0 % 4 == 0, &format!("/t/{id}")).await;
        assert_eq!(status, StatusCode::OK, "{html}");
        if let Some(address) = foreign(&html).first() {
            return Err(format!("the page sends its reader to {address}"));
        }
        pictures.insert(id.0, html.contains(&format!("src=\"/media/picture{id}\"")));
        if id.0 % 10 == 0 {
            get(resident, true, &format!("/media/picture{id}")).await;
        }
    }
    assert!(pictures.values().all(|shown| *shown), "a picture is missing");
    match elsewhere.came.load(Ordering::SeqCst) {
        0 => Ok(()),
        came => Err(format!("the other server was asked {came} times")),
    }
}

async fn reading(count: i64) -> Result<(), String> {
    let (instance, _place) = porch::opened().await;
    let keeper = Resident::keeper(&instance).await;
    let evenings = keeper.found("evenings", Audience::Open).await;
    keeper.belong(&evenings).await;
    let elsewhere = Elsewhere::open().await;
    let threads = filled(&instance, &elsewhere, &evenings, count).await;
    quiet(&keeper, &elsewhere, &threads).await
}

#[tokio::test]
async fn reading_a_thousand_threads_asks_nobody_else_for_anything() {
    assert_eq!(reading(THREADS).await, Ok(()));
}

#[tokio::test]
async fn a_picture_that_stays_elsewhere_is_caught() {
    Mutant::PictureHotlinked.switch_on();
    let told = reading(FEW).await.unwrap_err();
    assert!(told.contains("sends its reader to http://harbor.localhost"), "{told}");
}

#[tokio::test]
async fn a_thread_that_is_fetched_when_it_is_read_is_caught() {
    Mutant::FetchedOnRead.switch_on();
    let told = reading(FEW).await.unwrap_err();
    assert!(told.contains("was asked"), "{told}");
}
