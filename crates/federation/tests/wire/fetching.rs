//! What is fetched, from where, in how many steps, and what is believed of it.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::{DateTime, TimeZone as _, Utc};
use federation::wire::client::{Accept, CollectionCaps, Pace, Patience};
use federation::wire::resolver::{GuardedResolver, Lookup};
use federation::wire::verifier::{ReceivedRequest, examine};
use federation::wire::web_address::AddressRefusal;
use federation::wire::{
    BlockList, Client, Errand, FetchBudget, FetchRefusal, PrivateKey, PublicKey, Reach, Signer, WebAddress,
};
use serde_json::{Value, json};
use store::Clock;

use crate::peer::{Asked, OURSELVES, Peer, Reply, client};

fn note(id: &str) -> Reply {
    Reply::activity(&json!({ "id": id, "type": "Note" }))
}

fn noon() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 3, 1, 12, 0, 0).unwrap()
}

fn signer() -> (Signer, PublicKey) {
    let key = PrivateKey::generate().unwrap();
    let public = key.public_key();
    let key_id = WebAddress::parse("https://pine.example/u/reader#main-key", Reach::Public).unwrap();
    (Signer::new(key_id, key), public)
}

async fn refusal(peer: &Peer, target: &str) -> FetchRefusal {
    client().fetch_document(&peer.address(target), &Errand::new()).await.unwrap_err()
}

#[tokio::test]
async fn c01_only_activity_types_are_read() {
    let peer = Peer::start("oak.localhost").await;
    let body = json!({ "id": peer.url("/1") }).to_string();
    for content_type in ["text/html", "application/json", "application/ld+json", "image/png"] {
        peer.answers("/1", Reply::of(content_type, body.clone()));
        assert_eq!(refusal(&peer, "/1").await, FetchRefusal::ContentType, "{content_type}");
    }
    peer.answers("/1", Reply::activity(&Value::Null).header("content-type", "text/html"));
    assert_eq!(refusal(&peer, "/1").await, FetchRefusal::ContentType, "two of them");
    peer.answers("/1", Reply::of("Application/Activity+JSON; charset=UTF-8", body));
    assert!(client().fetch_document(&peer.address("/1"), &Errand::new()).await.is_ok());
}

#[tokio::test]
async fn c02_a_document_is_believed_where_its_id_leads() {
    let peer = Peer::start("oak.localhost").await;
    peer.answers("/1", note(&peer.url("/1")));
    peer.answers("/@robin", note(&peer.url("/u/robin")));
    peer.answers("/u/robin", note(&peer.url("/u/robin")));
    for (target, id) in [("/1", "/1"), ("/1#main-key", "/1"), ("/@robin", "/u/robin")] {
        let document = client().fetch_document(&peer.address(target), &Errand::new()).await.unwrap();
        assert_eq!(document.id, peer.address(id), "{target}");
        assert_eq!(document.json["id"], peer.url(id), "{target}");
    }
}

#[tokio::test]
async fn c02_a_document_that_belongs_elsewhere_is_refused() {
    let peer = Peer::start("oak.localhost").await;
    let other = peer.called("elm.localhost");
    peer.answers("/foreign", note(&other.url("/foreign")));
    peer.answers("/a", note(&peer.url("/b")));
    peer.answers("/b", note(&peer.url("/a")));
    peer.answers("/moved", note(&peer.url("/gone-on")));
    peer.answers("/gone-on", Reply::redirect(&other.url("/new-home")));
    peer.answers("/new-home", note(&other.url("/new-home")));
    peer.answers("/anonymous", Reply::activity(&json!({ "type": "Note" })));
    peer.answers("/number", Reply::activity(&json!({ "id": 4 })));
    peer.answers("/relative", note("/relative"));
    peer.answers("/list", Reply::of("application/activity+json", "[]"));
    assert_eq!(refusal(&peer, "/foreign").await, FetchRefusal::IdElsewhere);
    assert_eq!(peer.asked_targets(), ["/foreign"], "the other host is not even asked");
    assert_eq!(refusal(&peer, "/a").await, FetchRefusal::IdElsewhere, "one refetch, no ping-pong");
    assert_eq!(peer.asked_targets(), ["/foreign", "/a", "/b"]);
    assert_eq!(refusal(&peer, "/moved").await, FetchRefusal::IdElsewhere);
    assert_eq!(refusal(&peer, "/anonymous").await, FetchRefusal::NoId);
    assert_eq!(refusal(&peer, "/number").await, FetchRefusal::NoId);
    assert_eq!(refusal(&peer, "/relative").await, FetchRefusal::Address(AddressRefusal::NotAnAddress));
    assert!(matches!(refusal(&peer, "/list").await, FetchRefusal::Json(_)));
}

