//! T29: a picture of another server is fetched when its text arrives, once, through the client that looks where it goes;
//! what is shown is a clean copy from here, and whoever reads asks nobody else for it. The other server counts.

use std::time::Duration;

use axum::{
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use members::{Audience, Community};
use moderation::Subject;
use porchlight::instance::{Instance, Plan};
use rig::{Peer, Place, Resident, server::binary};
use serde_json::{Value, json};
use store::{Clock, Mutant, ThreadId};
use tokio::{sync::watch, task::JoinSet};
use tower::ServiceExt as _;

/// A picture of one point, with a comment in it.
const DOT: &[u8] =
    b"GIF89a\x01\0\x01\0\x80\0\0\xff\xff\xff\0\0\0!\xfe\x06CANARY\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";

/// A server with an open thread, and another one where Ann lives.
struct Street {
    instance: Instance,
    june: Resident,
    garden: Community,
    thread: ThreadId,
    harbor: Peer,
    _place: Place,
}

impl Street {
    async fn open() -> Self {
        let place = Place::new().await;
        let base = "http://maple.localhost:8499".parse().unwrap();
        let mut plan = Plan::made_up(base, "Maple", place.engine.clone(), place.data.clone());
        plan.program = binary();
        let instance = Instance::open(plan, Clock::system()).await.unwrap();
        let june = Resident::keeper(&instance).await;
        let garden = june.found("garden", Audience::Open).await;
        let mut tx = instance.database.write().await.unwrap();
        tx.sql("UPDATE communities SET pictures = TRUE").execute().await.unwrap();
        tx.commit().await.unwrap();
        let thread = june.start(&garden, "The lake", "Who was there?").await;
        let harbor = Peer::open("harbor").await;
        harbor.actor("/u/ann", "Person");
        harbor.serve("/lake.gif", "image/gif", DOT);
        Self { instance, june, garden, thread, harbor, _place: place }
    }

    /// A comment by Ann, with a picture at this address.
    fn note(&self, number: usize, words: &str, picture: &str) -> Value {
        let base = "http://maple.localhost:8499";
        json!({
            "id": self.harbor.url(&format!("/comment/{number}")),
            "type": "Note",
            "attributedTo": self.harbor.url("/u/ann"),
            "to": ["https://www.w3.org/ns/activitystreams#Public"],
            "cc": [format!("{base}/c/{}", self.garden.handle)],
            "inReplyTo": format!("{base}/t/{}", self.thread),
            "content": format!("<p>{words}</p>"),
            "attachment": [{ "type": "Image", "url": picture, "name": "A lake" }],
        })
    }

    /// Ann's server says something, and it is worked off.
    async fn hears(&self, kind: &str, number: usize, note: Value) {
        let activity = json!({
            "id": self.harbor.url(&format!("/{kind}/{number}")),
            "type": kind,
            "actor": note["attributedTo"],
            "to": note["to"],
            "cc": note["cc"],
            "object": note,
        });
        let body = activity.to_string();
        let now = self.instance.database.clock().now();
        let inbox = "http://maple.localhost:8499/inbox";
        let mut request = Request::post("/inbox").body(Body::from(body.clone())).unwrap();
        *request.headers_mut() = self.harbor.signed_post("/u/ann", inbox, body.as_bytes(), now);
        let answer = self.instance.router().oneshot(request).await.unwrap();
        assert_eq!(answer.status(), StatusCode::ACCEPTED);
        worked_off(&self.instance).await;
    }

    /// What a member is given.
    async fn get(&self, path: &str) -> (StatusCode, String, Vec<u8>) {
        let request = Request::get(path)
            .header(header::HOST, "maple.localhost:8499")
            .header(header::COOKIE, format!("session={}", self.june.session));
        let answer = self.instance.router().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        let (head, body) = answer.into_parts();
        let kind = head.headers.get(header::CONTENT_TYPE).map_or("", |kind| kind.to_str().unwrap());
        (head.status, kind.to_owned(), to_bytes(body, 4_000_000).await.unwrap().to_vec())
    }

    /// The thread as a page, and the addresses of the pictures on it.
    async fn page(&self) -> (String, Vec<String>) {
        let (status, _, bytes) = self.get(&format!("/t/{}", self.thread)).await;
        assert_eq!(status, StatusCode::OK);
        let html = String::from_utf8(bytes).unwrap();
        let pictures = html.split("<img src=\"").skip(1);
        let pictures = pictures.filter_map(|rest| Some(rest.split('"').next()?.to_owned())).collect();
        (html, pictures)
    }

    /// Ann shows a picture, changes her words, and many read it; how often her server was asked for the picture.
    async fn asked(&self) -> usize {
        let picture = self.harbor.url("/lake.gif");
        self.hears("Create", 1, self.note(1, "I was.", &picture)).await;
        let mut changed = self.note(1, "I was there, twice.", &picture);
        changed["updated"] = "2026-11-24T08:00:00Z".into();
        self.hears("Update", 2, changed).await;
        for _ in 0..20 {
            let (html, pictures) = self.page().await;
            assert!(html.contains("I was there, twice."), "{html}");
            for address in pictures {
                self.get(&address).await;
            }
        }
        worked_off(&self.instance).await;
        self.harbor.asked("/lake.gif")
    }
}

/// Lets the background work do all that waits.
async fn worked_off(instance: &Instance) {
    let (stop, stopped) = watch::channel(false);
    let mut work = JoinSet::new();
    porchlight::work::start(instance, &stopped, &mut work);
    let mut quiet = 0;
    while quiet < 3 {
        tokio::time::sleep(Duration::from_millis(20)).await;
        quiet = if instance.federation.waiting().await.unwrap() == 0 { quiet + 1 } else { 0 };
    }
    stop.send(true).unwrap();
    while work.join_next().await.is_some() {}
}

#[tokio::test]
async fn a_picture_from_elsewhere_is_fetched_once_and_shown_from_here() {
    let street = Street::open().await;
    assert_eq!(street.asked().await, 1);
    let (html, pictures) = street.page().await;
    assert!(!html.contains(&street.harbor.url("/lake.gif")), "nobody is sent there");
    let [address] = pictures.as_slice() else { panic!("{pictures:?}") };
    assert!(address.starts_with("/media/"), "{address}");
    let (status, kind, bytes) = street.get(address).await;
    assert_eq!((status, kind.as_str()), (StatusCode::OK, "image/png"), "written anew");
    assert!(!bytes.windows(6).any(|some| some == b"CANARY"));
}

#[tokio::test]
async fn a_picture_that_is_fetched_again_is_caught() {
    Mutant::PictureFetchedAgain.switch_on();
    assert_eq!(Street::open().await.asked().await, 2);
}

#[tokio::test]
async fn what_is_no_picture_or_lies_where_nobody_should_look_leaves_the_words_alone() {
    let street = Street::open().await;
    let blocked = Peer::open("bad").await;
    federation::circle::block(&street.instance.federation, &blocked.host).await.unwrap();
    blocked.serve("/lake.gif", "image/gif", DOT);
    street.harbor.serve("/page.gif", "image/gif", "<script>alert(1)</script>");
    let own = format!("http://maple.localhost:8499/t/{}", street.thread);
    let addresses =
        [street.harbor.url("/page.gif"), blocked.url("/lake.gif"), own, "file:///etc/passwd".into()];
    for (number, address) in addresses.iter().enumerate() {
        street.hears("Create", number, street.note(number, &format!("Look {number}."), address)).await;
    }
    let (html, pictures) = street.page().await;
    assert!((0..addresses.len()).all(|number| html.contains(&format!("Look {number}."))), "{html}");
    assert_eq!((pictures, blocked.asked("/lake.gif")), (Vec::<String>::new(), 0));
    let comment = street.harbor.url("/comment/0");
    let mut tx = street.instance.database.read().await.unwrap();
    let found = forum::objects::by_object(&mut tx, &comment).await.unwrap();
    assert!(matches!(found, Some(Subject::Comment(_))));
}
