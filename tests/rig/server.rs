//! A Porchlight in a process of its own, that can be killed and started again.

use std::{
    path::{Path, PathBuf},
    process::Stdio,
    time::{Duration, Instant},
};

use porchlight::instance::{Instance, Plan};
use store::{Chance, Clock, Engine};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};
use url::Url;

use crate::Resident;

/// Where one server keeps its things; the folder goes when dropped.
pub struct Place {
    /// The folder.
    pub data: PathBuf,
    /// The database in it, or beside it.
    pub engine: Engine,
}

impl Place {
    /// A place on the engine that `TEST_ENGINE` names.
    pub async fn new() -> Self {
        match std::env::var("TEST_ENGINE").as_deref() {
            Ok("postgres") => Self::postgres().await,
            _ => Self::sqlite(),
        }
    }

    /// A place on SQLite.
    #[must_use]
    pub fn sqlite() -> Self {
        let data = folder();
        Self { engine: Engine::Sqlite(data.join("porchlight.sqlite")), data }
    }

    /// A place on SQLite in this folder.
    #[must_use]
    pub fn at(folder: &std::path::Path) -> Self {
        Self { engine: Engine::Sqlite(folder.join("porchlight.sqlite")), data: folder.to_owned() }
    }

    /// A place with this database.
    #[must_use]
    pub fn on(engine: Engine) -> Self {
        Self { engine, data: folder() }
    }

    /// A place on PostgreSQL, beside the database that `TEST_POSTGRES_URL` names.
    ///
    /// # Panics
    /// When there is none: the test cannot go on.
    pub async fn postgres() -> Self {
        let url = std::env::var("TEST_POSTGRES_URL").expect("TEST_POSTGRES_URL names a PostgreSQL for tests");
        let engine =
            store::testing::postgres_database(&url, &format!("test_{}", Chance::system().code(16))).await;
        Self { data: folder(), engine }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.data);
    }
}

fn folder() -> PathBuf {
    std::env::temp_dir().join(format!("porchlight-street-{}", Chance::system().code(16)))
}

/// A running server.
pub struct Server {
    /// From the start of the process to its first answer, in seconds.
    pub started_in: f64,
    name: String,
    port: u16,
    work_port: u16,
    place: Place,
    child: Option<Child>,
}

impl Server {
    /// Starts one and waits until it answers.
    pub async fn start(name: &str, place: Place) -> Self {
        let mut server = Self {
            name: name.to_owned(),
            port: free_port(),
            work_port: free_port(),
            place,
            child: None,
            started_in: 0.0,
        };
        server.wake().await;
        server
    }

    /// Starts the process again after [`Server::kill`].
    ///
    /// # Panics
    /// When it does not answer within a minute.
    pub async fn wake(&mut self) {
        let mut command = Command::new(binary());
        command.args(["rehearse", "--name", &self.name, "--port", &self.port.to_string()]);
        command.args(["--work-port", &self.work_port.to_string(), "--data"]).arg(&self.place.data);
        if let Engine::Postgres(url) = &self.place.engine {
            command.args(["--database", url]);
        }
        let started = Instant::now();
        let mut child = command.stdout(Stdio::piped()).kill_on_drop(true).spawn().expect("the binary starts");
        let mut lines = BufReader::new(child.stdout.take().expect("its output is ours")).lines();
        let ready = tokio::time::timeout(Duration::from_secs(60), lines.next_line()).await;
        ready.expect("ready within a minute").expect("text").expect("it says that it is ready");
        self.started_in = started.elapsed().as_secs_f64();
        self.child = Some(child);
    }

    /// Memory in use (resident), in MB.
    #[must_use]
    pub fn memory_mb(&self) -> f64 {
        let process = self.child.as_ref().and_then(Child::id).unwrap_or_default();
        let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or("0");
        line.trim().trim_end_matches(" kB").parse().unwrap_or(0.0) / 1024.0
    }

