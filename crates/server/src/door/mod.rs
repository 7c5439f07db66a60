//! The door: lets connections in, as many as there is room for, and hangs up on whoever keeps it waiting.
//!
//! Nobody takes all of it: of what comes from one street, at most an eighth is let in.
//!
//! Each connection costs a little memory and one place. What could hold it for nothing has an end: a request's head, the
//! pause before the next one, a body that comes too slowly, an answer that nobody fetches.

mod crowd;
mod patience;

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::{Router, body::Body, extract::ConnectInfo, http::Request};
use bytes::Bytes;
use hyper::{body::Incoming, server::conn::http1};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::{GracefulShutdown, Watcher},
    service::TowerToHyperService,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
};
use tokio_io_timeout::TimeoutStream;
use tower::ServiceExt;

use self::{
    crowd::{Crowd, Guest},
    patience::Patient,
};
use crate::work::Stop;

/// How much is let in at once, and how long it may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Connections that may be open.
    pub connections: usize,
    /// Requests that may be under way.
    pub requests: usize,
    /// How long a request's head, the next piece of an answer, or the next request may keep us waiting.
    pub patience: Duration,
}

impl Default for Limits {
    /// Plenty for a few hundred people, and little enough for a small machine.
    fn default() -> Self {
        Self { connections: 1_000, requests: 256, patience: Duration::from_secs(30) }
    }
}

/// The most that a request's head may hold, in bytes and in lines.
const HEAD: usize = 32 * 1024;
const HEADERS: usize = 64;
/// What is read or written at once, for each connection.
const BUFFER: usize = 64 * 1024;
/// How many who find no room are told so at the same time; beyond that they are hung up on.
const TOLD: usize = 32;
/// How long telling it may take.
const TELLING: Duration = Duration::from_secs(2);

/// An open door.
pub struct Door {
    listener: TcpListener,
    router: Router,
    limits: Limits,
    places: Arc<Semaphore>,
    crowd: Crowd,
    told: Arc<Semaphore>,
    full: Bytes,
}

impl Door {
    /// Listens at `address`; `full` is the page for those for whom there is no room.
    pub async fn open(
        address: SocketAddr,
        router: Router,
        limits: Limits,
        full: &str,
    ) -> std::io::Result<Self> {
        let listener = TcpListener::bind(address).await?;
        let places = Arc::new(Semaphore::new(limits.connections));
        let (crowd, told) = (Crowd::of(limits.connections), Arc::new(Semaphore::new(TOLD)));
        Ok(Self { listener, router, limits, places, crowd, told, full: answer(full) })
    }

    /// Lets people in until told to stop; then waits for those who are inside.
    pub async fn keep(self, mut stop: Stop) {
        let inside = GracefulShutdown::new();
        loop {
            tokio::select! {
                (stream, from) = self.knock() => self.welcome(stream, from, inside.watcher()),
                _ = stop.wait_for(|stop| *stop) => break,
            }
        }
        drop(self.listener);
        inside.shutdown().await;
    }

    /// The next connection. When the system has none to give, waiting is all that helps.
    async fn knock(&self) -> (TcpStream, SocketAddr) {
        loop {
            match self.listener.accept().await {
                Ok(taken) => return taken,
                Err(error) if is_theirs(&error) => {}
                Err(error) => {
                    tracing::error!(%error, "no connection can be taken");
                    tokio::time::sleep(Duration::from_secs(1)).await;
                }
            }
        }
    }

    fn welcome(&self, stream: TcpStream, from: SocketAddr, watcher: Watcher) {
        let _ = stream.set_nodelay(true);
        if let Some(place) = self.place(from) {
            tokio::spawn(serve(stream, from, self.router.clone(), self.limits, watcher, place));
        } else if let Ok(place) = self.told.clone().try_acquire_owned() {
            tokio::spawn(turn_away(stream, self.full.clone(), place));
        }
    }

    fn place(&self, from: SocketAddr) -> Option<Held> {
        let guest = self.crowd.enter(from.ip())?;
        Some(Held { _place: self.places.clone().try_acquire_owned().ok()?, _guest: guest })
    }
}

/// What a connection holds for as long as it is open.
struct Held {
    _place: OwnedSemaphorePermit,
    _guest: Guest,
}

/// Answers what comes over one connection. A connection's own faults are nobody's news.
async fn serve(
    stream: TcpStream,
    from: SocketAddr,
    router: Router,
    limits: Limits,
    watcher: Watcher,
    _held: Held,
) {
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(limits.patience));
    let router = router.map_request(move |request: Request<Incoming>| {
        let mut request = request.map(|body| Body::new(Patient::new(body, limits.patience)));
        request.extensions_mut().insert(ConnectInfo(from));
        request
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.patience)
        .max_headers(HEADERS)
        .max_header_size(HEAD)
        .max_buf_size(BUFFER)
        .serve_connection(TokioIo::new(Box::pin(stream)), TowerToHyperService::new(router));
    let _ = watcher.watch(connection).await;
}

/// Says that there is no room, and when to come back.
async fn turn_away(mut stream: TcpStream, full: Bytes, _place: OwnedSemaphorePermit) {
    let told = async {
        stream.write_all(&full).await?;
        stream.shutdown().await?;
        // What they send is read to its end: a connection closed over unread words loses the answer, too.
        let mut unread = [0; 1024];
        while stream.read(&mut unread).await? > 0 {}
        std::io::Result::Ok(())
    };
    let _ = tokio::time::timeout(TELLING, told).await;
}

fn answer(page: &str) -> Bytes {
    let length = page.len();
    Bytes::from(format!(
        "HTTP/1.1 503 Service Unavailable\r\nretry-after: 10\r\ncontent-type: text/html; charset=utf-8\r\n\
         content-length: {length}\r\ncache-control: no-store\r\nconnection: close\r\n\r\n{page}"
    ))
}

/// Whether only this one connection is lost.
fn is_theirs(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn one_street_does_not_take_everybodys_place() {
        let limits = Limits { connections: 200, ..Limits::default() };
        let door = Door::open("127.0.0.1:0".parse().unwrap(), Router::new(), limits, "").await.unwrap();
        let place = |address: &str| door.place(address.parse().unwrap());
        let mut taken: Vec<_> = (0..25).map(|port| place(&format!("203.0.113.7:{port}")).unwrap()).collect();
        assert!(place("203.0.113.9:1").is_none(), "a part is enough");
        taken.extend((0..175).map(|port| place(&format!("127.0.0.1:{port}")).unwrap()));
        assert!(
            place("127.0.0.1:9").is_none() && place("198.51.100.7:1").is_none(),
            "nobody has a place twice"
        );
        drop(taken);
        assert!(place("203.0.113.9:1").is_some());
    }
}
