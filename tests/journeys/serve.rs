//! From an empty folder to a server that answers, and back.

use std::{
    io::{BufRead, BufReader},
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use rig::server::{binary, free_port};

/// A folder and a port of its own; the folder goes when dropped.
pub struct Porch {
    pub data: PathBuf,
    pub port: u16,
}

impl Porch {
    pub fn new() -> Self {
        let name = format!("porchlight-serve-{}", store::Chance::system().code(12));
        Self { data: std::env::temp_dir().join(name), port: free_port() }
    }

    /// The program with nothing in its environment but what this test chose.
    pub fn program(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(binary());
        command.args(arguments).env_clear().env("PORCHLIGHT_LISTEN", format!("127.0.0.1:{}", self.port));
        command.env("PORCHLIGHT_ADDRESS", format!("http://localhost:{}", self.port));
        command.env("PORCHLIGHT_DATA", &self.data);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn serve(&self) -> Child {
        self.program(&["serve"]).spawn().unwrap()
    }

    pub async fn page(&self, path: &str) -> Option<(u16, String)> {
        let answer = reqwest::get(format!("http://127.0.0.1:{}{path}", self.port)).await.ok()?;
        Some((answer.status().as_u16(), answer.text().await.ok()?))
    }

    pub async fn ready(&self) {
        let started = Instant::now();
        while self.page("/health/ready").await.is_none_or(|(status, _)| status != 200) {
            assert!(started.elapsed() < Duration::from_secs(60), "the server does not get ready");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}

impl Drop for Porch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.data);
    }
}

/// Asks a process to stop, and says whether it did within ten seconds, of its own accord.
pub fn stops(child: &mut Child) -> bool {
    Command::new("kill").arg(child.id().to_string()).status().unwrap();
    let asked = Instant::now();
    while asked.elapsed() < Duration::from_secs(10) {
        if let Some(status) = child.try_wait().unwrap() {
            return status.success();
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    let _ = child.kill();
    false
}

#[tokio::test]
async fn an_empty_folder_becomes_a_server_with_a_set_up_link_that_stops_when_told() {
    let porch = Porch::new();
    let mut child = porch.serve();
    porch.ready().await;
    let (status, front) = porch.page("/").await.unwrap();
    assert_eq!(status, 200);
    assert!(front.to_lowercase().contains("real members"), "the first page says that there is no backup");
    let mut first_line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut first_line).unwrap();
    let link = first_line.split_whitespace().find(|word| word.contains("/setup/")).unwrap();
    let path = &link[link.find("/setup/").unwrap()..];
    assert_eq!(porch.page(path).await.unwrap().0, 200);
    assert_eq!(porch.page("/setup/somethingelse").await.unwrap().0, 404);
    assert!(stops(&mut child));
}

#[tokio::test]
async fn a_real_server_has_no_way_into_the_rehearsal_room() {
    let porch = Porch::new();
    let mut child = porch.serve();
    porch.ready().await;
    let (_, front) = porch.page("/").await.unwrap();
    assert!(!front.contains("This is a demo"));
    assert!(stops(&mut child));
    let told = porch.program(&["serve", "--reach", "demo"]).output().unwrap();
    assert!(!told.status.success());
    let told = porch.program(&["serve"]).env("PORCHLIGHT_REACH", "demo").output().unwrap();
    assert!(String::from_utf8_lossy(&told.stderr).contains("unknown setting `reach`"));
}

#[test]
fn a_wrong_setting_is_told_before_anything_starts() {
    let porch = Porch::new();
    let told = porch.program(&["check"]).env("PORCHLIGHT_ADRESS", "x").output().unwrap();
    assert!(!told.status.success());
    assert!(String::from_utf8_lossy(&told.stderr).contains("Did you mean `address`?"));
    let told = porch.program(&["check"]).output().unwrap();
    assert!(told.status.success());
    assert!(String::from_utf8_lossy(&told.stdout).contains("SQLite"));
    assert!(!porch.data.exists(), "checking makes nothing");
}
