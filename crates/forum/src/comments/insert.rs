//! Writing a comment's row.

use members::Member;
use moderation::{Subject, hearing, screening::Verdict};
use store::{CommentId, CommunityId, Event, Hour, PersonaId, Result, ThreadId, Tx};

use crate::{
    first_replies,
    writing::{self, Written},
};

/// Where a comment belongs and comes from.
pub(super) struct Place {
    pub(super) id: CommentId,
    pub(super) community: CommunityId,
    pub(super) thread: ThreadId,
    pub(super) parent: Option<CommentId>,
    pub(super) author: PersonaId,
    pub(super) hour: Hour,
    /// Its address on another server.
    pub(super) object_id: Option<String>,
}

/// Writes the row with the next place in the thread, keeps it back if a rule wants that, lets the person it
/// answers know, records the event.
pub(super) async fn insert(
    tx: &mut Tx,
    place: Place,
    written: Written,
    verdict: Verdict,
    writer: Option<&Member>,
) -> Result<()> {
    let Place { id, community, thread, .. } = place;
    let ordinal = next_ordinal(tx, thread).await?;
    let hour = place.hour;
    tx.sql(
        "INSERT INTO comments (thread_id, ordinal, id, parent_id, persona_id, body, html, notes, object_id, hour) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(thread)
    .bind(ordinal)
    .bind(id)
    .bind(place.parent)
    .bind(place.author)
    .bind(written.body)
    .bind(written.html)
    .bind(written.notes)
    .bind(place.object_id)
    .bind(hour)
    .execute()
    .await?;
    writing::heed(tx, community, Subject::Comment(id), verdict).await?;
    if verdict.hold().is_none() {
        stir(tx, community, thread, hour).await?;
        first_replies::answered(tx, thread, place.author).await?;
        hearing::of_reply(tx, id, writer).await?;
    } else {
        hearing::of_held_reply(tx, id, writer).await?;
    }
    tx.record(Event::CommentPosted { community, thread, comment: id });
    Ok(())
}

/// The next place in the thread. Its row stays locked until the commit, so that two answers never share one.
async fn next_ordinal(tx: &mut Tx, thread: ThreadId) -> Result<i64> {
    let (ordinal,) = tx
        .sql("UPDATE threads SET comments = comments + 1 WHERE id = $1 RETURNING comments")
        .bind(thread)
        .one()
        .await?;
    Ok(ordinal)
}

/// Moves the thread to the top of its community. What is held moves nothing.
async fn stir(tx: &mut Tx, community: CommunityId, thread: ThreadId, hour: Hour) -> Result<()> {
    let (activity,): (i64,) = tx
        .sql(
            "UPDATE communities SET activity_ordinal = activity_ordinal + 1 WHERE id = $1 \
             RETURNING activity_ordinal",
        )
        .bind(community)
        .one()
        .await?;
    tx.sql(
        "UPDATE threads SET activity = $1, \
         active_hour = CASE WHEN active_hour < $2 THEN $2 ELSE active_hour END WHERE id = $3",
    )
    .bind(activity)
    .bind(hour)
    .bind(thread)
    .execute()
    .await?;
    Ok(())
}
