//! Work that keeps a thread busy, away from the threads that answer: reading, writing and merging an index.

use store::{Fault, Result};

/// Does `work` where nobody waits for the thread. Once begun it goes on to its end, also when nobody waits any more.
pub(crate) async fn busy<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    // What a panic says may hold words.
    let ended = |_| Fault::Other("search index: work broke off".to_owned());
    tokio::task::spawn_blocking(work).await.map_err(ended)?
}
