//! How much memory this process holds of its own: what no file backs.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

/// Looks at the memory from time to time, and remembers the most that it saw.
pub struct Watch {
    most: Arc<AtomicU64>,
    over: Arc<AtomicBool>,
}

impl Watch {
    /// From now on, in a thread of its own.
    pub fn start() -> Self {
        let watch = Self { most: Arc::default(), over: Arc::default() };
        let (most, over) = (watch.most.clone(), watch.over.clone());
        std::thread::spawn(move || {
            while !over.load(Ordering::Relaxed) {
                most.fetch_max(kilobytes(), Ordering::Relaxed);
                std::thread::sleep(Duration::from_millis(50));
            }
        });
        watch
    }

    /// The most so far, in megabytes.
    pub fn most(&self) -> f64 {
        self.most.load(Ordering::Relaxed) as f64 / 1024.0
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
    }
}

/// `RssAnon` now, in megabytes.
pub fn now() -> f64 {
    kilobytes() as f64 / 1024.0
}

fn kilobytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|number| number.parse().ok()).unwrap_or_default()
}