#[tokio::test]
async fn c03_redirects_are_few_and_lead_somewhere() {
    let peer = Peer::start("oak.localhost").await;
    for hop in 0..4 {
        peer.answers(&format!("/{hop}"), Reply::redirect(&format!("/{}", hop + 1)));
    }
    peer.answers("/4", note(&peer.url("/4")));
    peer.answers("/round", Reply::redirect("/and-round"));
    peer.answers("/and-round", Reply::redirect("/round"));
    peer.answers("/self", Reply::redirect("/self#again"));
    peer.answers("/nowhere", Reply::status(302));
    peer.answers("/scheme", Reply::redirect(&peer.url("/4").replace("http:", "https:")));
    peer.answers("/file", Reply::redirect("file:///etc/passwd"));
    let found = client().fetch_document(&peer.address("/1"), &Errand::new()).await.unwrap();
    assert_eq!(found.id, peer.address("/4"), "three redirects are followed");
    let cases = [
        ("/0", FetchRefusal::TooManyRedirects),
        ("/round", FetchRefusal::RedirectLoop),
        ("/self", FetchRefusal::RedirectLoop),
        ("/nowhere", FetchRefusal::BadRedirect),
        ("/scheme", FetchRefusal::BadRedirect),
        ("/file", FetchRefusal::Address(AddressRefusal::Scheme)),
    ];
    for (target, expected) in cases {
        assert_eq!(refusal(&peer, target).await, expected, "{target}");
    }
}

#[tokio::test]
async fn c04_every_hop_is_checked_like_the_first() {
    let peer = Peer::start("oak.localhost").await;
    for target in
        ["http://169.254.169.254/latest", "http://10.0.0.1/", "http://[fe80::1]/", "http://0.0.0.0/"]
    {
        peer.answers("/1", Reply::redirect(target));
        assert_eq!(refusal(&peer, "/1").await, FetchRefusal::Address(AddressRefusal::Host), "{target}");
    }
    let evil = peer.called("sub.evil.localhost");
    peer.answers("/1", Reply::redirect(&evil.url("/2")));
    let blocks = BlockList::new([peer.called("evil.localhost").host()]);
    let errand = Errand::new().sparing(blocks);
    let refused = client().fetch_document(&peer.address("/1"), &errand).await;
    assert_eq!(refused, Err(FetchRefusal::Blocked));
    assert!(!peer.asked_targets().contains(&"/2".to_owned()));
}

#[tokio::test]
async fn c05_we_never_ask_ourselves() {
    let peer = Peer::start("oak.localhost").await;
    let ourselves = peer.called(OURSELVES);
    peer.answers("/1", Reply::redirect(&ourselves.url("/2")));
    assert_eq!(refusal(&peer, "/1").await, FetchRefusal::Ourselves);
    assert_eq!(refusal(&ourselves, "/2").await, FetchRefusal::Ourselves);
    let posted = client().post(&ourselves.address("/inbox"), "{}".into(), &signer().0.at(noon())).await;
    assert_eq!(posted, Err(FetchRefusal::Ourselves));
    assert_eq!(peer.asked_targets(), ["/1"]);
}

#[tokio::test]
async fn c10_a_public_name_that_leads_inside_is_refused_at_connect_time() {
    let asked = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&asked);
    let lookup: Lookup = Arc::new(move |_| {
        counter.fetch_add(1, Ordering::SeqCst);
        Box::pin(async { Ok(vec![IpAddr::from(Ipv4Addr::LOCALHOST)]) })
    });
    let resolver = GuardedResolver::asking(Reach::Public, lookup);
    let client = Client::with_resolver(resolver, Patience::default(), |_| false).unwrap();
    let address = WebAddress::parse("https://rebinding.example/", Reach::Public).unwrap();
    let refused = client.fetch_document(&address, &Errand::new()).await;
    assert_eq!(refused, Err(FetchRefusal::PrivateNetwork));
    assert!(!FetchRefusal::PrivateNetwork.is_passing());
    assert_eq!(asked.load(Ordering::SeqCst), 1, "one lookup");
}

#[tokio::test]
async fn c14_an_errand_has_a_budget() {
    let peer = Peer::start("oak.localhost").await;
    peer.answers("/1", Reply::redirect("/2"));
    peer.answers("/2", note(&peer.url("/2")));
    let errand = Errand::new().with_budget(FetchBudget::of(3));
    let client = client();
    assert!(client.fetch_document(&peer.address("/1"), &errand).await.is_ok());
    assert_eq!(errand.budget().left(), 1, "a redirect costs too");
    let refused = client.fetch_document(&peer.address("/1"), &errand.clone()).await;
    assert_eq!(refused, Err(FetchRefusal::BudgetSpent), "a clone spends from the same budget");
    assert_eq!(peer.asked().len(), 3);
    assert_eq!(Errand::new().budget().left(), 20);
}

