//! Bad input: a clear page each time, and nothing lost.

use axum::{body::Body, http::Method, http::header};

use crate::{
    cast::{comment, found, thread},
    rig::House,
};

#[tokio::test]
async fn unknown_and_odd_addresses_are_one_kind_page() {
    let house = House::new().await;
    let operator = house.operator().await;
    let unknown = operator.get("/t/12345").await;
    unknown.is(404).says("That page is not here");
    let paths = [
        "/t/x",
        "/t/-1",
        "/t/99999999999999999999",
        "/t/12345/new",
        "/t/12345/edit",
        "/t/12345/deletion",
        "/t/12345/report",
        "/t/12345/decisions",
        "/comments/x",
        "/comments/5",
        "/comments/5/edit",
        "/comments/5/deletion",
        "/comments/5/report",
        "/comments/5/decisions",
        "/c/none",
        "/c/none@nowhere.example",
        "/c/none/threads/new",
        "/c/none/name",
        "/c/none/team",
        "/c/none/settings",
        "/c/none/guidelines",
        "/c/none/reports",
        "/c/none/queue",
        "/c/none/decisions",
        "/c/%FF",
        "/people/5/ban",
        "/people/x/ban",
        "/decisions/5",
    ];
    for path in paths {
        assert_eq!(operator.get(path).await.html, unknown.html, "{path}");
    }
}

#[tokio::test]
async fn forms_about_nothing_are_refused_clearly() {
    let house = House::new().await;
    let operator = house.operator().await;
    let form = [
        ("title", "t"),
        ("body", "b"),
        ("kind", "remove"),
        ("reason", "spam"),
        ("persona", "5"),
        ("community", "none"),
    ];
    let paths = [
        "/t/12345/comments",
        "/t/12345/support",
        "/t/12345/report",
        "/t/12345/decisions",
        "/t/12345/edit",
        "/t/12345/deletion",
        "/comments/5/edit",
        "/comments/5/deletion",
        "/comments/5/support",
        "/comments/5/report",
        "/comments/5/decisions",
        "/c/none/threads",
        "/c/none/membership",
        "/c/none/membership/end",
        "/c/none/name",
        "/c/none/team",
        "/c/none/settings",
        "/c/none/guidelines",
        "/c/none/queue/5",
        "/c/none/closing",
        "/decisions/5/lift",
        "/people/5/ban",
    ];
    for path in paths {
        let answer = operator.post(path, &form).await;
        assert_eq!(answer.status.as_u16(), 404, "{path}: {}", answer.html);
        answer.says("That page is not here");
    }
    operator
        .post("/communities/lookup", &[("address", "!no@where.example")])
        .await
        .is(422)
        .says("!no@where.example");
}

#[tokio::test]
async fn malformed_bodies_and_wrong_methods_have_their_pages() {
    let house = House::new().await;
    let operator = house.operator().await;
    let porch = found(&operator, "porch", "The porch", "circle").await;
    let talk = thread(&operator, &porch, "t", "b").await;
    let reply = comment(&operator, &talk, "", "r").await;
    for path in [
        format!("{porch}/threads"),
        format!("{talk}/comments"),
        format!("/comments/{reply}/edit"),
        format!("{talk}/decisions"),
    ] {
        for (kind, body) in [
            ("text/plain", "body=x"),
            ("application/json", "{}"),
            ("application/x-www-form-urlencoded", "version=5&version=6"),
        ] {
            let request = operator.request(Method::POST, &path).header(header::CONTENT_TYPE, kind);
            let answer = operator.send(request.body(Body::from(body)).unwrap()).await;
            assert!(answer.status.is_client_error(), "{path} {kind}: {}", answer.status);
            answer.says("<h1>");
        }
        let huge = "x".repeat(600 * 1024);
        operator
            .post(&path, &[("title", "t"), ("body", huge.as_str())])
            .await
            .is(413)
            .says("too much at once");
    }
    for (method, path) in [
        (Method::DELETE, talk.clone()),
        (Method::PUT, porch.clone()),
        (Method::GET, format!("{talk}/comments")),
        (Method::POST, talk.clone()),
    ] {
        let request = operator.request(method, &path).header("sec-fetch-site", "same-origin");
        operator.send(request.body(Body::empty()).unwrap()).await.is(405).says("That does not work here");
    }
    operator.get("/feed?before=nonsense").await.is(200);
    operator.get(&format!("{porch}?before=nonsense&order=nonsense")).await.is(200);
}

#[tokio::test]
async fn a_comment_written_too_late_survives_signing_in() {
    let house = House::new().await;
    let operator = house.operator().await;
    let porch = found(&operator, "porch", "The porch", "circle").await;
    let talk = thread(&operator, &porch, "t", "b").await;
    operator.cookies.borrow_mut().clear();
    let asked = operator.post(&format!("{talk}/comments"), &[("body", "long and hard to write")]).await;
    asked.is(401).says("You were signed out").says("long+and+hard");
}

#[tokio::test]
async fn hostile_words_stay_words() {
    let house = House::new().await;
    let operator = house.operator().await;
    let porch = found(&operator, "porch", "The porch", "circle").await;
    let evil = "<script>alert(1)</script> <img src=x onerror=alert(1)> [x](javascript:alert(1)) ![p](https://evil.example/p.png)";
    let talk = thread(&operator, &porch, "<script>alert(1)</script>", evil).await;
    comment(&operator, &talk, "", evil).await;
    for path in [talk.as_str(), porch.as_str(), "/", "/mine"] {
        let page = operator.get(path).await;
        page.says_not("<script>alert")
            .says_not("onerror=alert(1)>")
            .says_not("href=\"javascript")
            .says_not("src=\"https://evil");
    }
}
