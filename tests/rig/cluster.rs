//! A PostgreSQL of a test's own, which can be stopped and started again: made as `tests/run` makes one.

use std::{path::Path, process::Stdio};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines},
    process::{Child, ChildStdin, ChildStdout, Command},
};

/// A running cluster; it goes when dropped.
pub struct Cluster {
    url: String,
    orders: Option<ChildStdin>,
    said: Lines<BufReader<ChildStdout>>,
    child: Child,
}

impl Cluster {
    /// Makes one and starts it.
    ///
    /// # Panics
    /// When PostgreSQL is not installed here, or does not start.
    pub async fn start() -> Self {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tools/cluster.sh");
        let mut child = Command::new("bash")
            .arg(script)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("bash runs");
        let orders = child.stdin.take();
        let said = BufReader::new(child.stdout.take().expect("its output is ours")).lines();
        let mut cluster = Self { url: String::new(), orders, said, child };
        cluster.url = cluster.hears().await;
        cluster
    }

    /// Its address.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Stops it at once, as a crash would.
    pub async fn stop(&mut self) {
        self.order("stop").await;
    }

    /// Starts it again, where it was.
    pub async fn start_again(&mut self) {
        self.order("start").await;
    }

    async fn order(&mut self, what: &str) {
        let orders = self.orders.as_mut().expect("it lives");
        orders.write_all(format!("{what}\n").as_bytes()).await.expect("it listens");
        assert_eq!(self.hears().await, "done", "{what}");
    }

    async fn hears(&mut self) -> String {
        let line = self.said.next_line().await.expect("text");
        line.expect("the throw-away PostgreSQL works")
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // The end of its orders is the order to go.
        drop(self.orders.take());
        for _ in 0..100 {
            if matches!(self.child.try_wait(), Ok(Some(_)) | Err(_)) {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
    }
}
