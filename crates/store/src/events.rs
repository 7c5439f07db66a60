//! Facts: what happened, recorded in the transaction in which it happened, read later by whoever follows.

use serde::{Deserialize, Serialize};

use crate::{
    CaseId, CommentId, CommunityId, Database, Fault, Hour, MeasureId, PersonaId, ReportId, Result, ThreadId,
    Tx,
};

/// Something that happened. It names things by id only: no text, no account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "snake_case")]
#[expect(missing_docs, reason = "each variant says what happened, its fields to what")]
pub enum Event {
    /// A community was founded here.
    CommunityFounded { community: CommunityId },
    /// A community's title, description, audience or guidelines changed.
    CommunityChanged { community: CommunityId },
    /// Who moderates changed.
    TeamChanged { community: CommunityId, persona: PersonaId, appointed: bool },
    /// Somebody here joined; the first one makes us follow a remote community.
    CommunityJoined { community: CommunityId },
    /// Somebody here left; the last one makes us stop following.
    CommunityLeft { community: CommunityId },
    /// A thread is visible for the first time.
    ThreadStarted { community: CommunityId, thread: ThreadId },
    /// A thread's title, body or notes changed.
    ThreadEdited { community: CommunityId, thread: ThreadId },
    /// The author took a thread's text away.
    ThreadDeleted { community: CommunityId, thread: ThreadId },
    /// The author (or their server) brought it back.
    ThreadRestored { community: CommunityId, thread: ThreadId },
    /// A comment is visible for the first time.
    CommentPosted { community: CommunityId, thread: ThreadId, comment: CommentId },
    /// A comment's body or notes changed.
    CommentEdited { community: CommunityId, thread: ThreadId, comment: CommentId },
    /// The author took a comment's text away.
    CommentDeleted { community: CommunityId, thread: ThreadId, comment: CommentId },
    /// The author (or their server) brought it back.
    CommentRestored { community: CommunityId, thread: ThreadId, comment: CommentId },
    /// Other servers may know of a thread, or of its new words, that waited.
    ThreadReleased { community: CommunityId, thread: ThreadId },
    /// Other servers may know of a comment, or of its new words, that waited.
    CommentReleased { community: CommunityId, thread: ThreadId, comment: CommentId },
    /// A moderator acted.
    MeasureTaken { community: Option<CommunityId>, measure: MeasureId },
    /// A moderator's act ended.
    MeasureLifted { community: Option<CommunityId>, measure: MeasureId },
    /// A member called for help.
    ReportMade { community: CommunityId, report: ReportId },
    /// A moderator looked at what somebody called for, and decided.
    CaseClosed { community: CommunityId, case: CaseId },
    /// What was decided about a case is taken back: it waits again.
    CaseReopened { community: CommunityId, case: CaseId },
    /// Somebody goes by another made-up name now.
    PersonaRenamed { persona: PersonaId },
    /// A name is gone with all it wrote.
    PersonaDeleted { persona: PersonaId },
    /// An activity of a remote actor changed one of our communities: its followers hear of it word for word.
    ActivityAccepted { community: CommunityId, activity: String },
}

impl Database {
    /// The events after `cursor` in the order of their commits, at most `limit`.
    ///
    /// # Errors
    /// When the database fails or an event was written by a newer version.
    pub async fn events_after(&self, cursor: i64, limit: i64) -> Result<Vec<(i64, Event)>> {
        let mut tx = self.read().await?;
        let rows: Vec<(i64, String)> = tx
            .sql("SELECT position, body FROM events WHERE position > $1 ORDER BY position LIMIT $2")
            .bind(cursor)
            .bind(limit)
            .all()
            .await?;
        rows.into_iter().map(|(position, body)| Ok((position, serde_json::from_str(&body)?))).collect()
    }

    /// How far `consumer` has read; 0 for one that never did.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn cursor(&self, consumer: &'static str) -> Result<i64> {
        let mut tx = self.read().await?;
        let found = tx.sql("SELECT position FROM cursors WHERE consumer = $1").bind(consumer).value().await?;
        Ok(found.unwrap_or(0))
    }

    /// How many events no consumer's work has been done for yet.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn events_waiting(&self, consumer: &'static str) -> Result<i64> {
        let cursor = self.cursor(consumer).await?;
        let mut tx = self.read().await?;
        let count = tx.sql("SELECT COUNT(*) FROM events WHERE position > $1").bind(cursor).value().await?;
        Ok(count.unwrap_or(0))
    }
}

impl Tx {
    /// Moves `consumer`'s cursor in this transaction, and forgets what every consumer has read. It comes first: from
    /// here to the commit no other node works on the same events.
    ///
    /// The events say who did what in which order, so they go as soon as they have served.
    ///
    /// # Errors
    /// [`Fault::LeaseLost`] when another node was there first; then nothing may be committed.
    pub async fn move_cursor(&mut self, consumer: &'static str, from: i64, to: i64) -> Result<()> {
        let moved = self
            .sql("UPDATE cursors SET position = $1 WHERE consumer = $2 AND position = $3")
            .bind(to)
            .bind(consumer)
            .bind(from)
            .execute()
            .await?;
        if moved == 0 && (from != 0 || !self.first_move(consumer, to).await?) {
            return Err(Fault::LeaseLost);
        }
        self.forget_read_events().await
    }

    /// Keeps the events after `position` until `until` for `node`, which remembers by itself how far it is. What everybody
    /// has read is forgotten.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn hold_events(&mut self, node: &str, position: i64, until: Hour) -> Result<()> {
        self.sql(
            "INSERT INTO cursors (consumer, position, until_hour) VALUES ($1, $2, $3) \
             ON CONFLICT (consumer) DO UPDATE SET position = excluded.position, until_hour = excluded.until_hour",
        )
        .bind(node.to_owned())
        .bind(position)
        .bind(until)
        .execute()
        .await?;
        self.forget_read_events().await
    }

    /// Forgets what every consumer has read. As long as nobody has moved who stays for good, nothing is.
    async fn forget_read_events(&mut self) -> Result<()> {
        let now = self.clock().hour();
        self.sql("DELETE FROM cursors WHERE until_hour < $1").bind(now).execute().await?;
        self.sql(
            "DELETE FROM events WHERE position <= (SELECT MIN(position) FROM cursors) \
             AND EXISTS (SELECT 1 FROM cursors WHERE until_hour IS NULL)",
        )
        .execute()
        .await?;
        Ok(())
    }

    async fn first_move(&mut self, consumer: &'static str, to: i64) -> Result<bool> {
        let sql =
            "INSERT INTO cursors (consumer, position) VALUES ($1, $2) ON CONFLICT (consumer) DO NOTHING";
        Ok(self.sql(sql).bind(consumer).bind(to).execute().await? > 0)
    }

    /// Appends the recorded events. The counter row is locked until the commit, so positions rise in
    /// the order of commits and a reader that tails them misses none.
    pub(crate) async fn append_events(&mut self) -> Result<()> {
        let events = std::mem::take(&mut self.recorded);
        if events.is_empty() {
            return Ok(());
        }
        let last = self.count_up("events", events.len() as i64).await?;
        let first = last - events.len() as i64 + 1;
        for (position, event) in (first..).zip(&events) {
            self.sql("INSERT INTO events (position, body) VALUES ($1, $2)")
                .bind(position)
                .bind(serde_json::to_string(event)?)
                .execute()
                .await?;
        }
        Ok(())
    }
}
