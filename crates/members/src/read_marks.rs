//! How far somebody read a thread, keyed so that nobody else can tell.

use std::collections::HashMap;

use store::{Result, Tag, Tags, ThreadId, Tx};

use crate::{Member, Purpose};

/// How far this member read each of these threads: the ordinal of the last comment; missing if never opened.
///
/// # Errors
/// When the database fails.
pub async fn of(tx: &mut Tx, member: &Member, threads: &[ThreadId]) -> Result<HashMap<ThreadId, i64>> {
    let tag = |thread: &ThreadId| member.tag(Purpose::ReadMark, thread.0);
    let threads: HashMap<Tag, ThreadId> = threads.iter().map(|thread| (tag(thread), *thread)).collect();
    let marks: Vec<(Tag, i64)> = tx
        .sql("SELECT tag, ordinal FROM read_marks WHERE tag IN tags($1)")
        .bind_tags(threads.keys().copied().collect::<Tags>())
        .all()
        .await?;
    Ok(marks.into_iter().map(|(tag, ordinal)| (threads[&tag], ordinal)).collect())
}

/// How far this member read a thread, and whether they muted it.
///
/// # Errors
/// When the database fails.
pub async fn of_one(tx: &mut Tx, member: &Member, thread: ThreadId) -> Result<(Option<i64>, bool)> {
    tx.sql(
        "SELECT (SELECT ordinal FROM read_marks WHERE tag = $1), EXISTS (SELECT 1 FROM mutes WHERE tag = $2)",
    )
    .bind(member.tag(Purpose::ReadMark, thread.0))
    .bind(member.tag(Purpose::Mute, thread.0))
    .one()
    .await
}

/// This member read a thread up to `ordinal`; a mark never moves back.
///
/// # Errors
/// When the database fails.
pub async fn mark(tx: &mut Tx, member: &Member, thread: ThreadId, ordinal: i64) -> Result<()> {
    tx.sql(
        "INSERT INTO read_marks (tag, ordinal) VALUES ($1, $2) \
         ON CONFLICT (tag) DO UPDATE SET ordinal = excluded.ordinal WHERE read_marks.ordinal < excluded.ordinal",
    )
    .bind(member.tag(Purpose::ReadMark, thread.0))
    .bind(ordinal)
    .execute()
    .await?;
    Ok(())
}
