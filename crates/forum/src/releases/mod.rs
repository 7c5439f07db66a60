//! The careful release: what a one-time name wrote is read here at once, and leaves this server later, so that nobody
//! can tell by the hour who wrote it. Until then other servers learn nothing of it, nor of what answers it.
//!
//! Rows, not timers: it survives a crash, and whichever node deletes the row first lets it go.

mod slot;

use std::collections::HashSet;

use members::notices;
use moderation::Subject;
use store::{CommentId, CommunityId, Event, Hour, Result, ThreadId, Tx};

pub use slot::{Pace, Slot};

/// So much is let go in one transaction.
const MOST: i64 = 50;

/// Makes something wait; what waits already keeps its turn.
pub(crate) async fn put_off(
    tx: &mut Tx,
    (subject, thread): (Subject, ThreadId),
    slot: Slot,
    edited: bool,
) -> Result<()> {
    tx.sql(
        "INSERT INTO releases (subject_id, thread_id, edited, slot_hour, turn) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (subject_id) DO NOTHING",
    )
    .bind(subject.id())
    .bind(thread)
    .bind(edited)
    .bind(slot.hour)
    .bind(slot.turn)
    .execute()
    .await?;
    Ok(())
}

/// Its words are gone: there is nothing to wait for.
pub(crate) async fn call_off(tx: &mut Tx, subject: Subject) -> Result<()> {
    tx.sql("DELETE FROM releases WHERE subject_id = $1").bind(subject.id()).execute().await?;
    Ok(())
}

/// Lets go what is due, some of it; answers how much that was.
///
/// # Errors
/// When the database fails.
pub async fn run_due(tx: &mut Tx) -> Result<usize> {
    let now = tx.clock().now().timestamp();
    let due: Vec<i64> = tx
        .sql(
            "SELECT subject_id FROM releases WHERE slot_hour <= $1 AND slot_hour + turn <= $1 \
             ORDER BY slot_hour + turn, subject_id LIMIT $2",
        )
        .bind(now)
        .bind(MOST)
        .column()
        .await?;
    for subject in &due {
        let_go(tx, *subject).await?;
    }
    Ok(due.len())
}

/// Whether anything is due: looking costs less than the one writer's turn.
///
/// # Errors
/// When the database fails.
pub async fn any_due(tx: &mut Tx) -> Result<bool> {
    let now = tx.clock().now().timestamp();
    let due: Option<i64> = tx
        .sql("SELECT subject_id FROM releases WHERE slot_hour <= $1 AND slot_hour + turn <= $1 LIMIT 1")
        .bind(now)
        .value()
        .await?;
    Ok(due.is_some())
}

/// Lets one thing go, if it still waits: it counts as written now.
pub(crate) async fn let_go(tx: &mut Tx, subject: i64) -> Result<()> {
    let row: Option<(ThreadId, bool)> = tx
        .sql("DELETE FROM releases WHERE subject_id = $1 RETURNING thread_id, edited")
        .bind(subject)
        .optional()
        .await?;
    let Some((thread, edited)) = row else { return Ok(()) };
    let community: Option<CommunityId> =
        tx.sql("SELECT community_id FROM threads WHERE id = $1").bind(thread).value().await?;
    let Some(community) = community else { return Ok(()) };
    let hour = tx.clock().hour();
    if subject == thread.0 {
        date_thread(tx, thread, hour, edited).await?;
        tx.record(Event::ThreadReleased { community, thread });
    } else {
        let comment = CommentId(subject);
        date_comment(tx, (thread, comment), hour, edited).await?;
        tx.record(Event::CommentReleased { community, thread, comment });
    }
    Ok(())
}

/// From now on nothing tells when it was really written, or that it was edited before anybody elsewhere saw it.
async fn date_thread(tx: &mut Tx, thread: ThreadId, hour: Hour, edited: bool) -> Result<()> {
    let sql = if edited {
        "UPDATE threads SET edited_hour = $1 WHERE id = $2"
    } else {
        "UPDATE threads SET hour = $1, edited_hour = NULL, active_hour = $1 WHERE id = $2"
    };
    tx.sql(sql).bind(hour).bind(thread).execute().await?;
    Ok(())
}

