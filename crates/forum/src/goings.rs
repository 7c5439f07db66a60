//! What goes by itself: texts at the end of their life, and what members who left have left behind.

use members::{Community, Going, Journal, Life, Member, ServerSecrets, blocks, goings, leaving, personas};
use moderation::{Subject, appeals, measures, reports, team};
use store::{CommentId, Database, Hour, PersonaId, Result, ThreadId, Tx};

use crate::{comments, objects, threads};

/// How many go in one transaction: the one writer of SQLite is not held up for long.
const BATCH: i64 = 100;
/// A pinned thread is looked at again after so many days.
const PINNED_DAYS: i64 = 30;

/// Lets go what is due, a batch at a time.
///
/// # Errors
/// When the database fails.
pub async fn run(database: &Database, secrets: &ServerSecrets) -> Result<()> {
    loop {
        let mut tx = database.write().await?;
        let due = goings::due(&mut tx, secrets, BATCH).await?;
        for going in &due {
            go(&mut tx, secrets, *going).await?;
        }
        tx.commit().await?;
        if due.is_empty() {
            return Ok(());
        }
    }
}

async fn go(tx: &mut Tx, secrets: &ServerSecrets, going: Going) -> Result<()> {
    match going {
        Going::Thread(thread) if measures::is_pinned(tx, thread).await? => {
            let later = tx.clock().hour().plus_hours(PINNED_DAYS * 24);
            goings::hasten(tx, secrets, going, later).await
        }
        Going::Thread(thread) => threads::empty(tx, thread).await.map(drop),
        Going::Comment(comment) => comments::empty(tx, comment).await.map(drop),
        Going::Persona(persona) => leave(tx, secrets, persona).await,
        Going::Membership(tag) => leaving::end_belonging(tx, tag).await,
        Going::Support(tag) => {
            tx.sql("DELETE FROM supports WHERE tag = $1").bind(tag).execute().await?;
            Ok(())
        }
        Going::Reporter(tag) => reports::forget_reporter(tx, tag).await,
    }
}

/// A name goes: with whatever is left under it, and last the name itself.
async fn leave(tx: &mut Tx, secrets: &ServerSecrets, persona: PersonaId) -> Result<()> {
    let (threads, comments) = objects::living(tx, persona).await?;
    for thread in threads {
        threads::empty(tx, thread).await?;
    }
    for comment in comments {
        comments::empty(tx, comment).await?;
    }
    team::leave(tx, persona).await?;
    appeals::forget(tx, Subject::Persona(persona)).await?;
    blocks::forget_person(tx, secrets, persona).await?;
    personas::forget(tx, persona).await?;
    personas::forget_seal(tx, persona).await
}

/// Settles when a new text goes: as its author chose, or as the community has it.
pub(crate) async fn settle(
    tx: &mut Tx,
    member: &Member,
    community: &Community,
    subject: Subject,
) -> Result<()> {
    let chosen = Journal::of(tx, member).await?.life();
    let life = chosen.unwrap_or_else(|| Life::default_for(community.audience));
    let due = life.drawn(tx.clock().hour(), tx.chance());
    match going(subject) {
        Some(going) => goings::settle(tx, member.secrets(), going, due).await,
        None => Ok(()),
    }
}

/// A text that is gone need not go any more.
pub(crate) async fn gone(tx: &mut Tx, member: &Member, subject: Subject) -> Result<()> {
    match going(subject) {
        Some(going) => goings::settle(tx, member.secrets(), going, None).await,
        None => Ok(()),
    }
}

/// What it is that goes, of a thread or a comment.
#[must_use]
pub fn going(subject: Subject) -> Option<Going> {
    match subject {
        Subject::Thread(id) => Some(Going::Thread(id)),
        Subject::Comment(id) => Some(Going::Comment(id)),
        Subject::Persona(_) => None,
    }
}

/// The note that every text of ours has its hour.
const FILLED: &str = "goings filled";

#[derive(serde::Deserialize)]
struct Old {
    id: i64,
    audience: members::Audience,
    hour: Hour,
}

/// Gives every text of ours from before there was an end to its life one, counted from its month; what would be
/// over already gets another month, so that its author can keep it. Done once.
///
/// # Errors
/// When the database fails.
pub async fn fill(database: &Database, secrets: &ServerSecrets) -> Result<()> {
    let mut tx = database.read().await?;
    let filled: Option<String> =
        tx.sql("SELECT value FROM settings WHERE name = $1").bind(FILLED).value().await?;
    drop(tx);
    if filled.is_some() {
        return Ok(());
    }
    fill_threads(database, secrets).await?;
    fill_comments(database, secrets).await?;
    let mut tx = database.write().await?;
    tx.sql("INSERT INTO settings (name, value) VALUES ($1, 'yes') ON CONFLICT DO NOTHING")
        .bind(FILLED)
        .execute()
        .await?;
    tx.commit().await
}

async fn fill_threads(database: &Database, secrets: &ServerSecrets) -> Result<()> {
    let mut last = 0;
    loop {
        let mut tx = database.write().await?;
        let old: Vec<Old> = tx
            .sql(
                "SELECT threads.id, audience, hour FROM threads \
                 JOIN communities ON communities.id = threads.community_id \
                 WHERE threads.id > $1 AND object_id IS NULL AND NOT deleted ORDER BY threads.id LIMIT $2",
            )
            .bind(last)
            .bind(BATCH)
            .all()
            .await?;
        for text in &old {
            give(&mut tx, secrets, text, Going::Thread(ThreadId(text.id))).await?;
        }
        tx.commit().await?;
        let Some(text) = old.last() else { return Ok(()) };
        last = text.id;
    }
}

async fn fill_comments(database: &Database, secrets: &ServerSecrets) -> Result<()> {
    let mut last = 0;
    loop {
        let mut tx = database.write().await?;
        let old: Vec<Old> = tx
            .sql(
                "SELECT comments.id, audience, comments.hour FROM comments \
                 JOIN threads ON threads.id = comments.thread_id \
                 JOIN communities ON communities.id = threads.community_id \
                 WHERE comments.id > $1 AND comments.object_id IS NULL AND NOT comments.deleted \
                 ORDER BY comments.id LIMIT $2",
            )
            .bind(last)
            .bind(BATCH)
            .all()
            .await?;
        for text in &old {
            give(&mut tx, secrets, text, Going::Comment(CommentId(text.id))).await?;
        }
        tx.commit().await?;
        let Some(text) = old.last() else { return Ok(()) };
        last = text.id;
    }
}

async fn give(tx: &mut Tx, secrets: &ServerSecrets, text: &Old, going: Going) -> Result<()> {
    let life = Life::default_for(text.audience);
    let now = tx.clock().hour();
    let drawn = life.drawn(text.hour.month(), tx.chance());
    let due = drawn.filter(|due| *due > now.plus_hours(30 * 24));
    match due.or_else(|| Life::Month.drawn(now, tx.chance())) {
        Some(due) => goings::hasten(tx, secrets, going, due).await,
        None => Ok(()),
    }
}
