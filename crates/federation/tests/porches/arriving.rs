//! At the door: what is taken, what is not, and that it counts once.

use axum::{
    body::Body,
    http::{HeaderMap, Request, StatusCode, header},
};
use federation::wire::{DatedSigner, Reach, WebAddress};
use serde_json::{Value, json};
use tower::ServiceExt as _;

use crate::{
    rig::settle,
    world::{Scene, scene},
};

fn signed(s: &Scene, actor: &str, body: &str) -> HeaderMap {
    let inbox = WebAddress::parse(&s.maple.url("/inbox"), Reach::Demo).unwrap();
    let dated: DatedSigner = s.world.signer(actor).at(s.maple.test.database.clock().now());
    dated.sign_post(&inbox, body.as_bytes())
}

async fn knock(s: &Scene, headers: HeaderMap, body: &str) -> StatusCode {
    let mut request = Request::post("/inbox").body(Body::from(body.to_owned())).unwrap();
    *request.headers_mut() = headers;
    s.maple.federation.router().oneshot(request).await.unwrap().status()
}

fn like(s: &Scene) -> Value {
    s.world.activity(&s.bob, "Like", json!(s.thread_id), json!({}))
}

async fn received(s: &Scene) -> i64 {
    s.maple.count("SELECT COUNT(*) FROM received").await
}

#[tokio::test]
async fn a01_a10_what_is_not_proved_is_not_remembered() {
    let s = scene().await;
    let before = received(&s).await;
    let body = like(&s).to_string();
    let mut unsigned = HeaderMap::new();
    unsigned.insert(header::CONTENT_TYPE, "application/activity+json".parse().unwrap());
    assert_eq!(knock(&s, unsigned, &body).await, StatusCode::UNAUTHORIZED);
    let other = body.replace("Like", "Lake");
    assert_eq!(knock(&s, signed(&s, &s.bob, &body), &other).await, StatusCode::UNAUTHORIZED);
    assert_eq!(knock(&s, signed(&s, &s.eve, &body), &body).await, StatusCode::UNAUTHORIZED, "another's key");
    assert_eq!(received(&s).await, before);
    assert_eq!(knock(&s, signed(&s, &s.bob, &body), &body).await, StatusCode::ACCEPTED);
    assert_eq!(received(&s).await, before + 1);
}

#[tokio::test]
async fn a09_the_same_request_counts_once() {
    let s = scene().await;
    let body = like(&s).to_string();
    let headers = signed(&s, &s.bob, &body);
    for _ in 0..3 {
        assert_eq!(knock(&s, headers.clone(), &body).await, StatusCode::ACCEPTED);
    }
    settle(&[&s.maple]).await;
    assert_eq!(s.maple.count("SELECT COUNT(*) FROM supports").await, 1);
}

#[tokio::test]
async fn a14_a_new_key_is_fetched_once_and_bad_ones_not_again_and_again() {
    let s = scene().await;
    assert_eq!(s.send(&like(&s)).await, "accepted");
    let asked = || s.world.asked(&s.bob);
    let before = asked();
    let body = like(&s).to_string();
    let mut headers = signed(&s, &s.bob, &body);
    let forged = headers["signature"].to_str().unwrap().replace("signature=\"", "signature=\"AAAA");
    headers.insert("signature", forged.parse().unwrap());
    for _ in 0..100 {
        assert_eq!(knock(&s, headers.clone(), &body).await, StatusCode::UNAUTHORIZED);
    }
    assert!(asked() <= before + 1, "{} requests", asked() - before);
}

/// Sends the same activity over and over; answers the first that is not taken, and how many were.
async fn flood(s: &Scene, actor: &str) -> (usize, axum::response::Response) {
    let body = s.world.activity(actor, "Like", json!(s.thread_id), json!({})).to_string();
    let headers = signed(s, actor, &body);
    for taken in 0.. {
        let mut request = Request::post("/inbox").body(Body::from(body.clone())).unwrap();
        *request.headers_mut() = headers.clone();
        let answer = s.maple.federation.router().oneshot(request).await.unwrap();
        if answer.status() != StatusCode::ACCEPTED {
            return (taken, answer);
        }
    }
    unreachable!("no server may send without an end")
}

