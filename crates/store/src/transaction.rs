//! One unit of work: all of it becomes real together, with its events and its jobs.

use sqlx::{Postgres, Transaction};
use tokio::sync::watch;

use crate::{Chance, Clock, Event, Result, jobs::NewJob, sqlite::Lent, statement::Statement};

pub(crate) enum Connection {
    Sqlite(Lent),
    Postgres(Transaction<'static, Postgres>),
}

/// A transaction. Dropped without [`Tx::commit`], nothing of it happened.
pub struct Tx {
    pub(crate) connection: Connection,
    pub(crate) recorded: Vec<Event>,
    pub(crate) enqueued: Vec<NewJob>,
    clock: Clock,
    chance: Chance,
    changed: watch::Sender<u64>,
}

impl Tx {
    pub(crate) fn new(
        connection: Connection,
        clock: Clock,
        chance: Chance,
        changed: watch::Sender<u64>,
    ) -> Self {
        Self { connection, recorded: Vec::new(), enqueued: Vec::new(), clock, chance, changed }
    }

    /// A statement in the common tongue (`migrations/README.md`).
    pub fn sql(&mut self, sql: &'static str) -> Statement<'_> {
        Statement::new(self, sql)
    }

    /// Where this transaction takes the time from.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Where this transaction takes chance from.
    #[must_use]
    pub fn chance(&self) -> &Chance {
        &self.chance
    }

    /// Notes what happened; it becomes real with the commit.
    pub fn record(&mut self, event: Event) {
        self.recorded.push(event);
    }

    /// Notes work to be done later, oldest first within `lane`; it becomes real with the commit.
    pub fn enqueue(&mut self, queue: &'static str, lane: impl Into<String>, payload: impl Into<String>) {
        self.enqueued.push(NewJob { queue, lane: lane.into(), payload: payload.into() });
    }

    /// Adds `by` to a counter row and answers its new value. The row stays locked until the commit.
    pub(crate) async fn count_up(&mut self, counter: &'static str, by: i64) -> Result<i64> {
        let (value,) = self
            .sql("UPDATE counters SET value = value + $1 WHERE name = $2 RETURNING value")
            .bind(by)
            .bind(counter)
            .one()
            .await?;
        Ok(value)
    }

    /// Makes all of it real: jobs, then events last, so that their order is the order of commits.
    ///
    /// # Errors
    /// When the database fails; then nothing of it happened.
    pub async fn commit(mut self) -> Result<()> {
        let wakes = !self.recorded.is_empty() || !self.enqueued.is_empty();
        self.append_jobs().await?;
        self.append_events().await?;
        match self.connection {
            Connection::Sqlite(lent) => lent.commit().await?,
            Connection::Postgres(tx) => tx.commit().await?,
        }
        if wakes {
            self.changed.send_modify(|count| *count += 1);
        }
        Ok(())
    }
}
