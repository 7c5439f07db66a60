//! What we give out: section E of the list of federation security checks.

use axum::http::{HeaderMap, StatusCode, header};
use federation::dead;
use forum::comments;
use members::Audience;
use moderation::{Subject, measures::Kind};
use serde_json::{Value, json};

use crate::{
    rig::{Porch, settle},
    world::scene,
};

/// The addresses of everything that has to do with a community and what was written in it.
async fn addresses(porch: &Porch) -> Vec<String> {
    let mut tx = porch.write().await;
    let mut all = Vec::new();
    let mut list = async |sql: &'static str, path: &str, rest: &str| {
        let ids: Vec<i64> = tx.sql(sql).column().await.unwrap();
        all.extend(ids.into_iter().map(|id| format!("{path}{id}{rest}")));
    };
    list("SELECT id FROM threads", "/t/", "").await;
    list("SELECT id FROM threads", "/t/", "/context").await;
    list("SELECT id FROM comments", "/comments/", "").await;
    list("SELECT id FROM sent", "/activities/", "").await;
    let handles: Vec<String> =
        tx.sql("SELECT handle FROM communities WHERE host = ''").column().await.unwrap();
    for handle in handles {
        for rest in ["", "/outbox", "/followers", "/moderators", "/featured"] {
            all.push(format!("/c/{handle}{rest}"));
        }
        all.push(format!("/p/moderators_{handle}"));
        all.push(format!("/.well-known/webfinger?resource=acct:{handle}@{}", porch.host));
    }
    let people: Vec<String> = tx.sql("SELECT handle FROM personas WHERE host = ''").column().await.unwrap();
    for handle in people {
        for rest in ["", "/outbox", "/followers", "/following"] {
            all.push(format!("/p/{handle}{rest}"));
        }
        all.push(format!("/.well-known/webfinger?resource=acct:{handle}@{}", porch.host));
    }
    all
}

pub async fn all_bodies(porch: &Porch) -> String {
    let mut bodies = String::new();
    for path in addresses(porch).await {
        let (status, _, body) = porch.get(&path, HeaderMap::new()).await;
        assert!(!status.is_server_error(), "{path}: {status}");
        bodies.push_str(&body);
    }
    bodies
}