async fn date_comment(
    tx: &mut Tx,
    (thread, comment): (ThreadId, CommentId),
    hour: Hour,
    edited: bool,
) -> Result<()> {
    if edited {
        tx.sql("UPDATE comments SET edited_hour = $1 WHERE id = $2")
            .bind(hour)
            .bind(comment)
            .execute()
            .await?;
        return Ok(());
    }
    tx.sql("UPDATE comments SET hour = $1, edited_hour = NULL WHERE id = $2")
        .bind(hour)
        .bind(comment)
        .execute()
        .await?;
    tx.sql("UPDATE threads SET active_hour = $1 WHERE id = $2 AND active_hour < $1")
        .bind(hour)
        .bind(thread)
        .execute()
        .await?;
    notices::move_to(tx, comment, hour).await?;
    let mut leaving = vec![comment];
    leaving.extend(answers(tx, thread, comment).await?);
    for comment in leaving {
        tx.sql(
            "UPDATE comments SET left_after = (SELECT threads.comments FROM threads WHERE threads.id = $1) \
             WHERE id = $2",
        )
        .bind(thread)
        .bind(comment)
        .execute()
        .await?;
    }
    Ok(())
}

/// What answers a comment, and what answers that, in the order of the thread.
///
/// # Errors
/// When the database fails.
pub async fn answers(tx: &mut Tx, thread: ThreadId, comment: CommentId) -> Result<Vec<CommentId>> {
    let rows: Vec<(CommentId, Option<CommentId>)> = tx
        .sql(
            "SELECT id, parent_id FROM comments WHERE thread_id = $1 \
             AND ordinal > (SELECT ordinal FROM comments WHERE id = $2) ORDER BY ordinal",
        )
        .bind(thread)
        .bind(comment)
        .all()
        .await?;
    let mut branch = HashSet::from([comment]);
    let below = |(id, parent): (CommentId, Option<CommentId>)| {
        (parent.is_some_and(|parent| branch.contains(&parent)) && branch.insert(id)).then_some(id)
    };
    Ok(rows.into_iter().filter_map(below).collect())
}

/// What in a thread other servers must not know of yet: the thread itself, or some of its comments.
///
/// # Errors
/// When the database fails.
pub async fn waiting_in(tx: &mut Tx, thread: ThreadId) -> Result<HashSet<i64>> {
    let waiting: Vec<i64> = tx
        .sql("SELECT subject_id FROM releases WHERE thread_id = $1 AND NOT edited")
        .bind(thread)
        .column()
        .await?;
    Ok(waiting.into_iter().collect())
}

/// Whether other servers must not know of something yet: it waits, or what it answers does, or its thread.
///
/// # Errors
/// When the database fails.
pub async fn waits(tx: &mut Tx, subject: Subject) -> Result<bool> {
    let Some(thread) = thread_of(tx, subject).await? else { return Ok(false) };
    let waiting = waiting_in(tx, thread).await?;
    if waiting.is_empty() || waiting.contains(&thread.0) {
        return Ok(!waiting.is_empty());
    }
    let line: Vec<i64> = tx
        .sql(
            "WITH RECURSIVE line (id, parent_id) AS ( \
                 SELECT id, parent_id FROM comments WHERE id = $1 \
                 UNION ALL SELECT comments.id, comments.parent_id FROM comments JOIN line ON comments.id = line.parent_id) \
             SELECT id FROM line",
        )
        .bind(subject.id())
        .column()
        .await?;
    Ok(line.iter().any(|id| waiting.contains(id)))
}

/// Whether other servers know something, and must not know its newest words yet.
///
/// # Errors
/// When the database fails.
pub async fn edit_waits(tx: &mut Tx, subject: Subject) -> Result<bool> {
    let waits: Option<i64> = tx
        .sql("SELECT subject_id FROM releases WHERE subject_id = $1 AND edited")
        .bind(subject.id())
        .value()
        .await?;
    Ok(waits.is_some())
}

/// When something of this subject leaves, if it waits; for who wrote it.
///
/// # Errors
/// When the database fails.
pub async fn slot_of(tx: &mut Tx, subject: Subject) -> Result<Option<Hour>> {
    tx.sql("SELECT slot_hour FROM releases WHERE subject_id = $1").bind(subject.id()).value().await
}

async fn thread_of(tx: &mut Tx, subject: Subject) -> Result<Option<ThreadId>> {
    match subject {
        Subject::Thread(id) => Ok(Some(id)),
        Subject::Comment(id) => tx.sql("SELECT thread_id FROM comments WHERE id = $1").bind(id).value().await,
        Subject::Persona(_) => Ok(None),
    }
}
