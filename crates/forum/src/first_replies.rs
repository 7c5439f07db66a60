//! Threads that somebody should answer: a name's first one in a community, and those that ask for help. People stay
//! because somebody answered. A name is all that is looked at: whose it is, nobody asks.

use members::Community;
use moderation::{
    alerts::{self, Kind},
    screening::{Outcome, Verdict},
    team::Greeter,
};
use store::{CommunityId, Hour, PersonaId, Result, ThreadId, Tx};

/// How many a page has.
pub const PAGE: usize = 50;
/// From how many answers the median is taken.
const LATEST: i64 = 200;
/// Older times are cut to the month: from then on it counts as so many hours.
const KNOWN_HOURS: i64 = 48;
/// After so many hours whoever is on call is woken, then everybody. By the hour: never later, up to an hour sooner.
const WAKES: [(i64, Kind); 2] = [(2, Kind::Unanswered), (6, Kind::LongUnanswered)];

/// A thread that waits for its first answer.
#[derive(Clone, Debug, serde::Deserialize)]
pub struct Waiting {
    /// Which thread.
    pub id: ThreadId,
    /// Its title.
    pub title: String,
    /// Who wrote it.
    pub name: String,
    /// When.
    pub hour: Hour,
    /// Whether its words ask for help.
    pub asks: bool,
    /// Whether it is this name's first one here.
    pub first: bool,
}

/// A thread was started: greeters look after it, if it is its name's first one here or asks for help.
pub(crate) async fn watch(
    tx: &mut Tx,
    community: &Community,
    (thread, author): (ThreadId, PersonaId),
    verdict: Verdict,
) -> Result<()> {
    if !community.is_local() {
        return Ok(());
    }
    let earlier: Option<ThreadId> = tx
        .sql("SELECT id FROM threads WHERE persona_id = $1 AND community_id = $2 AND id <> $3 LIMIT 1")
        .bind(author)
        .bind(community.id)
        .bind(thread)
        .value()
        .await?;
    let asks = verdict.outcome() == Outcome::OfferHelp;
    if earlier.is_some() && !asks {
        return Ok(());
    }
    tx.sql("INSERT INTO first_replies (thread_id, community_id, asks, first) VALUES ($1, $2, $3, $4)")
        .bind(thread)
        .bind(community.id)
        .bind(asks)
        .bind(earlier.is_none())
        .execute()
        .await?;
    Ok(())
}

/// Somebody answered where everybody sees it; the author's own words are no answer.
pub(crate) async fn answered(tx: &mut Tx, thread: ThreadId, by: PersonaId) -> Result<()> {
    let since: Option<Hour> = tx
        .sql(
            "SELECT threads.hour FROM first_replies JOIN threads ON threads.id = first_replies.thread_id \
             WHERE first_replies.thread_id = $1 AND waited IS NULL AND threads.persona_id <> $2",
        )
        .bind(thread)
        .bind(by)
        .value()
        .await?;
    match since {
        Some(since) => settle(tx, thread, since).await,
        None => Ok(()),
    }
}

async fn settle(tx: &mut Tx, thread: ThreadId, since: Hour) -> Result<()> {
    let waited = ((tx.clock().hour().0 - since.0) / 3_600).clamp(0, KNOWN_HOURS);
    tx.sql("UPDATE first_replies SET waited = $1 WHERE thread_id = $2")
        .bind(waited)
        .bind(thread)
        .execute()
        .await?;
    Ok(())
}