#[tokio::test]
async fn e01_what_is_hidden_is_in_no_answer() {
    let s = scene().await;
    let (maple, founder) = (&s.maple, &s.maple.founder);
    let thread = maple.start(founder, &s.garden, "Cucumbers", "Secretly-removed-thread").await;
    let other = maple.start(founder, &s.garden, "Beans", "Long ones.").await;
    let gone = maple.say(founder, other, "Secretly-deleted-comment").await;
    let removed = maple.say(founder, other, "Secretly-removed-comment").await;
    settle(&[maple]).await;
    assert!(all_bodies(maple).await.contains("Secretly-deleted-comment"), "the test can see");
    let mut tx = maple.write().await;
    comments::delete(&mut tx, founder, gone).await.unwrap();
    tx.commit().await.unwrap();
    maple.take(&s.garden, Kind::Remove, Subject::Comment(removed)).await;
    maple.take(&s.garden, Kind::Remove, Subject::Thread(thread)).await;
    let links: String = (0..8).map(|n| format!("<https://secretly-held{n}.example> ")).collect();
    maple.say(founder, other, &links).await;
    let house = maple.found("living-room", Audience::House).await;
    let dishes = maple.start(founder, &house, "Secretly-house", "Secretly-dishes").await;
    maple.say(founder, dishes, "Secretly-mine").await;
    settle(&[maple]).await;
    let bodies = all_bodies(maple).await.to_lowercase();
    assert!(!bodies.contains("secretly"), "{bodies}");
    assert_eq!(maple.read(&format!("/comments/{gone}")).await.0, StatusCode::GONE);
    assert_eq!(maple.read(&format!("/comments/{gone}")).await.1["type"], "Tombstone");
    assert_eq!(maple.read(&format!("/comments/{removed}")).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn e01_a_house_and_nothing_answer_alike() {
    let s = scene().await;
    let house = s.maple.found("living-room", Audience::House).await;
    let thread = s.maple.start(&s.maple.founder, &house, "Dishes", "Whose turn?").await;
    let persona = s.maple.persona(&s.maple.founder, &house).await;
    let host = &s.maple.host;
    let pairs = [
        (format!("/c/{}", house.handle), "/c/nothing".to_owned()),
        (format!("/t/{thread}"), "/t/1".to_owned()),
        (format!("/t/{thread}/context"), "/t/1/context".to_owned()),
        (format!("/p/{}", persona.handle), "/p/nobody".to_owned()),
        (
            format!("/.well-known/webfinger?resource=acct:{}@{host}", persona.handle),
            format!("/.well-known/webfinger?resource=acct:nobody@{host}"),
        ),
    ];
    for (there, nothing) in pairs {
        let (one, other) =
            (s.maple.get(&there, HeaderMap::new()).await, s.maple.get(&nothing, HeaderMap::new()).await);
        assert_eq!(one, other, "{there}");
        assert_eq!(one.0, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn e03_what_only_members_and_moderators_know_is_in_no_document() {
    let s = scene().await;
    let thread = s.maple.start(&s.maple.founder, &s.garden, "Cucumbers", "Green.").await;
    let comment = s.maple.say(&s.maple.founder, thread, "Rude.").await;
    let measure = s.maple.take(&s.garden, Kind::Remove, Subject::Comment(comment)).await;
    settle(&[&s.maple]).await;
    s.maple.lift(&s.garden, measure).await;
    s.maple.take(&s.garden, Kind::Lock, Subject::Thread(thread)).await;
    settle(&[&s.maple]).await;
    let bodies = all_bodies(&s.maple).await;
    let founder = s.maple.persona(&s.maple.founder, &s.garden).await;
    for secret in ["not the place for it", "seven slow lanterns", "founder", "127.0.0.1"] {
        assert!(!bodies.contains(secret), "{secret}");
    }
    let (_, list) = s.maple.read("/c/garden/moderators").await;
    assert!(!list.to_string().contains(&founder.handle), "who of us moderates is not told");
}

#[tokio::test]
async fn e04_nobody_is_found_by_searching_and_nobody_is_counted() {
    let s = scene().await;
    let persona = s.maple.persona(&s.maple.founder, &s.garden).await;
    for path in ["/c/garden".to_owned(), format!("/p/{}", persona.handle), "/actor".into(), "/reader".into()]
    {
        let (status, actor) = s.maple.read(&path).await;
        assert_eq!(status, StatusCode::OK, "{path}");
        assert_eq!((&actor["discoverable"], &actor["indexable"]), (&json!(false), &json!(false)));
    }
    for list in ["outbox", "followers", "following"] {
        let (_, list) = s.maple.read(&format!("/p/{}/{list}", persona.handle)).await;
        assert_eq!((&list["totalItems"], &list["orderedItems"]), (&json!(0), &json!([])));
    }
    let follow = s.world.activity(&s.bob, "Follow", json!(s.garden_id), json!({}));
    assert_eq!(s.send(&follow).await, "accepted");
    let (_, followers) = s.maple.read("/c/garden/followers").await;
    assert_eq!(followers["totalItems"], 1);
    assert!(followers["orderedItems"].is_null());
    let follow =
        s.world.activity(&s.bob, "Follow", json!(s.maple.url(&format!("/p/{}", persona.handle))), json!({}));
    assert_eq!(s.send(&follow).await, "personal");
    assert!(s.world.heard().iter().any(|heard| heard["type"] == "Reject"));
}

#[tokio::test]
async fn e05_letters_go_to_the_followers_own_server_and_stop_when_it_is_gone() {
    let s = scene().await;
    let mut carl = s.world.actor_document("other", &s.world.url("other", "/u/carl"), "carl", "Person");
    carl["inbox"] = s.world.url("victim", "/inbox").into();
    s.world.serve(&s.world.url("other", "/u/carl"), carl);
    let follow = s.world.activity(&s.world.url("other", "/u/carl"), "Follow", json!(s.garden_id), json!({}));
    assert_eq!(s.send(&follow).await, "401", "an actor whose inbox is elsewhere is none");

    let follow = s.world.activity(&s.bob, "Follow", json!(s.garden_id), json!({}));
    assert_eq!(s.send(&follow).await, "accepted");
    let mut tx = s.maple.write().await;
    let row =
        "INSERT INTO followers (community_id, actor_id, host, inbox, follow_id) VALUES ($1, $2, 'x', $3, '')";
    for (actor, inbox) in [("a", "http://10.0.0.1/inbox"), ("b", "http://169.254.169.254/latest/")] {
        tx.sql(row).bind(s.garden.id).bind(actor).bind(inbox).execute().await.unwrap();
    }
    tx.commit().await.unwrap();
    s.world.refuse(&s.world.url("other", "/inbox"), 410);
    s.maple.start(&s.maple.founder, &s.garden, "Cucumbers", "Green.").await;
    settle(&[&s.maple]).await;
    assert_eq!(s.maple.count("SELECT COUNT(*) FROM followers WHERE host <> 'x'").await, 0, "410 stops it");
    let reasons: Vec<String> =
        dead::list(&s.maple.federation).await.unwrap().into_iter().map(|letter| letter.reason).collect();
    assert!(
        reasons.iter().all(|reason| reason.contains("gone")),
        "private inboxes are not even queued: {reasons:?}"
    );
}

#[tokio::test]
async fn e05_other_refusals_end_in_the_dead_letters() {
    let s = scene().await;
    let follow = s.world.activity(&s.bob, "Follow", json!(s.garden_id), json!({}));
    assert_eq!(s.send(&follow).await, "accepted");
    s.world.refuse(&s.world.url("other", "/inbox"), 400);
    s.maple.start(&s.maple.founder, &s.garden, "Cucumbers", "Green.").await;
    settle(&[&s.maple]).await;
    let letters = dead::list(&s.maple.federation).await.unwrap();
    assert_eq!(letters.len(), 2);
    assert!(letters[0].reason.contains("400"));
    s.world.refuse(&s.world.url("other", "/inbox"), 202);
    assert!(dead::replay(&s.maple.federation, letters[0].id).await.unwrap());
    settle(&[&s.maple]).await;
    assert_eq!(dead::list(&s.maple.federation).await.unwrap().len(), 1);
}

#[tokio::test]
async fn e07_answers_say_how_they_may_be_kept() {
    let s = scene().await;
    let path = s.thread_id.strip_prefix(&s.maple.base).unwrap().to_owned();
    let (status, headers, _) = s.maple.get(&path, HeaderMap::new()).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(headers[header::CONTENT_TYPE], "application/activity+json");
    assert!(headers[header::VARY].to_str().unwrap().contains("Accept"));
    assert!(headers[header::CACHE_CONTROL].to_str().unwrap().starts_with("public"));
    assert!(headers["x-robots-tag"].to_str().unwrap().contains("noindex"));
    let (_, headers, _) = s.maple.get("/t/1", HeaderMap::new()).await;
    assert_eq!(headers[header::CACHE_CONTROL], "no-store");

    let context = format!("{path}/context");
    let (_, headers, body) = s.maple.get(&context, HeaderMap::new()).await;
    let list: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(list["orderedItems"], json!([s.thread_id]));
    let mut again = HeaderMap::new();
    again.insert(header::IF_NONE_MATCH, headers[header::ETAG].clone());
    let (status, _, body) = s.maple.get(&context, again.clone()).await;
    assert_eq!((status, body.as_str()), (StatusCode::NOT_MODIFIED, ""));
    let thread = path.rsplit('/').next().unwrap().parse().unwrap();
    s.maple.say(&s.maple.founder, thread, "Red by now.").await;
    assert_eq!(s.maple.get(&context, again).await.0, StatusCode::OK);
}

#[tokio::test]
async fn every_actor_that_signs_is_found_by_webfinger_and_back() {
    let s = scene().await;
    let persona = s.maple.persona(&s.maple.founder, &s.garden).await;
    let names = ["server", "reader", "garden", "moderators_garden", persona.handle.as_str()];
    for name in names {
        let resource = format!("/.well-known/webfinger?resource=acct:{name}@{}", s.maple.host);
        let (status, headers, body) = s.maple.get(&resource, HeaderMap::new()).await;
        assert_eq!(status, StatusCode::OK, "{name}");
        assert_eq!(headers[header::CONTENT_TYPE], "application/jrd+json");
        let answer: Value = serde_json::from_str(&body).unwrap();
        let actor = answer["links"][0]["href"].as_str().unwrap();
        let (_, document) = s.maple.read(actor.strip_prefix(&s.maple.base).unwrap()).await;
        assert_eq!(
            (document["id"].as_str(), document["preferredUsername"].as_str()),
            (Some(actor), Some(name))
        );
        assert_eq!(document["publicKey"]["id"], format!("{actor}#main-key"));
    }
    let (_, links) = s.maple.read("/.well-known/nodeinfo").await;
    for link in links["links"].as_array().unwrap() {
        let (status, _) =
            s.maple.read(link["href"].as_str().unwrap().strip_prefix(&s.maple.base).unwrap()).await;
        assert_eq!(status, StatusCode::OK);
    }
    let (_, info) = s.maple.read("/nodeinfo/2.1").await;
    assert_eq!(info["metadata"]["banCoversAllNames"], true);
}

#[tokio::test]
async fn everything_that_was_sent_can_be_fetched() {
    let s = scene().await;
    let follow = s.world.activity(&s.bob, "Follow", json!(s.garden_id), json!({}));
    assert_eq!(s.send(&follow).await, "accepted");
    let thread = s.maple.start(&s.maple.founder, &s.garden, "Cucumbers", "Green.").await;
    s.maple.say(&s.maple.founder, thread, "Long.").await;
    settle(&[&s.maple]).await;
    let announced: Vec<Value> = s.world.heard().into_iter().filter(|it| it["type"] == "Announce").collect();
    assert_eq!(announced.len(), 3, "thread, its address, comment");
    for announce in announced {
        let mut ids = vec![announce["id"].clone()];
        match &announce["object"] {
            Value::String(address) => ids.push(json!(address)),
            inner => ids.extend([inner["id"].clone(), inner["object"]["id"].clone()]),
        }
        for id in ids {
            let path = id.as_str().unwrap().strip_prefix(&s.maple.base).unwrap().to_owned();
            let (status, document) = s.maple.read(&path).await;
            assert_eq!((status, &document["id"]), (StatusCode::OK, &id), "{path}");
        }
    }
    // What is between two servers is nobody else's business.
    let accept = s.world.heard().into_iter().find(|heard| heard["type"] == "Accept").unwrap();
    let path = accept["id"].as_str().unwrap().strip_prefix(&s.maple.base).unwrap().to_owned();
    assert_eq!(s.maple.read(&path).await.0, StatusCode::NOT_FOUND);
}
