//! What a server keeps things in goes away for a while and comes back: people are told so, nothing that was
//! acknowledged is lost, and nobody has to start anything again.

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use members::Audience;
use reqwest::{Client, Response, redirect::Policy};
use rig::{Place, Resident, Server, cluster::Cluster};
use store::{Engine, ThreadId};
use tokio::{task::JoinHandle, time::sleep};

/// Seconds for which PostgreSQL stands still; a minute when somebody has the time: `TEST_AWAY_SECONDS=60`.
fn absence() -> Duration {
    let seconds = std::env::var("TEST_AWAY_SECONDS").ok().and_then(|seconds| seconds.parse().ok());
    Duration::from_secs(seconds.unwrap_or(2))
}

fn on_postgres() -> bool {
    std::env::var("TEST_ENGINE").as_deref() == Ok("postgres")
}

/// A server with one thread, and somebody who writes there without a pause.
struct House {
    server: Server,
    june: Resident,
    thread: ThreadId,
}

/// Who writes, until told to stop; they remember what was acknowledged.
struct Writer {
    stop: Arc<AtomicBool>,
    writing: JoinHandle<Vec<String>>,
}

impl House {
    async fn open(place: Place) -> Self {
        let server = Server::start("maple", place).await;
        let instance = server.instance().await;
        let june = Resident::keeper(&instance).await;
        let evenings = june.found("evenings", Audience::House).await;
        let thread = june.start(&evenings, "Long evenings", "What do you do with them?").await;
        instance.database.close().await;
        Self { server, june, thread }
    }

    fn address(&self, path: &str) -> String {
        format!("http://{}{path}", self.server.address())
    }

    async fn get(&self, path: &str) -> Response {
        let request = client().get(self.address(path));
        request.header("cookie", format!("session={}", self.june.session)).send().await.unwrap()
    }

    async fn post(&self, words: &str) -> Response {
        post(&self.address(&format!("/t/{}/comments", self.thread)), &self.june.session, words).await
    }

    fn writer(&self) -> Writer {
        let stop = Arc::new(AtomicBool::new(false));
        let (address, session) =
            (self.address(&format!("/t/{}/comments", self.thread)), self.june.session.clone());
        let told = stop.clone();
        let writing = tokio::spawn(async move {
            let mut acknowledged = Vec::new();
            for number in 0.. {
                if told.load(Ordering::Relaxed) {
                    break;
                }
                let words = format!("Evening number {number} of many.");
                if post(&address, &session, &words).await.status() == 303 {
                    acknowledged.push(words);
                }
                sleep(Duration::from_millis(30)).await;
            }
            acknowledged
        });
        Writer { stop, writing }
    }

    /// It takes words again, by itself, within a few seconds.
    async fn recovers(&self) {
        let begun = Instant::now();
        while self.post("And here we are again.").await.status() != 303 {
            assert!(begun.elapsed() < Duration::from_secs(40), "it does not recover");
            sleep(Duration::from_millis(100)).await;
        }
        assert_eq!(self.get("/health/ready").await.status(), 200);
    }

    /// Everything that was acknowledged stands on the thread's pages.
    async fn kept(&self, acknowledged: &[String]) {
        let instance = self.server.instance().await;
        let mut tx = instance.database.read().await.unwrap();
        let sql = "SELECT body FROM comments WHERE thread_id = $1";
        let found: Vec<(String,)> = tx.sql(sql).bind(self.thread).all().await.unwrap();
        let found: HashSet<String> = found.into_iter().map(|(body,)| body).collect();
        drop(tx);
        instance.database.close().await;
        let lost: Vec<&String> = acknowledged.iter().filter(|words| !found.contains(*words)).collect();
        assert!(!acknowledged.is_empty() && lost.is_empty(), "{} lost: {lost:?}", lost.len());
    }
}

impl Writer {
    async fn ends(self) -> Vec<String> {
        self.stop.store(true, Ordering::Relaxed);
        self.writing.await.unwrap()
    }
}

fn client() -> Client {
    Client::builder().redirect(Policy::none()).timeout(Duration::from_secs(60)).build().unwrap()
}

async fn post(address: &str, session: &str, words: &str) -> Response {
    let form = [("body", words)];
    let request = client().post(address).header("cookie", format!("session={session}")).form(&form);
    request.send().await.unwrap()
}

