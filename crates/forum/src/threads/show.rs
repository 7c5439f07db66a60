//! One thread.

use members::{Viewer, communities::Community};
use store::{Result, ThreadId, Tx};

use crate::Thread;

/// A thread and its community, if the viewer may read there.
///
/// # Errors
/// When the database fails.
pub async fn show(_tx: &mut Tx, _viewer: &Viewer, _thread: ThreadId) -> Result<Option<(Thread, Community)>> {
    todo!()
}

/// A thread as the views show it, whoever asks: for federation, which judges each recipient itself.
///
/// # Errors
/// When the database fails.
pub async fn show_any(_tx: &mut Tx, _thread: ThreadId) -> Result<Option<Thread>> {
    todo!()
}