    /// Where it listens, as an address and a port.
    #[must_use]
    pub fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// The folder where it keeps everything.
    #[must_use]
    pub fn data(&self) -> &Path {
        &self.place.data
    }

    /// Its database.
    #[must_use]
    pub fn engine(&self) -> &Engine {
        &self.place.engine
    }

    /// Ends the process at once, whatever it is doing: `kill -9`.
    ///
    /// # Panics
    /// When it is not running.
    pub async fn kill(&mut self) {
        let mut child = self.child.take().expect("it is running");
        child.kill().await.expect("a process can be killed");
    }

    /// Lets it stand still, without losing a lease or a connection, until [`Server::go_on`].
    pub async fn stand_still(&self) {
        self.signal("STOP").await;
    }

    /// Lets it go on.
    pub async fn go_on(&self) {
        self.signal("CONT").await;
    }

    async fn signal(&self, signal: &str) {
        let process = self.child.as_ref().and_then(Child::id).expect("it is running");
        let told = Command::new("kill").args([format!("-{signal}"), process.to_string()]).status().await;
        assert!(told.is_ok_and(|status| status.success()), "a process takes a signal");
    }

    /// Its public address.
    #[must_use]
    pub fn base(&self) -> Url {
        format!("http://{}.localhost:{}", self.name, self.port).parse().expect("an address")
    }

    /// The same server, opened in the test's own process: for people to write, and for the test to look.
    ///
    /// # Panics
    /// When it cannot be opened.
    pub async fn instance(&self) -> Instance {
        let plan = Plan::made_up(self.base(), &self.name, self.place.engine.clone(), self.place.data.clone());
        Instance::open(plan, Clock::system()).await.expect("a server opens twice")
    }

    /// How much work the process says is waiting; `None` while it does not answer.
    pub async fn waiting(&self) -> Option<i64> {
        let answer = reqwest::get(format!("http://127.0.0.1:{}/health/work", self.work_port)).await.ok()?;
        answer.json::<serde_json::Value>().await.ok()?["waiting"].as_i64()
    }
}

impl Server {
    /// Posts a comment through the server's own form, as `resident`.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn post_comment(&self, resident: &Resident, thread: store::ThreadId, body: &str) {
        let address = format!("http://{}/t/{thread}/comments", self.address());
        let form = [("body", body)];
        let client =
            reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().expect("a client");
        let answer =
            client.post(address).header("cookie", format!("session={}", resident.session)).form(&form).send();
        assert_eq!(answer.await.expect("an answer").status(), 303);
    }
}

/// Waits until none of `servers` has anything left to do, twice in a row.
///
/// # Panics
/// When that takes longer than four minutes.
pub async fn drained(servers: &[&Server]) {
    let started = Instant::now();
    let mut quiet = 0;
    while quiet < 3 {
        let mut waiting = 0;
        for server in servers {
            waiting += server.waiting().await.unwrap_or(1);
        }
        quiet = if waiting == 0 { quiet + 1 } else { 0 };
        assert!(started.elapsed() < Duration::from_secs(240), "{waiting} pieces of work are still waiting");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// The program under test: the one that `TEST_BINARY` names, or the one that was built beside the tests.
#[must_use]
pub fn binary() -> PathBuf {
    std::env::var_os("TEST_BINARY").map_or_else(built_beside, PathBuf::from)
}

/// The binary that cargo built beside this program, or in the folder above a test's own.
fn built_beside() -> PathBuf {
    let own = std::env::current_exe().expect("a program has a path");
    let folders = own.ancestors().skip(1).take(2).map(|folder| folder.join("porchlight"));
    folders
        .into_iter()
        .find(|binary| binary.exists())
        .expect("build the binary first: cargo build -p porchlight")
}

/// A port that nobody listens on.
///
/// # Panics
/// When there is none.
#[must_use]
pub fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port is free");
    listener.local_addr().expect("it has an address").port()
}