/// A kind page: what happened, when to come back, and the words that were not taken.
async fn told_to_come_back(answer: Response, saying: &str, words: &str) {
    assert_eq!(answer.status(), 503);
    let seconds: u64 = answer.headers()["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=300).contains(&seconds));
    let page = answer.text().await.unwrap();
    assert!(page.contains(saying) && page.contains(words), "{page}");
}

/// Tells how long an answer took: while the database is away, two seconds or a little more.
async fn waited(what: &str, answer: impl Future<Output = Response>) -> Response {
    let begun = Instant::now();
    let answer = answer.await;
    println!("{what} waited {} ms for a database that is away", begun.elapsed().as_millis());
    answer
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_stops_and_starts_again_loses_nothing_acknowledged() {
    if !on_postgres() {
        return;
    }
    let mut cluster = Cluster::start().await;
    let house = House::open(Place::on(Engine::Postgres(cluster.url().to_owned()))).await;
    let writer = house.writer();
    sleep(Duration::from_secs(1)).await;
    cluster.stop().await;
    let stopped = Instant::now();
    let quick = Instant::now();
    assert_eq!(house.get("/help-now").await.status(), 200);
    assert_eq!(house.get("/leave").await.status(), 303);
    assert!(quick.elapsed() < Duration::from_secs(8), "help and the way out wait for nothing");
    let (ready, feed, post) = tokio::join!(
        house.get("/health/ready"),
        waited("a page", house.get("/feed")),
        waited("a form", house.post("Not to be lost."))
    );
    assert_eq!(ready.status(), 503);
    told_to_come_back(feed, "cannot reach what it keeps", "").await;
    told_to_come_back(post, "kept on this page", "Not to be lost.").await;
    sleep(absence().saturating_sub(stopped.elapsed())).await;
    cluster.start_again().await;
    house.recovers().await;
    house.kept(&writer.ends().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_another_process_holds_is_waited_for_and_then_told() {
    if on_postgres() {
        return;
    }
    let place = Place::sqlite();
    let file = place.data.join("porchlight.sqlite");
    let house = House::open(place).await;
    let writer = house.writer();
    sleep(Duration::from_millis(500)).await;
    // They stop, so that nobody else waits for the one who writes.
    let acknowledged = writer.ends().await;
    let (hold, held) = std::sync::mpsc::channel::<()>();
    let holder = std::thread::spawn(move || {
        let connection = rusqlite::Connection::open(file).unwrap();
        connection.busy_timeout(Duration::from_secs(20)).unwrap();
        connection.execute_batch("BEGIN IMMEDIATE").unwrap();
        let _ = held.recv();
    });
    sleep(Duration::from_millis(300)).await;
    assert_eq!(house.get(&format!("/t/{}", house.thread)).await.status(), 200, "reading goes on");
    told_to_come_back(house.post("Not to be lost.").await, "kept on this page", "Not to be lost.").await;
    hold.send(()).unwrap();
    holder.join().unwrap();
    house.recovers().await;
    house.kept(&acknowledged).await;
}

/// A folder with little room, which only root can make.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn make() -> Option<Self> {
        let folder =
            std::env::temp_dir().join(format!("porchlight-small-{}", store::Chance::system().code(12)));
        std::fs::create_dir_all(&folder).unwrap();
        let mounted = std::process::Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=16m", "tmpfs"])
            .arg(&folder)
            .status();
        mounted.is_ok_and(|status| status.success()).then(|| Self(folder))
    }

    /// Takes what room there is.
    fn fill(&self) -> PathBuf {
        let filler = self.0.join("something-else");
        let mut file = std::fs::File::create(&filler).unwrap();
        while std::io::Write::write_all(&mut file, &[7; 4096]).is_ok() {}
        filler
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = std::process::Command::new("umount").arg("--lazy").arg(&self.0).status();
        let _ = std::fs::remove_dir(&self.0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_is_told_and_nothing_acknowledged_is_lost() {
    if on_postgres() {
        return;
    }
    let Some(disk) = SmallDisk::make() else {
        println!("skipped: nobody here may make a small disk");
        return;
    };
    let house = House::open(Place::at(&disk.0.join("data"))).await;
    let writer = house.writer();
    sleep(Duration::from_millis(500)).await;
    let filler = disk.fill();
    let begun = Instant::now();
    let refused = loop {
        let answer = house.post("Not to be lost.").await;
        if answer.status() != 303 {
            break answer;
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "the disk does not get full");
    };
    told_to_come_back(refused, "until its operator makes room", "Not to be lost.").await;
    assert_eq!(house.get(&format!("/t/{}", house.thread)).await.status(), 200, "reading goes on");
    assert_eq!(house.get("/leave").await.status(), 303);
    std::fs::remove_file(filler).unwrap();
    house.recovers().await;
    house.kept(&writer.ends().await).await;
    drop(house);
    assert!(Path::new(&disk.0).exists());
}
