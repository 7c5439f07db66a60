//! Another server, made up by a test: it answers what it was told to, counts who comes, and signs what it asks.

use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, Mutex},
};

use axum::{
    Router,
    extract::Request,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use federation::wire::{DatedSigner, PrivateKey, Reach, Signer, WebAddress};
use serde_json::json;

/// One key for everybody: making keys takes long.
static KEY: LazyLock<(String, String)> = LazyLock::new(|| {
    let key = PrivateKey::generate().expect("a key");
    (key.to_pem(), key.public_key().to_pem())
});

/// What is found at a path: its type and its bytes.
type Shelves = Arc<Mutex<HashMap<String, (String, Vec<u8>)>>>;

/// One server on this machine.
pub struct Peer {
    /// `harbor.localhost:4001`
    pub host: String,
    shelves: Shelves,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Peer {
    /// Opens one under a name of its own, with its actor at `/actor`.
    ///
    /// # Panics
    /// When no port is free.
    pub async fn open(name: &str) -> Self {
        let door = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let port = door.local_addr().expect("it has an address").port();
        let host = format!("{name}.localhost:{port}");
        let peer = Self { host, shelves: Shelves::default(), asked: Arc::default() };
        let (shelves, asked) = (peer.shelves.clone(), peer.asked.clone());
        let answering = move |request: Request| {
            let path = request.uri().path().to_owned();
            let found = shelves.lock().expect("nobody panics here").get(&path).cloned();
            asked.lock().expect("nobody panics here").push(path);
            std::future::ready(answer(found))
        };
        tokio::spawn(async move { axum::serve(door, Router::new().fallback(answering)).await });
        peer.actor("/actor", "Application");
        peer
    }

    /// An address here.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.host)
    }

    /// What is found at a path from now on.
    ///
    /// # Panics
    /// When another thread panicked.
    pub fn serve(&self, path: &str, kind: &str, bytes: impl Into<Vec<u8>>) {
        let mut shelves = self.shelves.lock().expect("nobody panics here");
        shelves.insert(path.to_owned(), (kind.to_owned(), bytes.into()));
    }

    /// An actor at a path from now on; answers its address.
    pub fn actor(&self, path: &str, kind: &str) -> String {
        let id = self.url(path);
        let document = json!({
            "id": id,
            "type": kind,
            "preferredUsername": path.rsplit('/').next(),
            "inbox": format!("{id}/inbox"),
            "outbox": format!("{id}/outbox"),
            "publicKey": { "id": format!("{id}#main-key"), "owner": id, "publicKeyPem": KEY.1 },
        });
        self.serve(path, "application/activity+json", document.to_string());
        id
    }

    /// How often a path was asked for.
    ///
    /// # Panics
    /// When another thread panicked.
    #[must_use]
    pub fn asked(&self, path: &str) -> usize {
        self.asked.lock().expect("nobody panics here").iter().filter(|asked| *asked == path).count()
    }

    /// The headers of a signed GET.
    #[must_use]
    pub fn signed_get(&self, actor: &str, address: &str, now: DateTime<Utc>) -> HeaderMap {
        self.signer(actor, now).sign_get(&read(address))
    }

    /// The headers of a signed POST.
    #[must_use]
    pub fn signed_post(&self, actor: &str, address: &str, body: &[u8], now: DateTime<Utc>) -> HeaderMap {
        self.signer(actor, now).sign_post(&read(address), body)
    }

    fn signer(&self, actor: &str, now: DateTime<Utc>) -> DatedSigner {
        let key_id = read(&format!("{}#main-key", self.url(actor)));
        Signer::new(key_id, PrivateKey::from_pem(&KEY.0).expect("a key")).at(now)
    }
}

fn read(address: &str) -> WebAddress {
    WebAddress::parse(address, Reach::Demo).expect("an address")
}

fn answer(found: Option<(String, Vec<u8>)>) -> Response {
    match found {
        Some((kind, bytes)) => ([(header::CONTENT_TYPE, kind)], bytes).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
