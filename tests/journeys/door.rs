//! Whoever keeps the door waiting loses their place, and nobody else does.

use std::time::{Duration, Instant};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::{sleep, timeout},
};

use crate::serve::{Porch, stops};

/// A server with a narrow door.
struct Narrow {
    porch: Porch,
    child: std::process::Child,
}

impl Narrow {
    async fn open(connections: usize, patience: u64) -> Self {
        let porch = Porch::new();
        let mut program = porch.program(&["serve"]);
        program.env("PORCHLIGHT_CONNECTIONS", connections.to_string());
        program.env("PORCHLIGHT_PATIENCE", patience.to_string());
        let child = program.spawn().unwrap();
        porch.ready().await;
        Self { porch, child }
    }

    async fn knock(&self, words: &[u8]) -> TcpStream {
        let mut stream = TcpStream::connect(("127.0.0.1", self.porch.port)).await.unwrap();
        stream.write_all(words).await.unwrap();
        stream
    }

    async fn answer(&self, words: &[u8]) -> String {
        heard(&mut self.knock(words).await).await
    }
}

impl Drop for Narrow {
    fn drop(&mut self) {
        assert!(std::thread::panicking() || stops(&mut self.child), "it stops when told");
    }
}

/// All that is said until the connection ends.
async fn heard(stream: &mut TcpStream) -> String {
    let mut all = Vec::new();
    let ended = timeout(Duration::from_secs(20), stream.read_to_end(&mut all)).await;
    assert!(ended.is_ok(), "a connection that is not needed stays open");
    String::from_utf8_lossy(&all).into_owned()
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or(answer)
}

const LIVE: &[u8] = b"GET /health/live HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";

#[tokio::test]
async fn heads_that_never_end_and_bodies_that_drip_lose_their_places() {
    let narrow = Narrow::open(8, 1).await;
    let mut slow = Vec::new();
    for _ in 0..4 {
        slow.push(narrow.knock(b"GET / HTTP/1.1\r\nhost: loc").await);
    }
    for _ in 0..4 {
        let head = b"POST /sign-in HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1000\r\n\r\n";
        slow.push(narrow.knock(head).await);
    }
    // Each goes on, a byte at a time, as long as it is let.
    let dripping = slow.into_iter().map(|mut stream| {
        tokio::spawn(async move {
            let begun = Instant::now();
            while begun.elapsed() < Duration::from_secs(30) && stream.write_all(b"x").await.is_ok() {
                let mut answer = [0; 64];
                let heard = timeout(Duration::from_millis(200), stream.read(&mut answer)).await;
                if matches!(heard, Ok(Ok(0) | Err(_))) {
                    break;
                }
            }
            begun.elapsed()
        })
    });
    for held in dripping.collect::<Vec<_>>() {
        let held = held.await.unwrap();
        assert!(held < Duration::from_secs(30), "a place is held with a byte now and then");
    }
    assert_eq!(status(&narrow.answer(LIVE).await), "200");
}

#[tokio::test]
async fn nobody_waits_for_whoever_says_nothing_more() {
    let narrow = Narrow::open(8, 1).await;
    let mut idle = narrow.knock(b"GET /health/live HTTP/1.1\r\nhost: localhost\r\n\r\n").await;
    assert_eq!(status(&heard(&mut idle).await), "200", "answered once, then the place is given to others");
}

#[tokio::test]
async fn heads_and_bodies_beyond_all_measure_are_refused() {
    let narrow = Narrow::open(50, 5).await;
    let long = format!("GET / HTTP/1.1\r\nhost: localhost\r\ncookie: {}\r\n\r\n", "x".repeat(40_000));
    assert_eq!(status(&narrow.answer(long.as_bytes()).await), "431");
    let lines: String = (0..80).map(|number| format!("x-{number}: 1\r\n")).collect();
    let many = format!("GET / HTTP/1.1\r\nhost: localhost\r\n{lines}\r\n");
    assert_eq!(status(&narrow.answer(many.as_bytes()).await), "431");
    let far = format!("GET /{} HTTP/1.1\r\nhost: localhost\r\n\r\n", "x".repeat(40_000));
    assert!(matches!(status(&narrow.answer(far.as_bytes()).await), "431" | "414"));
    let body = "body=".to_owned() + &"x".repeat(600_000);
    let address = format!("http://127.0.0.1:{}/sign-in", narrow.porch.port);
    let form = "application/x-www-form-urlencoded";
    let sent = reqwest::Client::new().post(address).header("content-type", form).body(body).send().await;
    assert!(sent.is_err() || sent.is_ok_and(|answer| answer.status() == 413));
    assert_eq!(status(&narrow.answer(LIVE).await), "200");
}

#[tokio::test]
async fn whoever_finds_no_room_is_told_kindly_when_to_come_back() {
    let narrow = Narrow::open(4, 20).await;
    sleep(Duration::from_millis(200)).await;
    let mut inside = Vec::new();
    for _ in 0..4 {
        inside.push(narrow.knock(b"GET / HTTP/1.1\r\n").await);
    }
    let told = narrow.answer(LIVE).await;
    assert_eq!(status(&told), "503", "{told}");
    assert!(told.contains("retry-after: 10") && told.contains("Many people are here"), "{told}");
    assert!(told.contains("href=\"/help-now\""), "help is named even there");
    inside.clear();
    let begun = Instant::now();
    while status(&narrow.answer(LIVE).await) != "200" {
        assert!(begun.elapsed() < Duration::from_secs(10), "the places are not given back");
        sleep(Duration::from_millis(50)).await;
    }
}
