//! What every request must pass and every answer must carry.

use axum::{
    body::Body,
    http::{Method, StatusCode, header},
};

use crate::rig::House;

#[tokio::test]
async fn every_answer_carries_the_strict_headers() {
    let house = House::new().await;
    let browser = house.browser();
    for path in ["/sign-in", "/help-now", "/no/such/page", "/health/live", "/leave"] {
        let answer = browser.get(path).await;
        let policy = answer.header("content-security-policy");
        assert_eq!(
            policy,
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'; \
             base-uri 'none'; frame-ancestors 'none'; connect-src 'self'; manifest-src 'self'; worker-src 'self'"
        );
        assert_eq!(answer.header("referrer-policy"), "same-origin");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert!(answer.header("x-robots-tag").starts_with("noindex"));
        if path != "/help-now" {
            assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        }
    }
}

#[tokio::test]
async fn a_form_from_another_site_is_refused_before_anything_happens() {
    let house = House::new().await;
    let operator = house.operator().await;
    let forms: [&[(&str, &str)]; 4] = [
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site"), ("origin", "https://maple.example")],
        &[("origin", "https://evil.example")],
        &[("origin", "null")],
    ];
    for pairs in forms {
        let mut request = operator.request(Method::POST, "/sign-out");
        for (name, value) in pairs {
            request = request.header(*name, *value);
        }
        let answer = operator.send(request.body(Body::empty()).unwrap()).await;
        answer.is(403).says("That form came from another site");
        operator.get("/settings").await.is(200);
    }
    let request = operator.request(Method::POST, "/sign-out").header("origin", "https://maple.example");
    operator.send(request.body(Body::empty()).unwrap()).await.leads_to();
}

#[tokio::test]
async fn trouble_is_told_kindly_in_the_same_look() {
    let house = House::new().await;
    let browser = house.browser();
    browser.get("/no/such/page").await.is(404).says("That page is not here").says("<main");
    browser.get("/t/not-a-number").await.says("<main");
    let wrong = browser.request(Method::DELETE, "/sign-in").body(Body::empty()).unwrap();
    let wrong = browser.send(wrong).await;
    wrong.is(405).says("That does not work here");
    assert!(wrong.header("allow").contains("POST"));
    let empty = browser.request(Method::POST, "/sign-in").body(Body::empty()).unwrap();
    browser.send(empty).await.says("That form did not reach us whole");
    let broken = browser.request(Method::POST, "/sign-in").header(header::CONTENT_TYPE, "application/json");
    browser.send(broken.body(Body::from("{}")).unwrap()).await.says("That form did not reach us whole");
    let twice = browser.post("/sign-in", &[("name", "a"), ("name", "b")]).await;
    twice.is(400).says("That form did not reach us whole");
    let large = "x".repeat(web::forms::BODY_LIMIT + 1);
    browser.post("/sign-in", &[("name", large)]).await.is(413).says("That is too much at once");
}

#[tokio::test]
async fn styles_and_scripts_are_kept_for_ever_under_their_content() {
    let house = House::new().await;
    let browser = house.browser();
    let page = browser.get("/sign-in").await;
    let style = page.between("<link rel=\"stylesheet\" href=\"", "\"").to_owned();
    let script = page.between("<script type=\"module\" src=\"", "\"").to_owned();
    for (path, kind) in [(&style, "text/css"), (&script, "text/javascript")] {
        let file = browser.get(path).await;
        file.is(200);
        assert!(file.header("content-type").starts_with(kind));
        assert_eq!(file.header("cache-control"), "public, max-age=31536000, immutable");
        let again = browser.request(Method::GET, path).header(header::IF_NONE_MATCH, file.header("etag"));
        assert_eq!(browser.send(again.body(Body::empty()).unwrap()).await.status, StatusCode::NOT_MODIFIED);
    }
    for (accepted, encoding) in [("gzip, deflate, br", "br"), ("gzip, deflate", "gzip")] {
        let packed = browser.request(Method::GET, &style).header(header::ACCEPT_ENCODING, accepted);
        let packed = browser.send(packed.body(Body::empty()).unwrap()).await;
        assert_eq!(packed.header("content-encoding"), encoding);
        assert_eq!(packed.header("vary"), "accept-encoding");
        assert!(
            packed.header("content-length").parse::<usize>().unwrap() <= 12_000,
            "the style sheet's budget"
        );
    }
    browser.get("/styles/porch-0.css").await.is(404);
    browser.get("/scripts/..%2f..%2fCargo.toml").await.is(404);
}

#[tokio::test]
async fn health_is_told_in_a_word() {
    let house = House::new().await;
    let browser = house.browser();
    assert_eq!(browser.get("/health/live").await.html, "live\n");
    assert_eq!(browser.get("/health/ready").await.html, "ready\n");
}
