//! Threads from other servers. Federation has judged who may do what; here nothing unscreened passes,
//! and nothing that was removed or deleted comes back.

use members::communities::Community;
use store::{Result, ThreadId, Tx};

use crate::{IncomingEdit, IncomingThread, Received};

/// Takes a thread in, once by its address.
///
/// # Errors
/// When the database fails.
pub async fn receive(
    _tx: &mut Tx,
    _community: &Community,
    _thread: IncomingThread,
) -> Result<(Received, Option<ThreadId>)> {
    todo!()
}

/// Takes an edit in, unless it is older than what is known.
///
/// # Errors
/// When the database fails.
pub async fn receive_edit(_tx: &mut Tx, _thread: ThreadId, _edit: IncomingEdit) -> Result<Received> {
    todo!()
}

/// The author (or their server) took it away: its words are gone.
///
/// # Errors
/// When the database fails.
pub async fn receive_delete(_tx: &mut Tx, _thread: ThreadId) -> Result<Received> {
    todo!()
}

/// The author (or their server) brought it back, with its words.
///
/// # Errors
/// When the database fails.
pub async fn restore(_tx: &mut Tx, _thread: ThreadId, _edit: IncomingEdit) -> Result<Received> {
    todo!()
}
