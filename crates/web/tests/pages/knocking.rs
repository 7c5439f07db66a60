//! Who knocks too often is asked to wait, and nobody else is; what they wrote is not lost, and reading goes on.

use std::net::SocketAddr;

use axum::{
    body::Body,
    extract::ConnectInfo,
    http::{Method, header},
};

use crate::rig::{Answer, Browser, House, PASSPHRASE, Plan, joining};

/// Tries to sign in through a proxy that says where it comes from; an onion service says nothing.
async fn try_name(browser: &Browser<'_>, from: Option<&str>, name: &str, passphrase: &str) -> Answer {
    let form = [("name", name), ("passphrase", passphrase), ("device", "own")];
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
    let request = browser.request(Method::POST, "/sign-in");
    let mut request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    if let Some(from) = from {
        request = request.header("x-forwarded-for", from);
    }
    let mut request = request.body(Body::from(body)).unwrap();
    request.extensions_mut().insert(ConnectInfo::<SocketAddr>("127.0.0.1:4711".parse().unwrap()));
    browser.send(request).await
}

/// How many tries are answered before the first that comes too soon.
async fn tries(browser: &Browser<'_>, from: Option<&str>, name: impl Fn(usize) -> String) -> usize {
    for tried in 0..1_000 {
        if try_name(browser, from, &name(tried), "wrong-wrong-wrong").await.status == 429 {
            return tried;
        }
    }
    1_000
}

#[tokio::test]
async fn a_guesser_behind_an_onion_locks_one_name_and_nobody_out() {
    let house = House::new().await;
    let operator = house.operator().await;
    let other = house.newcomer(&operator, "maria-24").await;
    let guesser = house.browser();
    assert_eq!(tries(&guesser, None, |_| "operator-one".into()).await, 20);
    let late = try_name(&guesser, None, "Operator One", PASSPHRASE).await;
    late.is(429).says("A little slower, please");
    assert_eq!(late.header("retry-after"), "60");
    try_name(&other, None, "maria-24", PASSPHRASE).await.leads_to();
    // Names that nobody has do not help: hundreds of them are answered like any other.
    assert!((100..1_000).contains(&tries(&guesser, None, |n| format!("nobody-{n}")).await));
    let known = house.browser();
    try_name(&known, Some("203.0.113.7"), "maria-24", PASSPHRASE).await.leads_to();
    house.clock.advance(chrono::Duration::minutes(2));
    try_name(&house.browser(), None, "operator-one", PASSPHRASE).await.leads_to();
}

#[tokio::test]
async fn a_neighbourhood_waits_alone() {
    let house = House::new().await;
    house.operator().await;
    let guesser = house.browser();
    // One street has many doors, and one proxy tells of many streets.
    let tried = tries(&guesser, Some("203.0.113.7"), |n| format!("nobody-{n}")).await;
    assert_eq!(tried, 60);
    let near = try_name(&guesser, Some("203.0.113.99"), "operator-one", PASSPHRASE).await;
    near.is(429);
    assert_eq!(near.header("retry-after"), "10");
    try_name(&guesser, Some("198.51.100.1, 203.0.113.99"), "operator-one", PASSPHRASE).await.is(429);
    try_name(&guesser, Some("198.51.100.1"), "operator-one", PASSPHRASE).await.leads_to();
    try_name(&house.browser(), None, "operator-one", PASSPHRASE).await.leads_to();
}

#[tokio::test]
async fn whoever_holds_an_invitation_gets_in_whatever_others_try() {
    let house = House::new().await;
    let operator = house.operator().await;
    let code = operator.invite("room 3").await;
    let guesser = house.browser();
    for n in 0..800 {
        guesser.post(&format!("/join/nothing{n}"), &joining("somebody")).await.is(404);
    }
    let form: [(&str, &str); 5] = [
        ("code", "aaaa"),
        ("sign_in_name", "robin-77"),
        ("passphrase", PASSPHRASE),
        ("device", "own"),
        ("adult", "yes"),
    ];
    for n in 0..25 {
        guesser.post("/recover", &form).await.is(if n < 20 { 422 } else { 429 });
    }
    house.joined(&code, "robin-77").await;
}

#[tokio::test]
async fn what_came_too_soon_is_kept_and_reading_goes_on() {
    let house = House::planned(Plan::default()).await;
    let operator = house.operator().await;
    let mut sent = 0;
    let late = loop {
        let form =
            [("theme", "dark"), ("body", "words <that> took an hour"), ("note", "loss"), ("note", "death")];
        let answer = operator.post("/notices/seen", &form).await;
        if answer.status == 429 {
            break answer;
        }
        sent += 1;
        assert!(sent < 200, "{}", answer.status);
    };
    assert!(sent >= 50, "{sent}");
    late.says("A little slower, please").says("Nothing is lost").says("words &#60;that&#62; took an hour");
    late.says("<input type=\"hidden\" name=\"note\" value=\"death\">").says("Send it again");
    assert_eq!(late.header("retry-after"), "2");
    for path in ["/", "/settings", "/communities", "/help-now"] {
        operator.get(path).await.is(200);
    }
    house.clock.advance(chrono::Duration::seconds(2));
    assert_ne!(operator.post("/notices/seen", &[("a", "b")]).await.status, 429);
}

#[tokio::test]
async fn an_open_browser_is_no_place_to_guess_the_passphrase() {
    let house = House::new().await;
    let operator = house.operator().await;
    for n in 0..12 {
        let answer = operator.post("/settings/recovery-codes", &[("current", "wrong-wrong-wrong")]).await;
        answer.is(if n < 10 { 422 } else { 429 });
        answer.says_not("wrong-wrong-wrong");
    }
}

#[tokio::test]
async fn tor_browser_hears_of_the_onion_where_there_is_one() {
    let onion = Some("http://maplemaple.onion");
    let house = House::planned(Plan { onion, ..Plan::default() }).await;
    let answer = house.browser().get("/help-now?country=US").await;
    assert_eq!(answer.header("onion-location"), "http://maplemaple.onion/help-now?country=US");
    assert_eq!(House::new().await.browser().get("/help-now").await.header("onion-location"), "");
}
