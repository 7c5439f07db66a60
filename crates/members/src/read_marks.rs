//! How far somebody read a thread, keyed so that nobody else can tell.

use std::collections::HashMap;

use store::{Result, ThreadId, Tx};

use crate::Member;

/// How far this member read each of these threads: the ordinal of the last comment; missing if never opened.
///
/// # Errors
/// When the database fails.
pub async fn of(tx: &mut Tx, member: &Member, threads: &[ThreadId]) -> Result<HashMap<ThreadId, i64>> {
    let _ = (tx, member, threads);
    todo!()
}

/// This member read a thread up to `ordinal`; a mark never moves back.
///
/// # Errors
/// When the database fails.
pub async fn mark(tx: &mut Tx, member: &Member, thread: ThreadId, ordinal: i64) -> Result<()> {
    let _ = (tx, member, thread, ordinal);
    todo!()
}