#[tokio::test]
async fn a_server_that_floods_waits_and_the_others_do_not() {
    let s = scene().await;
    let (taken, answer) = flood(&s, &s.bob).await;
    assert!((4_000..=5_000).contains(&taken), "{taken}: a night's letters come at once");
    assert_eq!(answer.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(answer.headers()[header::RETRY_AFTER], "1");
    let announce = s.world.activity(&s.park_id, "Announce", json!(s.thread_id), json!({}));
    assert_ne!(s.world.post_as(&s.maple, &s.park_id, &announce).await, StatusCode::TOO_MANY_REQUESTS);
    let forged = like(&s).to_string();
    assert_eq!(knock(&s, signed(&s, &s.eve, &forged), &forged).await, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a21_nobody_elsewhere_speaks_for_us() {
    let s = scene().await;
    let persona = s.maple.persona(&s.maple.founder, &s.garden).await;
    let ours = s.maple.url(&format!("/p/{}", persona.handle));
    let rows = [
        (
            "actor",
            json!({ "id": s.maple.url("/activities/1"), "type": "Like", "actor": ours, "object": s.thread_id }),
            403,
        ),
        (
            "id",
            json!({ "id": s.maple.url("/activities/1"), "type": "Like", "actor": s.bob, "object": s.thread_id }),
            403,
        ),
        ("a number", json!({ "id": 4, "type": "Like", "actor": s.bob, "object": s.thread_id }), 400),
        (
            "relative",
            json!({ "id": "/activities/1", "type": "Like", "actor": s.bob, "object": s.thread_id }),
            400,
        ),
        ("no object", json!({ "id": s.world.url("other", "/a/1"), "type": "Like", "actor": s.bob }), 400),
    ];
    for (row, activity, expected) in rows {
        assert_eq!(s.world.post_as(&s.maple, &s.bob, &activity).await.as_u16(), expected, "{row}");
    }
    let mut create = s.create(&s.bob, &s.world.note(&s.bob, &s.garden_id, &s.thread_id, "x"));
    create["object"]["id"] = s.thread_id.clone().into();
    assert_eq!(s.send(&create).await, "our-own");
}

#[tokio::test]
async fn d01_d04_size_type_and_shape_are_checked_at_the_door() {
    let s = scene().await;
    let large = format!("{{\"x\": \"{}\"}}", "x".repeat(1_100_000));
    assert_eq!(knock(&s, signed(&s, &s.bob, &large), &large).await, StatusCode::PAYLOAD_TOO_LARGE);
    let body = like(&s).to_string();
    let mut html = signed(&s, &s.bob, &body);
    html.insert(header::CONTENT_TYPE, "text/html".parse().unwrap());
    assert_eq!(knock(&s, html, &body).await, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let twice = body.replacen('{', &format!("{{\"actor\": \"{}\", ", s.eve), 1);
    for hostile in [twice.as_str(), "{", "[]", "\"x\"", "null", &"[".repeat(5_000)] {
        assert_eq!(
            knock(&s, signed(&s, &s.bob, hostile), hostile).await,
            StatusCode::BAD_REQUEST,
            "{hostile:.40}"
        );
    }
    let get = Request::get("/inbox").body(Body::empty()).unwrap();
    let status = s.maple.federation.router().oneshot(get).await.unwrap().status();
    assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn d08_nothing_comes_from_the_future() {
    let s = scene().await;
    let mut note = s.world.note(&s.bob, &s.garden_id, &s.thread_id, "Soon");
    note["published"] = "2999-01-01T00:00:00Z".into();
    assert_eq!(s.send(&s.create(&s.bob, &note)).await, "accepted");
    let heard = s.maple.comment_of(note["id"].as_str().unwrap()).await;
    assert!(heard.hour <= s.maple.test.database.clock().hour());
}

#[tokio::test]
async fn one_that_cannot_be_fetched_does_not_hold_up_the_others() {
    let s = scene().await;
    let page = s.known_page().await;
    let away = s.world.note(&s.bob, &s.park_id, &page, "From a server in trouble");
    s.world.refuse(away["id"].as_str().unwrap(), 503);
    let first = s.world.activity(&s.park_id, "Announce", s.create(&s.bob, &away), json!({}));
    assert_eq!(s.world.post_as(&s.maple, &s.park_id, &first).await, StatusCode::ACCEPTED);
    let here = s.world.note(&s.ann, &s.park_id, &page, "From here");
    let second = s.world.activity(&s.park_id, "Announce", s.create(&s.ann, &here), json!({}));
    assert_eq!(s.world.post_as(&s.maple, &s.park_id, &second).await, StatusCode::ACCEPTED);
    for _ in 0..200 {
        if s.knows(here["id"].as_str().unwrap()).await {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    assert!(s.knows(here["id"].as_str().unwrap()).await);
    s.world.serve(away["id"].as_str().unwrap(), away.clone());
    settle(&[&s.maple]).await;
    assert!(s.knows(away["id"].as_str().unwrap()).await);
}
