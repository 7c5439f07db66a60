//! A small load generator: keep-alive connections, whole answers read, each timed.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    task::JoinHandle,
};

/// What a run found.
pub struct Load {
    /// Answers a second.
    pub rate: f64,
    /// The time that 99 of 100 answers stayed under, in milliseconds.
    pub p99_ms: f64,
    /// Bytes of one answer's body, on average.
    pub bytes: usize,
}

/// Builds the request number `n`, as it goes over the wire.
pub type Requests = Arc<dyn Fn(usize) -> Vec<u8> + Send + Sync>;

/// One connection that asks and waits for the whole answer.
struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    async fn open(address: &str) -> std::io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: vec![0; 64 * 1024] })
    }

    /// Sends a request; answers the status and the length of the body.
    async fn ask(&mut self, request: &[u8]) -> std::io::Result<(u16, usize)> {
        self.stream.write_all(request).await?;
        let mut head = Vec::new();
        let end = loop {
            let read = self.stream.read(&mut self.buffer).await?;
            if read == 0 {
                return Err(std::io::ErrorKind::UnexpectedEof.into());
            }
            head.extend_from_slice(&self.buffer[..read]);
            if let Some(end) = head.windows(4).position(|window| window == b"\r\n\r\n") {
                break end + 4;
            }
        };
        let text = String::from_utf8_lossy(&head[..end]).to_ascii_lowercase();
        let status = text.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0);
        let length: usize = header(&text, "content-length").and_then(|value| value.parse().ok()).unwrap_or(0);
        let mut missing = length.saturating_sub(head.len() - end);
        while missing > 0 {
            let read = self.stream.read(&mut self.buffer).await?;
            if read == 0 {
                return Err(std::io::ErrorKind::UnexpectedEof.into());
            }
            missing = missing.saturating_sub(read);
        }
        Ok((status, length))
    }
}

fn header<'t>(head: &'t str, name: &str) -> Option<&'t str> {
    head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':')).map(str::trim)
}

/// The body of one answer.
pub async fn body(address: &str, request: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut stream = TcpStream::connect(address).await?;
    let head = request.strip_suffix(b"\r\n").unwrap_or(request);
    stream.write_all(&[head, b"connection: close\r\n\r\n"].concat()).await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    let end = answer.windows(4).position(|window| window == b"\r\n\r\n").map_or(0, |at| at + 4);
    Ok(answer.split_off(end))
}

/// A GET with a session cookie.
pub fn get(path: &str, cookie: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nhost: localhost\r\ncookie: {cookie}\r\naccept: text/html\r\n\r\n")
        .into_bytes()
}

/// A form sent with a session cookie.
pub fn post(path: &str, cookie: &str, form: &str) -> Vec<u8> {
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: localhost\r\ncookie: {cookie}\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n",
        form.len()
    );
    [head.into_bytes(), form.as_bytes().to_vec()].concat()
}

/// `connections` ask as fast as they are answered, for `seconds`. Every answer must have `status`.
pub async fn closed(
    address: &str,
    connections: usize,
    seconds: u64,
    status: u16,
    requests: Requests,
) -> Load {
    let end = Instant::now() + Duration::from_secs(seconds);
    let started = Instant::now();
    let workers: Vec<_> = (0..connections)
        .map(|worker| {
            let (address, requests) = (address.to_owned(), requests.clone());
            tokio::spawn(async move {
                let mut connection = Connection::open(&address).await.expect("the server answers");
                let mut times = Vec::new();
                let mut bytes = 0;
                while Instant::now() < end {
                    let request = requests(worker + times.len() * connections);
                    let before = Instant::now();
                    let (found, length) = connection.ask(&request).await.expect("a whole answer");
                    assert_eq!(found, status, "an answer other than the one that is measured");
                    times.push(before.elapsed());
                    bytes += length;
                }
                (times, bytes)
            })
        })
        .collect();
    gathered(workers, started).await
}

/// Asks `rate` times a second whatever the answers take: waiting counts from when the request was due.
pub async fn open(address: &str, rate: u64, seconds: u64, requests: Requests) -> Load {
    const CONNECTIONS: usize = 32;
    let started = Instant::now();
    let workers: Vec<_> = (0..CONNECTIONS)
        .map(|worker| {
            let (address, requests) = (address.to_owned(), requests.clone());
            tokio::spawn(async move {
                let mut connection = Connection::open(&address).await.expect("the server answers");
                let mut times = Vec::new();
                let mut bytes = 0;
                for number in (worker..(rate * seconds) as usize).step_by(CONNECTIONS) {
                    let due = started + Duration::from_secs_f64(number as f64 / rate as f64);
                    tokio::time::sleep_until(due.into()).await;
                    let (status, length) = connection.ask(&requests(number)).await.expect("a whole answer");
                    assert_eq!(status, 200);
                    times.push(due.elapsed());
                    bytes += length;
                }
                (times, bytes)
            })
        })
        .collect();
    gathered(workers, started).await
}

/// What one connection measured: the time of each answer, and the bytes of all.
type Measured = (Vec<Duration>, usize);

async fn gathered(workers: Vec<JoinHandle<Measured>>, started: Instant) -> Load {
    let mut times = Vec::new();
    let mut bytes = 0;
    for worker in workers {
        let (some, more) = worker.await.expect("a worker ends well");
        times.extend(some);
        bytes += more;
    }
    let took = started.elapsed();
    times.sort_unstable();
    let p99 = times.get(times.len() * 99 / 100).or(times.last()).copied().unwrap_or_default();
    Load {
        rate: times.len() as f64 / took.as_secs_f64(),
        p99_ms: p99.as_secs_f64() * 1000.0,
        bytes: bytes / times.len().max(1),
    }
}
