//! Writing a thread's row.

use members::Community;
use moderation::Subject;
use store::{Event, Hour, PersonaId, Result, ThreadId, Tx};

use crate::writing::{self, Written};

/// Where a thread comes from.
#[derive(Default)]
pub(super) struct Origin {
    /// Its address on another server.
    pub(super) object_id: Option<String>,
    /// What that server says of when it was last edited.
    pub(super) updated: Option<i64>,
}

/// Writes the row with the next place in the community, keeps it back if a rule wants that, records the event.
pub(super) async fn insert(
    tx: &mut Tx,
    community: &Community,
    author: PersonaId,
    written: Written,
    hour: Hour,
    origin: Origin,
    rule: Option<&'static str>,
) -> Result<ThreadId> {
    let id = ThreadId(tx.chance().id());
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
         origin_updated, hour, activity, active_hour) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $11)",
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
    .bind(origin.updated)
    .bind(hour)
    .bind(activity)
    .execute()
    .await?;
    writing::hold(tx, community.id, Subject::Thread(id), rule).await?;
    tx.record(Event::ThreadStarted { community: community.id, thread: id });
    Ok(id)
}
