//! Handles and actors: both sides must agree.

use federation::wire::webfinger::{WebFingerRefusal, confirm, resolve};
use federation::wire::{Errand, FetchRefusal, Handle, Reach, WebAddress};
use serde_json::{Value, json};

use crate::peer::{Peer, Reply, client};

fn handle(text: &str) -> Handle {
    Handle::parse(text, Reach::Demo).unwrap()
}

/// Lets `peer` say that `handle` (one of its own names, or another's) is `subject`, to be found at `actor`.
fn tells(peer: &Peer, handle: &str, subject: &str, actor: &str) {
    let resource: String =
        url::form_urlencoded::byte_serialize(format!("acct:{handle}").as_bytes()).collect();
    let answer = json!({
        "subject": format!("acct:{subject}"),
        "links": [
            { "rel": "http://webfinger.net/rel/profile-page", "type": "text/html", "href": actor },
            { "rel": "self", "type": "application/activity+json", "href": actor },
        ],
    });
    peer.answers(&format!("/.well-known/webfinger?resource={resource}"), Reply::webfinger(&answer));
}

fn lives(peer: &Peer, target: &str, name: &Value) {
    let actor = json!({ "id": peer.url(target), "type": "Person", "preferredUsername": name });
    peer.answers(target, Reply::activity(&actor));
}

fn own(peer: &Peer, name: &str) -> String {
    format!("{name}@{}", peer.authority())
}

#[tokio::test]
async fn c16_a_handle_and_its_actor_find_each_other() {
    let peer = Peer::start("oak.localhost").await;
    let robin = own(&peer, "robin");
    tells(&peer, &robin, &robin, &peer.url("/u/robin"));
    lives(&peer, "/u/robin", &json!("robin"));
    let found = resolve(&client(), &handle(&robin), &Errand::new()).await.unwrap();
    assert_eq!((found.handle.to_string(), &found.actor.id), (robin, &peer.address("/u/robin")));
    assert_eq!(peer.asked().len(), 2, "no more questions than needed");
    assert_eq!(confirm(&client(), &found.actor, &Errand::new()).await, Ok(found.handle));
}

#[tokio::test]
async fn c16_a_handle_may_live_on_another_host_that_agrees() {
    let actors = Peer::start("social.oak.localhost").await;
    let names = actors.called("oak.localhost");
    let robin = own(&names, "robin");
    tells(&names, &robin, &robin, &actors.url("/u/robin"));
    tells(&actors, &own(&actors, "robin"), &robin, &actors.url("/u/robin"));
    lives(&actors, "/u/robin", &json!("robin"));
    for asked in [&robin, &own(&actors, "robin")] {
        let found = resolve(&client(), &handle(asked), &Errand::new()).await.unwrap();
        assert_eq!(found.handle.to_string(), robin, "{asked}");
    }
}

#[tokio::test]
async fn c16_a_stranger_cannot_take_a_name() {
    let good = Peer::start("good.localhost").await;
    let evil = Peer::start("evil.localhost").await;
    let victim = own(&good, "robin");
    tells(&good, &victim, &victim, &good.url("/u/robin"));
    lives(&good, "/u/robin", &json!("robin"));
    // An actor that calls itself by a name of another server, which knows nothing of it.
    tells(&evil, &own(&evil, "robin"), &victim, &evil.url("/u/robin"));
    lives(&evil, "/u/robin", &json!("robin"));
    let refused = resolve(&client(), &handle(&own(&evil, "robin")), &Errand::new()).await;
    assert_eq!(refused, Err(WebFingerRefusal::Disagreement));
    // A name here that leads to somebody else's actor, who has not agreed to it.
    tells(&evil, &own(&evil, "mine"), &own(&evil, "mine"), &good.url("/u/robin"));
    let refused = resolve(&client(), &handle(&own(&evil, "mine")), &Errand::new()).await;
    assert_eq!(refused, Err(WebFingerRefusal::Disagreement));
    // An actor under one name whose server gives the name to another actor.
    lives(&good, "/u/eve", &json!("robin"));
    let eve = client().fetch_document(&good.address("/u/eve"), &Errand::new()).await.unwrap();
    assert_eq!(confirm(&client(), &eve, &Errand::new()).await, Err(WebFingerRefusal::Disagreement));
}

