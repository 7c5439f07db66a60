//! The program that is measured, as a process of its own.

use std::{
    path::{Path, PathBuf},
    process::Stdio,
    time::{Duration, Instant},
};

use store::{Chance, Engine};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

use crate::AS_SERVER;

/// A running server; it ends when dropped.
pub struct Server {
    child: Child,
    /// Where it listens.
    pub address: String,
    /// From the start of the process to its first answer, in seconds.
    pub started_in: f64,
}

impl Server {
    /// Starts one on a free port and waits until it says that it is ready.
    pub async fn start(name: &str, engine: &Engine, data: &Path) -> Self {
        let port = free_port();
        let mut command = Command::new(std::env::current_exe().expect("this program has a path"));
        command.args([AS_SERVER, "rehearse", "--name", name, "--port", &port.to_string(), "--data"]).arg(data);
        if let Engine::Postgres(url) = engine {
            command.args(["--database", url]);
        }
        let started = Instant::now();
        let mut child =
            command.stdout(Stdio::piped()).kill_on_drop(true).spawn().expect("this program can be started");
        let mut lines = BufReader::new(child.stdout.take().expect("its output is ours")).lines();
        let ready = tokio::time::timeout(Duration::from_secs(60), lines.next_line()).await;
        ready.expect("ready within a minute").expect("its output is text").expect("it says that it is ready");
        Self { child, address: format!("127.0.0.1:{port}"), started_in: started.elapsed().as_secs_f64() }
    }

    /// Memory in use (resident), in MB.
    pub fn memory_mb(&self) -> f64 {
        let process = self.child.id().expect("it is running");
        let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or("0");
        line.trim().trim_end_matches(" kB").parse().unwrap_or(0.0) / 1024.0
    }

    /// Ends it, gently.
    pub async fn stop(mut self) {
        if let Some(process) = self.child.id() {
            let _ = Command::new("kill").arg(process.to_string()).status().await;
        }
        let _ = self.child.wait().await;
    }
}

fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port is free");
    listener.local_addr().expect("it has an address").port()
}

/// A place of its own for one server's data; it goes when dropped.
pub struct Place {
    /// The folder.
    pub data: PathBuf,
    /// The database in it, or beside it.
    pub engine: Engine,
}

impl Place {
    /// A new, empty place for `engine` ("sqlite" or "postgres").
    pub async fn new(engine: &str) -> Self {
        let name = format!("bench_{}", Chance::system().code(12));
        let data = std::env::temp_dir().join(format!("porchlight-{name}"));
        let engine = if engine == "postgres" {
            let url = std::env::var("BENCH_POSTGRES_URL").expect("BENCH_POSTGRES_URL names a PostgreSQL");
            store::testing::postgres_database(&url, &name).await
        } else {
            Engine::Sqlite(data.join("porchlight.sqlite"))
        };
        Self { data, engine }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.data);
    }
}