/// What waits for a first answer: those that ask for help first, then those of the last two days, then the older ones,
/// and each by how long they wait. `page` counts from 0; whether there is another one comes along.
///
/// # Errors
/// When the database fails.
pub async fn unanswered(tx: &mut Tx, greeter: &Greeter, page: u32) -> Result<(Vec<Waiting>, bool)> {
    let since = tx.clock().hour().plus_hours(-KNOWN_HOURS);
    let mut waiting: Vec<Waiting> = tx
        .sql(
            "SELECT seen.id, seen.title, personas.name, seen.hour, first_replies.asks, first_replies.first \
             FROM first_replies JOIN visible_threads AS seen ON seen.id = first_replies.thread_id \
             JOIN personas ON personas.id = seen.persona_id \
             WHERE first_replies.community_id = $1 AND waited IS NULL AND seen.state = 'shown' AND NOT seen.locked \
             ORDER BY CASE WHEN first_replies.asks THEN 0 WHEN seen.hour >= $2 THEN 1 ELSE 2 END, seen.ordinal \
             LIMIT $3 OFFSET $4",
        )
        .bind(greeter.community())
        .bind(since)
        .bind(PAGE as i64 + 1)
        .bind(i64::from(page) * PAGE as i64)
        .all()
        .await?;
    let more = waiting.len() > PAGE;
    waiting.truncate(PAGE);
    Ok((waiting, more))
}

/// The hours until the first answer that half of the latest threads did not have to wait for; `None` before the first.
///
/// # Errors
/// When the database fails.
pub async fn median(tx: &mut Tx, greeter: &Greeter) -> Result<Option<i64>> {
    let mut waited: Vec<i64> = tx
        .sql(
            "SELECT waited FROM first_replies JOIN threads ON threads.id = first_replies.thread_id \
             WHERE first_replies.community_id = $1 AND waited IS NOT NULL ORDER BY threads.ordinal DESC LIMIT $2",
        )
        .bind(greeter.community())
        .bind(LATEST)
        .column()
        .await?;
    waited.sort_unstable();
    Ok(waited.get(waited.len().saturating_sub(1) / 2).copied())
}

/// Every few minutes: an answer that was kept back and let through counts, one that was taken away does not; and what
/// waits too long wakes somebody.
///
/// # Errors
/// When the database fails.
pub async fn look(tx: &mut Tx) -> Result<()> {
    let since = tx.clock().hour().plus_hours(-KNOWN_HOURS);
    tx.sql(
        "UPDATE first_replies SET waited = NULL WHERE waited IS NOT NULL AND EXISTS (SELECT 1 FROM threads \
         WHERE threads.id = thread_id AND threads.hour >= $1) AND NOT EXISTS (SELECT 1 FROM visible_comments AS seen \
         JOIN threads ON threads.id = seen.thread_id WHERE seen.thread_id = first_replies.thread_id \
         AND seen.persona_id <> threads.persona_id AND seen.state = 'shown')",
    )
    .bind(since)
    .execute()
    .await?;
    let answered: Vec<(ThreadId, Hour)> = tx
        .sql(
            "SELECT threads.id, threads.hour FROM first_replies JOIN threads ON threads.id = first_replies.thread_id \
             WHERE waited IS NULL AND EXISTS (SELECT 1 FROM visible_comments AS seen \
             WHERE seen.thread_id = threads.id AND seen.persona_id <> threads.persona_id AND seen.state = 'shown')",
        )
        .all()
        .await?;
    for (thread, since) in answered {
        settle(tx, thread, since).await?;
    }
    wake(tx, since).await
}

async fn wake(tx: &mut Tx, since: Hour) -> Result<()> {
    for (hours, kind) in WAKES {
        let before = tx.clock().hour().plus_hours(-hours);
        let waiting: Vec<(ThreadId, CommunityId)> = tx
            .sql(
                "SELECT seen.id, seen.community_id FROM first_replies \
                 JOIN visible_threads AS seen ON seen.id = first_replies.thread_id \
                 WHERE waited IS NULL AND seen.state = 'shown' AND NOT seen.locked \
                 AND seen.hour > $1 AND seen.hour <= $2 ORDER BY seen.id",
            )
            .bind(since)
            .bind(before)
            .all()
            .await?;
        for (thread, community) in waiting {
            alerts::raise(tx, community, kind, moderation::Subject::Thread(thread).into()).await?;
        }
    }
    Ok(())
}