#[tokio::test]
async fn c16_names_that_are_none_are_refused() {
    let peer = Peer::start("oak.localhost").await;
    let robin = own(&peer, "robin");
    tells(&peer, &robin, &robin, &peer.url("/u/robin"));
    for name in
        [json!(null), json!(""), json!("ro bin"), json!("rob\u{456}n"), json!("a/b"), json!("x".repeat(65))]
    {
        lives(&peer, "/u/robin", &name);
        let refused = resolve(&client(), &handle(&robin), &Errand::new()).await;
        assert_eq!(refused, Err(WebFingerRefusal::NoName), "{name}");
    }
}

#[tokio::test]
async fn c11_links_in_an_answer_are_checked_like_any_address() {
    let peer = Peer::start("oak.localhost").await;
    let robin = own(&peer, "robin");
    for link in ["http://169.254.169.254/", "file:///etc/passwd", "data:,x", "/relative", ""] {
        tells(&peer, &robin, &robin, link);
        let refused = resolve(&client(), &handle(&robin), &Errand::new()).await;
        assert_eq!(refused, Err(WebFingerRefusal::NoActor), "{link}");
    }
    assert!(peer.asked_targets().iter().all(|target| target.starts_with("/.well-known/webfinger")));
}

#[tokio::test]
async fn an_answer_about_nobody_is_refused() {
    let peer = Peer::start("oak.localhost").await;
    let robin = own(&peer, "robin");
    let unknown = resolve(&client(), &handle(&robin), &Errand::new()).await;
    assert!(matches!(unknown, Err(WebFingerRefusal::Fetch(refusal)) if refusal.is_gone()));
    let target = format!("/.well-known/webfinger?resource={}", robin_resource(&robin));
    for answer in [json!({}), json!({ "subject": "acct:x" }), json!({ "subject": 4, "links": {} })] {
        peer.answers(&target, Reply::webfinger(&answer));
        let refused = resolve(&client(), &handle(&robin), &Errand::new()).await;
        assert_eq!(refused, Err(WebFingerRefusal::NoActor), "{answer}");
    }
    peer.answers(&target, Reply::of("text/html", "{}"));
    let refused = resolve(&client(), &handle(&robin), &Errand::new()).await;
    assert_eq!(refused, Err(WebFingerRefusal::Fetch(FetchRefusal::ContentType)));
}

fn robin_resource(handle: &str) -> String {
    url::form_urlencoded::byte_serialize(format!("acct:{handle}").as_bytes()).collect()
}

#[test]
fn handles_are_read_in_all_their_spellings() {
    for text in ["robin@oak.example", "@robin@oak.example", "acct:robin@OAK.example.", " !robin@oak.example "]
    {
        let handle = Handle::parse(text, Reach::Public).unwrap();
        assert_eq!(handle.to_string(), "robin@oak.example", "{text}");
    }
    let one = Handle::parse("Robin@oak.example", Reach::Public).unwrap();
    assert!(one.means(&Handle::parse("robin@oak.example", Reach::Public).unwrap()));
    for text in [
        "",
        "robin",
        "@",
        "@oak.example",
        "robin@",
        "a b@oak.example",
        "rob\u{456}n@oak.example",
        "robin@127.0.0.1",
        "robin@oak.example@evil.test",
        "robin@oak.example/x",
        "a@oak.example:8443",
    ] {
        assert_eq!(Handle::parse(text, Reach::Public), None, "{text}");
    }
}

#[test]
fn our_own_answer_names_the_actor() {
    let address = |text| WebAddress::parse(text, Reach::Public).unwrap();
    let handle = Handle::parse("garden@pine.example", Reach::Public).unwrap();
    let answer =
        handle.describe(&address("https://pine.example/c/garden"), &address("https://pine.example/c/garden"));
    assert_eq!(answer["subject"], "acct:garden@pine.example");
    assert_eq!(answer["links"][0]["rel"], "self");
    assert_eq!(answer["links"][0]["type"], "application/activity+json");
    assert_eq!(answer["links"][0]["href"], "https://pine.example/c/garden");
}
