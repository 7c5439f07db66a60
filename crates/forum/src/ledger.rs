//! An older copy of the database was put in the place of the newer one: what was deleted since is taken away again,
//! before anybody can read it.

use std::collections::BTreeMap;

use members::{Going, ServerSecrets, goings, leaving};
use store::{CommentId, Database, Hour, Ledger, PersonaId, Result, Tag, ThreadId, ledger::Kind};

use crate::goings as due;

/// How many rows are looked at in one transaction.
const STRETCH: i64 = 1_000;

/// Plays the ledger of deletions over the database; answers how many things had come back.
///
/// # Errors
/// When the database or the ledger fails.
pub async fn replay(database: &Database, ledger: &Ledger, secrets: &ServerSecrets) -> Result<usize> {
    let gone = ledger.read()?;
    if gone.is_empty() || store::Mutant::LedgerNotReplayed.is_on() {
        return Ok(0);
    }
    let mut tx = database.write().await?;
    let mut back = leaving::replay(&mut tx, &gone, |kind, id| ledger.name(kind, id)).await?;
    tx.commit().await?;
    for (kind, sql, going) in KINDS {
        back += stretches(database, secrets, &gone, |id| (ledger.name(*kind, id), going(id)), sql).await?;
    }
    due::run(database, secrets).await?;
    Ok(back)
}

/// A kind of thing, how its living ones are found, and how it goes.
type Found = (Kind, &'static str, fn(i64) -> Going);

const KINDS: &[Found] = &[
    (Kind::Thread, "SELECT id FROM threads WHERE id > $1 AND NOT deleted ORDER BY id LIMIT $2", |id| {
        Going::Thread(ThreadId(id))
    }),
    (Kind::Comment, "SELECT id FROM comments WHERE id > $1 AND NOT deleted ORDER BY id LIMIT $2", |id| {
        Going::Comment(CommentId(id))
    }),
    (Kind::Persona, "SELECT id FROM personas WHERE id > $1 AND NOT deleted ORDER BY id LIMIT $2", |id| {
        Going::Persona(PersonaId(id))
    }),
];

async fn stretches(
    database: &Database,
    secrets: &ServerSecrets,
    gone: &BTreeMap<Tag, Hour>,
    named: impl Fn(i64) -> (Tag, Going),
    sql: &'static str,
) -> Result<usize> {
    let (mut after, mut back) = (0, 0);
    loop {
        let mut tx = database.write().await?;
        let ids: Vec<i64> = tx.sql(sql).bind(after).bind(STRETCH).column().await?;
        for (tag, going) in ids.iter().map(|id| named(*id)) {
            let Some(due) = gone.get(&tag) else { continue };
            goings::hasten(&mut tx, secrets, going, *due).await?;
            back += usize::from(*due <= tx.clock().hour());
        }
        tx.commit().await?;
        let Some(last) = ids.last() else { return Ok(back) };
        after = *last;
    }
}
