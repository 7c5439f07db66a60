//! A server on this machine that answers what a test tells it to, and remembers what it was asked.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, Method, Response, Uri};
use bytes::Bytes;
use federation::wire::client::Patience;
use federation::wire::{Client, Host, Reach, WebAddress};
use serde_json::Value;

/// The name under which the client under test knows itself.
pub const OURSELVES: &str = "ourselves.localhost";

/// One answer.
#[derive(Clone)]
pub struct Reply {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Bytes,
}

impl Reply {
    pub fn of(content_type: &str, body: impl Into<Bytes>) -> Self {
        Self { status: 200, headers: vec![("content-type", content_type.into())], body: body.into() }
    }

    pub fn activity(document: &Value) -> Self {
        Self::of("application/activity+json", document.to_string())
    }

    pub fn webfinger(document: &Value) -> Self {
        Self::of("application/jrd+json", document.to_string())
    }

    pub fn redirect(target: &str) -> Self {
        Self::status(302).header("location", target)
    }

    pub fn status(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: Bytes::new() }
    }

    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    fn response(self) -> Response<Body> {
        let response = Response::builder().status(self.status);
        let response =
            self.headers.into_iter().fold(response, |response, (name, value)| response.header(name, value));
        response.body(Body::from(self.body)).unwrap()
    }
}

/// One question.
#[derive(Clone)]
pub struct Asked {
    pub method: Method,
    pub uri: Uri,
    pub headers: HeaderMap,
    pub body: Bytes,
}

/// The server. Its answers are given by target (path and query); everything else is 404.
#[derive(Clone)]
pub struct Peer {
    name: String,
    port: u16,
    replies: Arc<Mutex<HashMap<String, Reply>>>,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Peer {
    pub async fn start(name: &str) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let peer = Self { name: name.into(), port, replies: Arc::default(), asked: Arc::default() };
        let answering = peer.clone();
        let router = Router::new().fallback(move |request| async move { answering.answer(request).await });
        tokio::spawn(async move { axum::serve(listener, router).await });
        peer
    }

    /// The same server under another name.
    pub fn called(&self, name: &str) -> Self {
        Self { name: name.into(), ..self.clone() }
    }

    pub fn authority(&self) -> String {
        format!("{}:{}", self.name, self.port)
    }

    pub fn host(&self) -> Host {
        Host::parse(&self.authority(), Reach::Demo).unwrap()
    }

    pub fn url(&self, target: &str) -> String {
        format!("http://{}{target}", self.authority())
    }

    pub fn address(&self, target: &str) -> WebAddress {
        WebAddress::parse(&self.url(target), Reach::Demo).unwrap()
    }

    pub fn answers(&self, target: &str, reply: Reply) {
        self.replies.lock().unwrap().insert(target.into(), reply);
    }

    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    pub fn asked_targets(&self) -> Vec<String> {
        self.asked().iter().map(|asked| asked.uri.to_string()).collect()
    }

    async fn answer(&self, request: Request) -> Response<Body> {
        let (parts, body) = request.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        let reply = self.replies.lock().unwrap().get(&parts.uri.to_string()).cloned();
        let asked = Asked { method: parts.method, uri: parts.uri, headers: parts.headers, body };
        self.asked.lock().unwrap().push(asked);
        reply.unwrap_or_else(|| Reply::status(404)).response()
    }
}

/// A client that reaches this machine.
pub fn client() -> Client {
    waiting(Patience::default())
}

/// The same, but it loses patience soon.
pub fn impatient_client() -> Client {
    let headers = Duration::from_millis(500);
    waiting(Patience { connect: headers, headers, total: Duration::from_millis(1000) })
}

fn waiting(patience: Patience) -> Client {
    Client::new(Reach::Demo, patience, |host| host.name() == OURSELVES).unwrap()
}