#[tokio::test]
async fn a_request_says_who_we_are_and_nothing_about_anybody() {
    let peer = Peer::start("oak.localhost").await;
    peer.answers("/1", note(&peer.url("/1")));
    client().fetch_document(&peer.address("/1"), &Errand::new()).await.unwrap();
    let mut names: Vec<String> = peer.asked()[0].headers.keys().map(ToString::to_string).collect();
    names.sort();
    assert_eq!(names, ["accept", "accept-encoding", "host", "user-agent"]);
    assert_eq!(peer.asked()[0].headers["user-agent"], "Porchlight");
}

fn verified(asked: &Asked, peer: &Peer, key: &PublicKey) -> bool {
    let request = ReceivedRequest {
        method: &asked.method,
        uri: &asked.uri,
        headers: &asked.headers,
        body: &asked.body,
    };
    examine(&request, &peer.host(), noon()).is_ok_and(|claim| claim.verify(key).is_ok())
}

#[tokio::test]
async fn each_hop_of_a_signed_fetch_is_signed_for_itself() {
    let peer = Peer::start("oak.localhost").await;
    let other = peer.called("elm.localhost");
    peer.answers("/1?x=y", Reply::redirect(&other.url("/2")));
    peer.answers("/2", note(&other.url("/2")));
    let (signer, key) = signer();
    let errand = Errand::new().signed_by(signer.at(noon()));
    client().fetch_document(&peer.address("/1?x=y"), &errand).await.unwrap();
    let asked = peer.asked();
    assert!(verified(&asked[0], &peer, &key));
    assert!(verified(&asked[1], &other, &key));
}

#[tokio::test]
async fn a_delivery_arrives_signed_and_is_not_redirected() {
    let peer = Peer::start("oak.localhost").await;
    peer.answers("/inbox", Reply::status(202));
    peer.answers("/moved", Reply::redirect("/inbox").header("x", "y"));
    let (signer, key) = signer();
    let client = client();
    for (target, status) in [("/inbox", 202), ("/moved", 302), ("/nobody", 404)] {
        let posted =
            client.post(&peer.address(target), "{\"a\": 1}".into(), &signer.at(noon())).await.unwrap();
        assert_eq!(posted, status, "{target}");
    }
    let asked = peer.asked();
    assert_eq!(asked.len(), 3);
    assert_eq!(&asked[0].body[..], b"{\"a\": 1}");
    assert_eq!(asked[0].headers["content-type"], "application/activity+json");
    assert!(asked.iter().all(|asked| verified(asked, &peer, &key)));
}

