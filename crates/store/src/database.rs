//! The database: SQLite in a file, or PostgreSQL.

use std::sync::{Arc, OnceLock};

use tokio::sync::watch;

use crate::{Chance, Clock, Ledger, Result, Tx, postgres, sqlite, transaction::Connection};

/// Which database, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Engine {
    /// A file; it is made if it does not exist.
    Sqlite(std::path::PathBuf),
    /// `postgres://…`
    Postgres(String),
}

pub(crate) enum Pools {
    Sqlite(sqlite::Pools),
    Postgres(Arc<postgres::Pool>),
}

/// An open database.
pub struct Database {
    pub(crate) pools: Pools,
    clock: Clock,
    chance: Chance,
    changed: watch::Sender<u64>,
    ledger: OnceLock<Arc<Ledger>>,
}

impl Database {
    /// Opens the database and brings it to the newest shape.
    ///
    /// # Errors
    /// When it cannot be reached, or is newer than this program.
    pub async fn open(engine: &Engine, clock: Clock, chance: Chance) -> Result<Self> {
        let database = Self::open_as_it_is(engine, clock, chance).await?;
        database.migrate().await?;
        Ok(database)
    }

    /// Opens the database in whatever shape it has: to look at it, to copy it, or to fill it.
    ///
    /// # Errors
    /// When it cannot be reached.
    pub async fn open_as_it_is(engine: &Engine, clock: Clock, chance: Chance) -> Result<Self> {
        let pools = match engine {
            Engine::Sqlite(path) => Pools::Sqlite(sqlite::Pools::open(path)?),
            Engine::Postgres(url) => Pools::Postgres(postgres::Pool::open(url).await?),
        };
        let changed = watch::Sender::new(0);
        Ok(Self { pools, clock, chance, changed, ledger: OnceLock::new() })
    }

    /// Begins a transaction that only reads: it sees one moment.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn read(&self) -> Result<Tx> {
        let connection = match &self.pools {
            Pools::Sqlite(pools) => Connection::Sqlite(pools.readers.read().await?),
            Pools::Postgres(pool) => {
                Connection::Postgres(pool.begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?)
            }
        };
        Ok(self.transaction(connection))
    }

    /// Begins a transaction that may write.
    ///
    /// # Errors
    /// When the database cannot be reached, or on SQLite stays locked by another process.
    pub async fn write(&self) -> Result<Tx> {
        let connection = match &self.pools {
            Pools::Sqlite(pools) => Connection::Sqlite(pools.writer.write().await?),
            Pools::Postgres(pool) => Connection::Postgres(pool.begin("BEGIN").await?),
        };
        Ok(self.transaction(connection))
    }

    fn transaction(&self, connection: Connection) -> Tx {
        let ledger = self.ledger.get().cloned();
        Tx::new(connection, self.clock.clone(), self.chance.clone(), self.changed.clone(), ledger)
    }

    /// From now on every deletion is written down beside the database before it is acknowledged.
    pub fn keep(&self, ledger: Ledger) {
        let _ = self.ledger.set(Arc::new(ledger));
    }

    /// The record of deletions, if one is kept.
    #[must_use]
    pub fn ledger(&self) -> Option<&Arc<Ledger>> {
        self.ledger.get()
    }

    /// Where this database takes the time from.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Where this database takes chance from.
    #[must_use]
    pub fn chance(&self) -> &Chance {
        &self.chance
    }

    /// Wakes whoever waits for new events or jobs; other nodes' commits are found by polling.
    #[must_use]
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.changed.subscribe()
    }

    /// Whether this is SQLite.
    #[must_use]
    pub fn is_sqlite(&self) -> bool {
        matches!(self.pools, Pools::Sqlite(_))
    }

    /// The tables that are there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn table_names(&self) -> Result<Vec<String>> {
        let sql = if self.is_sqlite() {
            "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        } else {
            "SELECT table_name::text FROM information_schema.tables WHERE table_schema = current_schema() ORDER BY 1"
        };
        self.read().await?.sql(sql).column().await
    }

    /// Whether somebody has an account here: then there is something to lose.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_lived_in(&self) -> Result<bool> {
        if !self.table_names().await?.iter().any(|name| name == "accounts") {
            return Ok(false);
        }
        let found = self.read().await?.sql("SELECT id FROM accounts LIMIT 1").value::<i64>().await?;
        Ok(found.is_some())
    }

    /// Folds SQLite's write-ahead log into the file, as far as nobody reads older pages of it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn fold(&self) -> Result<()> {
        let Pools::Sqlite(pools) = &self.pools else { return Ok(()) };
        pools.writer.fold().await
    }

    /// Ends all connections; on SQLite the write-ahead log is folded into the file.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite(pools) => {
                pools.readers.close().await;
                if let Some(writer) = pools.writer.close().await {
                    let _ = writer.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)");
                }
            }
            Pools::Postgres(pool) => pool.connections.close().await,
        }
    }
}

impl Tx {
    /// Runs a schema statement, which takes no values.
    pub(crate) async fn raw(&mut self, sql: &str) -> Result<()> {
        match &mut self.connection {
            Connection::Sqlite(lent) => lent.execute_batch(sql)?,
            Connection::Postgres(lent) => {
                let sql = sqlx::AssertSqlSafe(sql.to_owned());
                sqlx::raw_sql(sql).execute(&mut *lent.transaction).await?;
            }
        }
        Ok(())
    }
}
