//! The rest of the world, made up: any number of servers on one port, and actors who sign what a test tells them to.

use std::{
    collections::HashMap,
    sync::{
        Arc, LazyLock, Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use axum::{
    Router,
    extract::Request,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use federation::{
    lookup,
    wire::{Client, PrivateKey, Reach, Signer, WebAddress, client::Patience, json::PUBLIC},
};
use members::{Audience, Community};
use serde_json::{Value, json};

use crate::rig::{Porch, settle};

/// One key for everybody: making keys takes long.
static KEY: LazyLock<(String, String)> = LazyLock::new(|| {
    let key = PrivateKey::generate().unwrap();
    (key.to_pem(), key.public_key().to_pem())
});

/// The made-up world.
#[derive(Clone)]
pub struct World {
    port: u16,
    documents: Arc<Mutex<HashMap<String, (u16, Value)>>>,
    asked: Arc<Mutex<Vec<String>>>,
    heard: Arc<Mutex<Vec<Value>>>,
    client: Client,
    count: Arc<AtomicU64>,
    /// Whether every name that looks like an actor's is one.
    generous: Arc<AtomicBool>,
}

impl World {
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let world = Self {
            port: listener.local_addr().unwrap().port(),
            documents: Arc::default(),
            asked: Arc::default(),
            heard: Arc::default(),
            client: Client::new(Reach::Demo, Patience::default(), |_| false).unwrap(),
            count: Arc::default(),
            generous: Arc::default(),
        };
        let answering = world.clone();
        let app = Router::new().fallback(move |request| async move { answering.answer(request).await });
        tokio::spawn(async move { axum::serve(listener, app).await });
        world
    }

    /// `http://{name}.localhost:{port}{path}`
    pub fn url(&self, name: &str, path: &str) -> String {
        format!("http://{name}.localhost:{}{path}", self.port)
    }

    pub fn host(&self, name: &str) -> String {
        format!("{name}.localhost:{}", self.port)
    }

    /// What is found at an address from now on.
    pub fn serve(&self, address: &str, document: Value) {
        self.documents.lock().unwrap().insert(address.to_owned(), (200, document));
    }

    pub fn gone(&self, address: &str) {
        self.documents.lock().unwrap().insert(address.to_owned(), (410, Value::Null));
    }

    /// From now on every name that looks like an actor's is one.
    pub fn be_generous(&self) {
        self.generous.store(true, Ordering::SeqCst);
    }

    /// What a delivery to an address is answered from now on.
    pub fn refuse(&self, inbox: &str, status: u16) {
        self.documents.lock().unwrap().insert(inbox.to_owned(), (status, Value::Null));
    }

    /// From now on a delivery to an address is answered with "too many", and with when to come again.
    pub fn tire(&self, inbox: &str, retry_after: &str) {
        self.documents.lock().unwrap().insert(inbox.to_owned(), (429, retry_after.into()));
    }

    /// From now on an address is as if nothing had been said about it.
    pub fn recover(&self, address: &str) {
        self.documents.lock().unwrap().remove(address);
    }

    /// The port on which all of it is found.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The headers of a GET of a porch's path, signed by `actor`.
    pub fn sign(&self, porch: &Porch, actor: &str, path: &str) -> axum::http::HeaderMap {
        let address = WebAddress::parse(&porch.url(path), Reach::Demo).unwrap();
        self.signer(actor).at(porch.test.database.clock().now()).sign_get(&address)
    }

    /// How often an address was asked for.
    pub fn asked(&self, address: &str) -> usize {
        self.asked.lock().unwrap().iter().filter(|asked| *asked == address).count()
    }

    /// What was delivered anywhere, oldest first.
    pub fn heard(&self) -> Vec<Value> {
        self.heard.lock().unwrap().clone()
    }

    /// An actor at `/u/{name}`, or for a `Group` at `/c/{name}`.
    pub fn actor(&self, server: &str, name: &str, kind: &str) -> String {
        let place = if kind == "Group" { "c" } else { "u" };
        let id = self.url(server, &format!("/{place}/{name}"));
        self.serve(&id, self.actor_document(server, &id, name, kind));
        id
    }

    /// The public half of everybody's key.
    pub fn key() -> &'static str {
        &KEY.1
    }

    pub fn actor_document(&self, server: &str, id: &str, name: &str, kind: &str) -> Value {
        json!({
            "id": id,
            "type": kind,
            "preferredUsername": name,
            "name": format!("{name} of {server}"),
            "inbox": format!("{id}/inbox"),
            "outbox": format!("{id}/outbox"),
            "endpoints": { "sharedInbox": self.url(server, "/inbox") },
            "attributedTo": format!("{id}/moderators"),
            "featured": format!("{id}/featured"),
            "publicKey": { "id": format!("{id}#main-key"), "owner": id, "publicKeyPem": KEY.1 },
        })
    }

    pub fn signer(&self, actor: &str) -> Signer {
        let key_id = WebAddress::parse(&format!("{actor}#main-key"), Reach::Demo).unwrap();
        Signer::new(key_id, PrivateKey::from_pem(&KEY.0).unwrap())
    }

    /// Posts an activity, signed by `signer`; answers the status.
    pub async fn post_as(&self, porch: &Porch, signer: &str, activity: &Value) -> StatusCode {
        let inbox = WebAddress::parse(&porch.url("/inbox"), Reach::Demo).unwrap();
        let now = porch.test.database.clock().now();
        let body = Bytes::from(activity.to_string());
        self.client.post(&inbox, body, &self.signer(signer).at(now)).await.unwrap()
    }

    /// Posts an activity signed by its actor, waits, and answers the outcome, or the status if it was not taken.
    pub async fn send(&self, porch: &Porch, activity: &Value) -> String {
        let status = self.post_as(porch, activity["actor"].as_str().unwrap(), activity).await;
        if status != StatusCode::ACCEPTED {
            return status.as_str().to_owned();
        }
        settle(&[porch]).await;
        let id = WebAddress::parse(activity["id"].as_str().unwrap(), Reach::Demo).unwrap();
        porch.outcome(id.as_str()).await.expect("what was taken is settled")
    }

    /// A fresh number, for ids.
    pub fn number(&self) -> u64 {
        self.count.fetch_add(1, Ordering::SeqCst)
    }

    /// An activity with an id on its actor's server.
    pub fn activity(&self, actor: &str, kind: &str, object: Value, more: Value) -> Value {
        let origin = actor.splitn(4, '/').take(3).collect::<Vec<_>>().join("/");
        let id = format!("{origin}/activities/{}", self.number());
        let mut activity =
            json!({ "id": id, "type": kind, "actor": actor, "to": [PUBLIC], "object": object });
        for (field, value) in more.as_object().unwrap() {
            activity[field] = value.clone();
        }
        self.serve(&id, activity.clone());
        activity
    }

    /// A thread by `author` in `group`, found at its address.
    pub fn page(&self, author: &str, group: &str, title: &str) -> Value {
        let origin = author.splitn(4, '/').take(3).collect::<Vec<_>>().join("/");
        let page = json!({
            "id": format!("{origin}/post/{}", self.number()),
            "type": "Page",
            "attributedTo": author,
            "to": [group, PUBLIC],
            "audience": group,
            "name": title,
            "content": format!("<p>{title}</p>"),
            "published": "2026-11-23T08:00:00Z",
        });
        self.serve(page["id"].as_str().unwrap(), page.clone());
        page
    }

    /// A comment by `author` under `parent` in `group`, found at its address.
    pub fn note(&self, author: &str, group: &str, parent: &str, text: &str) -> Value {
        let origin = author.splitn(4, '/').take(3).collect::<Vec<_>>().join("/");
        let note = json!({
            "id": format!("{origin}/comment/{}", self.number()),
            "type": "Note",
            "attributedTo": author,
            "to": [PUBLIC],
            "cc": [group],
            "audience": group,
            "inReplyTo": parent,
            "content": format!("<p>{text}</p>"),
            "published": "2026-11-23T08:00:00Z",
        });
        self.serve(note["id"].as_str().unwrap(), note.clone());
        note
    }

    /// An actor at an address that looks like one.
    fn guess(&self, server: &str, address: &str) -> Option<(u16, Value)> {
        let people = ["/u/", "/users/", "/uid/", "/accounts/", "/actor", "/profile/"];
        let groups = ["/c/", "/category/", "/video-channels/"];
        let kind = match address {
            it if people.iter().any(|path| it.contains(path)) => "Person",
            it if groups.iter().any(|path| it.contains(path)) => "Group",
            _ => return None,
        };
        let name = address.rsplit('/').next()?;
        let plain = address.matches('/').count() == 4 || name == "actor";
        plain.then(|| (200, self.actor_document(server, address, name, kind)))
    }

    async fn answer(&self, request: Request) -> Response {
        let (head, body) = request.into_parts();
        let host = head.headers[header::HOST].to_str().unwrap().to_owned();
        let address = format!("http://{host}{}", head.uri);
        if head.method == "POST" {
            let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
            let refusal = self.documents.lock().unwrap().get(&address).cloned();
            if let Some((status, words)) = refusal {
                self.asked.lock().unwrap().push(address);
                let retry_after = words.as_str().map(|words| (header::RETRY_AFTER, words.parse().unwrap()));
                let headers = HeaderMap::from_iter(retry_after);
                return (StatusCode::from_u16(status).unwrap(), headers).into_response();
            }
            self.heard.lock().unwrap().push(serde_json::from_slice(&body).unwrap());
            return StatusCode::ACCEPTED.into_response();
        }
        self.asked.lock().unwrap().push(address.clone());
        let found = self.documents.lock().unwrap().get(&address).cloned();
        let generous = || {
            let server = host.split(".localhost").next().unwrap();
            self.generous.load(Ordering::SeqCst).then(|| self.guess(server, &address)).flatten()
        };
        let Some((status, document)) = found.or_else(generous) else {
            return StatusCode::NOT_FOUND.into_response();
        };
        let headers = [(header::CONTENT_TYPE, "application/activity+json")];
        (StatusCode::from_u16(status).unwrap(), headers, document.to_string()).into_response()
    }
}

/// A server of ours with an open community, and a community elsewhere that it follows.
pub struct Scene {
    pub maple: Porch,
    pub world: World,
    /// Ours: open, with one thread.
    pub garden: Community,
    /// The address of our community.
    pub garden_id: String,
    /// The address of a thread of ours.
    pub thread_id: String,
    /// Theirs: at `forum`, moderated by `mod`.
    pub park: Community,
    /// The address of their community.
    pub park_id: String,
    /// Their moderator.
    pub moderator: String,
    /// Somebody at `forum`.
    pub ann: String,
    /// Somebody at `other`.
    pub bob: String,
    /// Somebody at `evil`.
    pub eve: String,
}

pub async fn scene() -> Scene {
    let (maple, world) = tokio::join!(Porch::open("maple"), World::start());
    let garden = maple.found("garden", Audience::Open).await;
    let thread = maple.start(&maple.founder, &garden, "Tomatoes", "They are green.").await;
    let park_id = world.actor("forum", "park", "Group");
    let moderator = world.actor("forum", "mod", "Person");
    let list = json!({ "id": format!("{park_id}/moderators"), "type": "OrderedCollection", "orderedItems": [moderator] });
    world.serve(&format!("{park_id}/moderators"), list);
    let (ann, bob) = (world.actor("forum", "ann", "Person"), world.actor("other", "bob", "Person"));
    let eve = world.actor("evil", "eve", "Person");
    let park = lookup::community(&maple.federation, &park_id).await.unwrap();
    let park = maple.remote(&park_id).await.clone_checked(park);
    maple.belong(&maple.founder, &park).await;
    settle(&[&maple]).await;
    let follow = world.heard().into_iter().find(|heard| heard["type"] == "Follow").unwrap();
    let accept = world.activity(&park_id, "Accept", follow, json!({}));
    assert_eq!(world.send(&maple, &accept).await, "accepted");
    Scene {
        garden_id: maple.url("/c/garden"),
        thread_id: maple.url(&format!("/t/{thread}")),
        maple,
        world,
        garden,
        park,
        park_id,
        moderator,
        ann,
        bob,
        eve,
    }
}

trait Checked {
    fn clone_checked(self, id: store::CommunityId) -> Self;
}

impl Checked for Community {
    fn clone_checked(self, id: store::CommunityId) -> Self {
        assert_eq!(self.id, id, "the lookup answers the community that it remembers");
        self
    }
}

impl Scene {
    pub async fn send(&self, activity: &Value) -> String {
        self.world.send(&self.maple, activity).await
    }

    /// Their community announces something.
    pub async fn announce(&self, object: Value) -> String {
        let announce = self.world.activity(&self.park_id, "Announce", object, json!({}));
        self.send(&announce).await
    }

    pub fn create(&self, actor: &str, object: &Value) -> Value {
        self.world.activity(
            actor,
            "Create",
            object.clone(),
            json!({ "to": object["to"], "cc": object["cc"] }),
        )
    }

    /// A thread by Ann in their community that we know.
    pub async fn known_page(&self) -> String {
        let page = self.world.page(&self.ann, &self.park_id, "Benches");
        assert_eq!(self.announce(self.create(&self.ann, &page)).await, "accepted");
        page["id"].as_str().unwrap().to_owned()
    }

    /// A comment by somebody in our thread that we know.
    pub async fn known_note(&self, author: &str, text: &str) -> String {
        let note = self.world.note(author, &self.garden_id, &self.thread_id, text);
        assert_eq!(self.send(&self.create(author, &note)).await, "accepted");
        note["id"].as_str().unwrap().to_owned()
    }

    pub async fn knows(&self, object: &str) -> bool {
        self.maple.subject(object).await.is_some()
    }
}