#[tokio::test]
async fn other_documents_are_fetched_by_their_own_types() {
    let peer = Peer::start("oak.localhost").await;
    peer.answers("/.well-known/nodeinfo", Reply::of("application/json; charset=utf-8", r#"{"links":[]}"#));
    let address = peer.address("/.well-known/nodeinfo");
    let (place, json) = client().fetch_json(&address, Accept::NodeInfo, &Errand::new()).await.unwrap();
    assert_eq!((place, json), (address.clone(), json!({ "links": [] })));
    let refused = client().fetch_json(&address, Accept::ActivityPub, &Errand::new()).await;
    assert_eq!(refused, Err(FetchRefusal::ContentType));
}

#[tokio::test]
async fn statuses_are_told_apart() {
    let peer = Peer::start("oak.localhost").await;
    for (status, passing, gone) in [
        (401, false, false),
        (403, false, false),
        (404, false, true),
        (410, false, true),
        (429, true, false),
        (500, true, false),
        (503, true, false),
        (304, false, false),
    ] {
        peer.answers("/1", Reply::status(status));
        let refused = refusal(&peer, "/1").await;
        assert!(matches!(refused, FetchRefusal::Status(given) if given == status), "{status}");
        assert_eq!((refused.is_passing(), refused.is_gone()), (passing, gone), "{status}");
    }
}

fn page(items: &[Value], next: Option<String>) -> Reply {
    Reply::activity(&json!({ "type": "OrderedCollectionPage", "orderedItems": items, "next": next }))
}

async fn walk(peer: &Peer, target: &str, caps: CollectionCaps) -> Result<(Vec<Value>, bool), FetchRefusal> {
    let walked = client().walk_collection(&peer.address(target), caps, &Errand::new()).await?;
    Ok((walked.items, walked.complete))
}

#[tokio::test]
async fn c15_collections_are_read_to_their_end() {
    let peer = Peer::start("oak.localhost").await;
    let first = peer.url("/pages?page=1");
    let linked = json!({ "type": "OrderedCollection", "totalItems": 999_999, "first": first });
    peer.answers("/pages", Reply::activity(&linked));
    peer.answers("/pages?page=1", page(&[json!("a"), json!("b")], Some(peer.url("/pages?page=2"))));
    peer.answers("/pages?page=2", page(&[json!({ "id": "c" })], None));
    peer.answers("/flat", Reply::activity(&json!({ "type": "Collection", "items": "a" })));
    let inner = json!({ "type": "CollectionPage", "items": ["a"], "next": peer.url("/pages?page=2") });
    peer.answers("/embedded", Reply::activity(&json!({ "type": "Collection", "first": inner })));
    peer.answers("/empty", Reply::activity(&json!({ "type": "OrderedCollection" })));
    let caps = CollectionCaps::default();
    let c = json!({ "id": "c" });
    assert_eq!(walk(&peer, "/pages", caps).await, Ok((vec![json!("a"), json!("b"), c.clone()], true)));
    assert_eq!(walk(&peer, "/flat", caps).await, Ok((vec![json!("a")], true)));
    assert_eq!(walk(&peer, "/embedded", caps).await, Ok((vec![json!("a"), c], true)));
    assert_eq!(walk(&peer, "/empty", caps).await, Ok((vec![], true)));
}

#[tokio::test]
async fn c15_collections_cannot_lead_astray() {
    let peer = Peer::start("oak.localhost").await;
    let other = peer.called("elm.localhost");
    let caps = CollectionCaps { pages: 3, items: 4 };
    peer.answers("/loop", page(&[json!("a")], Some(peer.url("/loop"))));
    peer.answers("/away", page(&[json!("a")], Some(other.url("/loop"))));
    peer.answers("/sent-away", page(&[json!("a")], Some(peer.url("/redirect"))));
    peer.answers("/redirect", Reply::redirect(&other.url("/loop")));
    peer.answers("/broken", page(&[json!("a")], Some(peer.url("/absent"))));
    for target in ["/loop", "/away", "/sent-away", "/broken"] {
        assert_eq!(walk(&peer, target, caps).await, Ok((vec![json!("a")], false)), "{target}");
    }
    for number in 0..10 {
        let next = peer.url(&format!("/endless/{}", number + 1));
        peer.answers(&format!("/endless/{number}"), page(&[json!(number)], Some(next)));
    }
    let endless = walk(&peer, "/endless/0", caps).await;
    assert_eq!(endless, Ok((vec![json!(0), json!(1), json!(2)], false)), "no more pages than allowed");
    let many: Vec<Value> = (0..100).map(Value::from).collect();
    peer.answers("/many", page(&many, None));
    let (items, complete) = walk(&peer, "/many", caps).await.unwrap();
    assert_eq!((items.len(), complete), (4, false), "no more items than allowed");
    peer.answers("/note", note(&peer.url("/note")));
    assert_eq!(walk(&peer, "/note", caps).await, Err(FetchRefusal::OtherType));
    assert_eq!(walk(&peer, "/absent", caps).await.map_err(FetchRefusal::is_gone), Err(true));
}

#[tokio::test]
async fn c15_pages_inside_pages_end_too() {
    let peer = Peer::start("oak.localhost").await;
    let nested =
        (0..40).fold(json!({ "items": ["deep"] }), |inner, _| json!({ "items": ["a"], "first": inner }));
    let mut outer = nested;
    outer["type"] = json!("Collection");
    peer.answers("/nested", Reply::activity(&outer));
    let (items, complete) = walk(&peer, "/nested", CollectionCaps { pages: 3, items: 100 }).await.unwrap();
    assert_eq!((items.len(), complete), (3, false));
}

#[tokio::test]
async fn c14_one_server_is_not_asked_without_end() {
    let peer = Peer::start("oak.localhost").await;
    let elm = peer.called("elm.localhost");
    peer.answers("/1", note(&peer.url("/1")));
    peer.answers("/2", note(&elm.url("/2")));
    peer.answers("/on", Reply::redirect("/1"));
    let clock = Clock::standing_at(1_000);
    let client = client().at_pace(Pace::of(3, clock.clone()));
    let ask = async |address: WebAddress| client.fetch_document(&address, &Errand::new()).await.map(drop);
    for target in ["/1", "/on"] {
        assert_eq!(ask(peer.address(target)).await, Ok(()), "a redirect counts too");
    }
    for client in [client.clone(), client.clone()] {
        let refused = client.fetch_document(&peer.address("/1"), &Errand::new()).await;
        assert_eq!(refused.unwrap_err(), FetchRefusal::TooOften, "every errand, and every clone");
    }
    assert!(FetchRefusal::TooOften.is_passing());
    assert_eq!(ask(elm.address("/2")).await, Ok(()), "others are not made to wait");
    assert_eq!(peer.asked().len(), 4);
    clock.advance(chrono::TimeDelta::minutes(1));
    assert_eq!(ask(peer.address("/1")).await, Ok(()));
}
