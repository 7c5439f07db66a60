//! Backups of a large forum while somebody reads there: how fast they are written, and how long pages take meanwhile.

use std::path::Path;

use rig::{Server, server::binary};
use store::{Chance, Engine};
use tokio::process::Command;

use crate::{
    load::{self, Requests},
    report::Report,
};

/// Pages a second meanwhile.
const PAGES: u64 = 100;

/// Backs up `server` again and again while its pages are read for so many seconds.
pub async fn measure(server: &Server, requests: Requests, seconds: u64, report: &mut Report) {
    let (data, engine) = (server.data(), server.engine());
    members::sheet::keep(data, "eight words that nobody wants to keep").expect("the secrets can be sealed");
    let file = std::env::temp_dir().join(format!("porchlight-bench-{}", Chance::system().code(8)));
    let file = file.join("backup.age");
    let address = server.address();
    let reading = load::open(&address, PAGES, seconds, requests);
    tokio::pin!(reading);
    let mut written = Vec::new();
    let load = loop {
        tokio::select! {
            load = &mut reading => break load,
            rate = one(&file, data, engine) => written.push(rate),
        }
    };
    if written.is_empty() {
        written.push(one(&file, data, engine).await);
    }
    written.sort_by(f64::total_cmp);
    report.figure("backup_mb_s", written[written.len() / 2], "MB/s");
    report.figure("backup_page_p99_ms", load.p99_ms, "ms");
    let size = file.metadata().map_or(0, |about| about.len());
    report.remark(&format!("{} backups of {} MB meanwhile, each tried", written.len(), size / 1_000_000));
    let _ = file.parent().map(std::fs::remove_dir_all);
}

/// Makes one backup; answers how many megabytes of content were written in a second.
async fn one(file: &Path, data: &Path, engine: &Engine) -> f64 {
    let mut command = Command::new(binary());
    command.arg("backup").arg(file).arg("--json").arg("--data").arg(data).env_clear().kill_on_drop(true);
    if let Engine::Postgres(url) = engine {
        command.args(["--database", url]);
    }
    let told = command.output().await.expect("the binary runs");
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    let told: serde_json::Value = serde_json::from_slice(&told.stdout).expect("it answers JSON");
    let number = |key: &str| told[key].as_f64().expect("a number");
    number("content_bytes") / 1_000_000.0 / number("seconds")
}
