//! One unit of work: all of it becomes real together, with its events and its jobs.

use std::sync::Arc;

use tokio::sync::watch;

use crate::{
    Chance, Clock, Event, Ledger, Result,
    audit::Entry,
    jobs::NewJob,
    labour,
    ledger::{self, Strike},
    postgres, sqlite,
    statement::Statement,
};

pub(crate) enum Connection {
    Sqlite(sqlite::Lent),
    Postgres(postgres::Lent),
}

/// A transaction. Dropped without [`Tx::commit`], nothing of it happened.
pub struct Tx {
    pub(crate) connection: Connection,
    pub(crate) recorded: Vec<Event>,
    pub(crate) audited: Vec<Entry>,
    pub(crate) enqueued: Vec<NewJob>,
    pub(crate) struck: Vec<Strike>,
    pub(crate) clock: Clock,
    pub(crate) chance: Chance,
    pub(crate) changed: watch::Sender<u64>,
    pub(crate) ledger: Option<Arc<Ledger>>,
}

impl Tx {
    pub(crate) fn new(
        connection: Connection,
        clock: Clock,
        chance: Chance,
        changed: watch::Sender<u64>,
        ledger: Option<Arc<Ledger>>,
    ) -> Self {
        let (recorded, audited, enqueued, struck) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { connection, recorded, audited, enqueued, struck, clock, chance, changed, ledger }
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
        self.struck.extend(ledger::strike(&event));
        self.recorded.push(event);
    }

    /// Notes for the ledger that something is gone, or will be: a restored copy must not bring it back.
    pub fn strike(&mut self, strike: Strike) {
        self.struck.push(strike);
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

    /// Makes all of it real: jobs, the audit, then events last, so that their order is the order of commits. What is deleted is
    /// written into the ledger before.
    ///
    /// # Errors
    /// When the database or the ledger fails; then nothing of it happened.
    pub async fn commit(mut self) -> Result<()> {
        labour::note("COMMIT");
        labour::stumble()?;
        let wakes = !self.recorded.is_empty() || !self.enqueued.is_empty();
        self.append_jobs().await?;
        self.append_audit().await?;
        self.append_events().await?;
        if let Some(ledger) = self.ledger.take() {
            ledger.write(self.clock.hour(), &self.struck).await?;
        }
        match self.connection {
            Connection::Sqlite(lent) => lent.commit().await?,
            Connection::Postgres(lent) => lent.commit().await?,
        }
        if wakes {
            self.changed.send_modify(|count| *count += 1);
        }
        Ok(())
    }
}
