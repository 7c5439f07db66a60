//! Servers that answer slowly, endlessly, or with something that swells.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};

use federation::wire::{Errand, FetchRefusal, Reach, WebAddress};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::peer::{Peer, Reply, client, impatient_client};

const HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/activity+json\r\n";

/// A server that reads the request and then does as it likes with the connection.
fn server(behave: impl Fn(&mut TcpStream) + Send + 'static) -> WebAddress {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let _ = stream.read(&mut [0; 4096]);
            behave(&mut stream);
        }
    });
    WebAddress::parse(&format!("http://hostile.localhost:{port}/"), Reach::Demo).unwrap()
}

/// Sends bytes one by one for as long as somebody listens.
fn drip(stream: &mut TcpStream, byte: u8) {
    while stream.write_all(&[byte]).is_ok() {
        std::thread::sleep(Duration::from_millis(20));
    }
}

async fn refusal(address: &WebAddress) -> FetchRefusal {
    client().fetch_document(address, &Errand::new()).await.unwrap_err()
}

async fn refused_in_time(address: &WebAddress) -> FetchRefusal {
    let started = Instant::now();
    let refused = impatient_client().fetch_document(address, &Errand::new()).await.unwrap_err();
    assert!(started.elapsed() < Duration::from_secs(10), "patience has an end");
    refused
}

#[tokio::test]
async fn c13_silence_is_not_waited_for() {
    let address = server(|_| std::thread::sleep(Duration::from_secs(60)));
    assert_eq!(refused_in_time(&address).await, FetchRefusal::TooSlow);
    assert!(FetchRefusal::TooSlow.is_passing());
}

#[tokio::test]
async fn c13_headers_that_drip_are_not_waited_for() {
    let address = server(|stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nx: ");
        drip(stream, b'a');
    });
    assert_eq!(refused_in_time(&address).await, FetchRefusal::TooSlow);
}

#[tokio::test]
async fn c13_a_body_that_drips_is_not_waited_for() {
    let address = server(|stream| {
        let _ = stream.write_all(format!("{HEAD}content-length: 100000\r\n\r\n").as_bytes());
        drip(stream, b' ');
    });
    assert_eq!(refused_in_time(&address).await, FetchRefusal::TooSlow);
}

#[tokio::test]
async fn c13_an_endless_body_is_cut() {
    let address = server(|stream| {
        let _ = stream.write_all(format!("{HEAD}transfer-encoding: chunked\r\n\r\n").as_bytes());
        let chunk = format!("10000\r\n{}\r\n", " ".repeat(0x10000));
        while stream.write_all(chunk.as_bytes()).is_ok() {}
    });
    assert_eq!(refusal(&address).await, FetchRefusal::TooLarge);
}

#[tokio::test]
async fn c13_endless_headers_are_cut() {
    let address = server(|stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n");
        while stream.write_all(b"x: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n").is_ok() {}
    });
    assert_eq!(refusal(&address).await, FetchRefusal::Unreachable);
}

#[tokio::test]
async fn c13_an_answer_that_breaks_off_is_no_answer() {
    let address = server(|stream| {
        let _ = stream.write_all(format!("{HEAD}content-length: 1000\r\n\r\n{{}}").as_bytes());
        let _ = stream.shutdown(std::net::Shutdown::Both);
    });
    assert_eq!(refusal(&address).await, FetchRefusal::Broken);
}

#[tokio::test]
async fn c13_a_packed_bomb_is_cut_while_it_unpacks() {
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    for _ in 0..64 {
        packer.write_all(&[b' '; 1024 * 1024]).unwrap();
    }
    let bomb = packer.finish().unwrap();
    assert!(bomb.len() < 512 * 1024, "small enough to pass if it were measured packed");
    let peer = Peer::start("oak.localhost").await;
    peer.answers("/1", Reply::of("application/activity+json", bomb).header("content-encoding", "gzip"));
    assert_eq!(refusal(&peer.address("/1")).await, FetchRefusal::TooLarge);
}

#[tokio::test]
async fn c13_what_cannot_be_unpacked_is_broken() {
    let peer = Peer::start("oak.localhost").await;
    peer.answers("/1", Reply::of("application/activity+json", "no gzip").header("content-encoding", "gzip"));
    assert_eq!(refusal(&peer.address("/1")).await, FetchRefusal::Broken);
}

#[tokio::test]
async fn nobody_there_is_a_passing_fault() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let address = WebAddress::parse(&format!("http://gone.localhost:{port}/"), Reach::Demo).unwrap();
    assert_eq!(refusal(&address).await, FetchRefusal::Unreachable);
    assert!(FetchRefusal::Unreachable.is_passing());
}
