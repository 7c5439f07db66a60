//! Writing a thread's row.

use members::Community;
use moderation::{Subject, screening::Verdict};
use store::{Event, Hour, PersonaId, Result, ThreadId, Tx};

use crate::{
    first_replies,
    writing::{self, Written},
};

/// When a thread was written, and where.
pub(super) struct Origin {
    pub(super) hour: Hour,
    /// Its address on another server.
    pub(super) object_id: Option<String>,
}

/// Writes the row with the next place in the community, keeps it back if a rule wants that, records the event.
pub(super) async fn insert(
    tx: &mut Tx,
    id: ThreadId,
    community: &Community,
    author: PersonaId,
    written: Written,
    origin: Origin,
    verdict: Verdict,
) -> Result<()> {
    let (ordinal, activity): (i64, i64) = tx
        .sql(
            "UPDATE communities SET thread_ordinal = thread_ordinal + 1, activity_ordinal = activity_ordinal + 1 \
             WHERE id = $1 RETURNING thread_ordinal, activity_ordinal",
        )
        .bind(community.id)
        .one()
        .await?;
    tx.sql(
        "INSERT INTO threads (id, community_id, ordinal, persona_id, title, body, html, notes, object_id, \
         hour, activity, active_hour) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $10)",
    )
    .bind(id)
    .bind(community.id)
    .bind(ordinal)
    .bind(author)
    .bind(written.title)
    .bind(written.body)
    .bind(written.html)
    .bind(written.notes)
    .bind(origin.object_id)
    .bind(origin.hour)
    .bind(activity)
    .execute()
    .await?;
    writing::heed(tx, community.id, Subject::Thread(id), verdict).await?;
    first_replies::watch(tx, community, (id, author), verdict).await?;
    tx.record(Event::ThreadStarted { community: community.id, thread: id });
    Ok(())
}
