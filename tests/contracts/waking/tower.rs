//! Where bells ring.

use std::sync::{Arc, Mutex};

use axum::{Router, body::Bytes, extract::State, http::HeaderMap, http::StatusCode};

/// What a bell heard.
#[derive(Clone, Debug)]
pub struct Heard {
    pub path: String,
    pub headers: HeaderMap,
    pub body: String,
}

impl Heard {
    pub fn number(&self) -> String {
        self.headers["porchlight-ring"].to_str().unwrap().to_owned()
    }
}

/// Where bells ring: a small server that writes everything down, and may be away.
#[derive(Clone, Default)]
pub struct Tower {
    heard: Arc<Mutex<Vec<Heard>>>,
    pub away: Arc<Mutex<bool>>,
}

impl Tower {
    pub async fn open() -> (Self, String) {
        let tower = Self::default();
        let router = Router::new().fallback(ring).with_state(tower.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://tower.localhost:{}", listener.local_addr().unwrap().port());
        tokio::spawn(async move { axum::serve(listener, router).await });
        (tower, base)
    }

    pub fn heard(&self) -> Vec<Heard> {
        self.heard.lock().unwrap().clone()
    }
}

async fn ring(
    State(tower): State<Tower>,
    uri: axum::http::Uri,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    if *tower.away.lock().unwrap() {
        return StatusCode::SERVICE_UNAVAILABLE;
    }
    let (path, body) = (uri.path().to_owned(), String::from_utf8(body.to_vec()).unwrap());
    tower.heard.lock().unwrap().push(Heard { path, headers, body });
    StatusCode::OK
}
