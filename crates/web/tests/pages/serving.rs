//! How pages are sent: small where that tells nobody anything, and with an answer for whoever finds no room.

use axum::{
    body::Body,
    http::{Method, header},
};
use std::io::Read;

use crate::{
    cast::{found, thread},
    rig::{Browser, House},
};

/// The page as a browser unpacks it, and how it came.
async fn unpacked(browser: &Browser<'_>, path: &str) -> (String, String) {
    let request = browser.request(Method::GET, path).header(header::ACCEPT_ENCODING, "gzip, br");
    let (headers, bytes) = browser.bytes(request.body(Body::empty()).unwrap()).await;
    let encoding = headers.get(header::CONTENT_ENCODING).map_or("", |value| value.to_str().unwrap());
    let mut html = String::new();
    match encoding {
        "gzip" => flate2::read::GzDecoder::new(&bytes[..]).read_to_string(&mut html).unwrap(),
        _ => (&bytes[..]).read_to_string(&mut html).unwrap(),
    };
    (html, encoding.to_owned())
}

#[tokio::test]
async fn a_thread_is_packed_and_says_the_same() {
    let house = House::new().await;
    let operator = house.operator().await;
    let porch = found(&operator, "porch", "The porch", "circle").await;
    let thread = thread(&operator, &porch, "First week", "It is long.").await;
    for (path, words) in [(&thread, "It is long."), (&porch, "First week")] {
        let (html, encoding) = unpacked(&operator, path).await;
        assert_eq!(encoding, "gzip", "{path}");
        assert!(html.contains(words) && html.contains("You are ") && html.ends_with("</html>"), "{html}");
        let plain = operator.get(path).await;
        assert_eq!((plain.header("content-encoding"), plain.header("vary")), ("", "accept-encoding"));
    }
}

#[tokio::test]
async fn what_is_somebodys_own_is_sent_as_it_is() {
    let house = House::new().await;
    let operator = house.operator().await;
    let porch = found(&operator, "porch", "The porch", "circle").await;
    thread(&operator, &porch, "First week", "It is long.").await;
    let home = operator.home().await;
    for path in [
        "/",
        "/feed",
        "/mine",
        "/notices",
        "/settings/names",
        "/communities",
        &home,
        &format!("{porch}/name"),
    ] {
        assert_eq!(unpacked(&operator, path).await.1, "", "{path}");
    }
    assert_eq!(unpacked(&house.browser(), "/help").await.1, "gzip");
}

#[tokio::test]
async fn in_a_full_house_reading_waits_before_writing_and_help_never_does() {
    let house = House::new().await;
    let operator = house.operator().await;
    let porch = found(&operator, "porch", "The porch", "circle").await;
    let thread = thread(&operator, &porch, "First week", "It is long.").await;
    let mut inside = Vec::new();
    while let Some(place) = house.site.room.enter(true) {
        inside.push(place);
    }
    let refused = operator.get(&thread).await;
    refused.is(503).says("Many people are here right now");
    assert_eq!(refused.header("retry-after"), "5");
    let form = [("body", "Still here.")];
    operator.post(&format!("{thread}/comments"), &form).await.is(303);
    while let Some(place) = house.site.room.enter(false) {
        inside.push(place);
    }
    let form = [("body", "Not to be lost."), ("once", "abc")];
    let kept = operator.post(&format!("{thread}/comments"), &form).await;
    kept.is(503).says("Not to be lost.").says("Nothing is lost").says("name=\"once\" value=\"abc\"");
    for path in ["/help-now", "/help", "/health/live"] {
        operator.get(path).await.is(200);
    }
    operator.get("/leave").await.is(303);
    inside.clear();
    house.browser().get("/sign-in").await.is(200);
}

#[tokio::test]
async fn help_is_told_a_topic_a_page() {
    let house = House::new().await;
    let browser = house.browser();
    let list = browser.get("/help").await;
    list.is(200).says("For everybody").says("For moderators").says("/help/operators/");
    let topics: Vec<String> =
        list.html.split("href=\"/help/").skip(1).map(|rest| rest.split('"').next().unwrap().into()).collect();
    assert!(topics.len() > 15, "{topics:?}");
    for topic in topics {
        let page = browser.get(&format!("/help/{topic}")).await;
        page.is(200).says("<div class=\"prose\">");
        for picture in page.html.split("<img loading=\"lazy\" src=\"").skip(1) {
            let address = picture.split('"').next().unwrap();
            browser.get(address).await.is(200);
        }
    }
    browser.get("/help/members/none").await.is(404);
}

/// Leaving quickly cannot clear the browser's history, and it must not seem to.
#[tokio::test]
async fn help_says_that_the_history_stays_after_leaving_quickly() {
    let house = House::new().await;
    let page = house.browser().get("/help/members/leaving-quickly").await;
    page.is(200).says("Your browser's history stays.").says("only you can").says("clear the last hour");
    page.says("private window").says("Shift");
    house.browser().get("/help").await.says("/help/members/leaving-quickly");
}
