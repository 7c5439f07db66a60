//! "Delete me": the way out, from the member's session to the last word.
//!
//! Everything that only the session can find is found now. What a copy of the database shows the place of (words,
//! names, belongings, support) goes at the chosen pace, each thing by itself; the rest, and the account, at once.

use members::{Going, Journal, Member, Members, Pace, Purpose, goings, leaving, offices};
use moderation::reports;
use store::{
    Hour, PersonaId, Result, Tags, ThreadId, Tx,
    ledger::{Kind, Strike},
};

use crate::{Refusal, goings as due, objects};

/// How many rows are looked at in one transaction.
const STRETCH: i64 = 500;

/// Takes a member away with all they wrote, under every name. The caller has seen the passphrase.
///
/// # Errors
/// [`Refusal::LastOperator`] when the server would be left without one.
pub async fn leave(members: &Members, member: &Member, pace: Pace) -> Result<(), Refusal> {
    let mut tx = members.database().read().await?;
    if offices::is_last_operator(&mut tx, member).await? {
        return Err(Refusal::LastOperator);
    }
    let names = Journal::of(&mut tx, member).await?.names();
    drop(tx);
    members.end_every_session(member).await?;
    for name in names.0 {
        let mut tx = members.database().write().await?;
        let_name_go(&mut tx, member, PersonaId(name), pace).await?;
        tx.commit().await?;
    }
    let_keyed_go(members, member, pace).await?;
    forget_reading(members, member).await?;
    let mut tx = members.database().write().await?;
    leaving::forget_keyed(&mut tx, member).await?;
    tx.commit().await?;
    members.destroy(member).await?;
    if let Some(ledger) = members.database().ledger() {
        ledger.settle(members.database().clock().hour())?;
    }
    Ok(due::run(members.database(), members.secrets()).await?)
}

/// Each text at its own hour, the name with the last of them. What the name still gets to write goes with it too.
async fn let_name_go(tx: &mut Tx, member: &Member, name: PersonaId, pace: Pace) -> Result<()> {
    let now = tx.clock().hour();
    let (threads, comments) = objects::living(tx, name).await?;
    let threads = threads.into_iter().map(|id| (Going::Thread(id), Kind::Thread, id.0));
    let comments = comments.into_iter().map(|id| (Going::Comment(id), Kind::Comment, id.0));
    let mut last = None;
    for (going, kind, id) in threads.chain(comments) {
        let due = pace.drawn(now, tx.chance());
        last = last.max(Some(due));
        goings::hasten(tx, member.secrets(), going, due).await?;
        tx.strike(Strike::at(kind, id, due));
    }
    let due: Hour = last.unwrap_or_else(|| pace.drawn(now, tx.chance()));
    tx.strike(Strike::at(Kind::Persona, name, due));
    goings::hasten(tx, member.secrets(), Going::Persona(name), due).await
}

/// Belongings, support and the mark on reports: each at its own hour.
async fn let_keyed_go(members: &Members, member: &Member, pace: Pace) -> Result<()> {
    let mut tx = members.database().write().await?;
    leaving::let_belongings_go(&mut tx, member, pace).await?;
    for tag in reports::reporter_tags(&mut tx, member).await? {
        let due = pace.drawn(tx.clock().hour(), tx.chance());
        goings::hasten(&mut tx, member.secrets(), Going::Reporter(tag), due).await?;
    }
    tx.commit().await?;
    let mut after = 0;
    loop {
        let mut tx = members.database().write().await?;
        let subjects: Vec<i64> = tx
            .sql(
                "SELECT DISTINCT subject_id FROM supports WHERE subject_id > $1 ORDER BY subject_id LIMIT $2",
            )
            .bind(after)
            .bind(STRETCH)
            .column()
            .await?;
        let Some(last) = subjects.last() else { return Ok(()) };
        after = *last;
        let tags: Tags = subjects.iter().map(|subject| member.tag(Purpose::Support, *subject)).collect();
        let given = tx.sql("SELECT tag FROM supports WHERE tag IN tags($1)").bind_tags(tags).column().await?;
        for tag in given {
            let due = pace.drawn(tx.clock().hour(), tx.chance());
            goings::hasten(&mut tx, member.secrets(), Going::Support(tag), due).await?;
        }
        tx.commit().await?;
    }
}

/// How far they read, and what they did not want to hear of.
async fn forget_reading(members: &Members, member: &Member) -> Result<()> {
    let mut after = 0;
    loop {
        let mut tx = members.database().write().await?;
        let threads: Vec<ThreadId> = tx
            .sql("SELECT id FROM threads WHERE id > $1 ORDER BY id LIMIT $2")
            .bind(after)
            .bind(STRETCH)
            .column()
            .await?;
        leaving::forget_reading(&mut tx, member, &threads).await?;
        tx.commit().await?;
        let Some(last) = threads.last() else { return Ok(()) };
        after = last.0;
    }
}
