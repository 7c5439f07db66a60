//! The database: SQLite in a file, or PostgreSQL.

use std::{path::Path, time::Duration};

use sqlx::{
    PgPool, SqlitePool,
    postgres::PgPoolOptions,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use tokio::sync::watch;

use crate::{Chance, Clock, Fault, Result, Tx, transaction::Connection};

/// Which database, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Engine {
    /// A file; it is made if it does not exist.
    Sqlite(std::path::PathBuf),
    /// `postgres://…`
    Postgres(String),
}

enum Pools {
    Sqlite { writer: SqlitePool, readers: SqlitePool },
    Postgres(PgPool),
}

/// An open database.
pub struct Database {
    pools: Pools,
    clock: Clock,
    chance: Chance,
    changed: watch::Sender<u64>,
}

const SQLITE_READERS: u32 = 4;
/// Pages that each SQLite connection keeps in memory, in KiB: six connections stay under 40 MB.
const SQLITE_CACHE_KIB: &str = "-6144";
/// Twice the usual: most comments then fit on their page whole. Measured: a page of 200 comments costs a third
/// less, and the file is half as large.
const SQLITE_PAGE: u32 = 8192;
const POSTGRES_CONNECTIONS: u32 = 12;

impl Database {
    /// Opens the database and brings it to the newest shape.
    ///
    /// # Errors
    /// When it cannot be reached, or is newer than this program.
    pub async fn open(engine: &Engine, clock: Clock, chance: Chance) -> Result<Self> {
        let pools = match engine {
            Engine::Sqlite(path) => open_sqlite(path).await?,
            Engine::Postgres(url) => Pools::Postgres(
                PgPoolOptions::new()
                    .max_connections(POSTGRES_CONNECTIONS)
                    .acquire_timeout(Duration::from_secs(10))
                    .connect(url)
                    .await?,
            ),
        };
        let database = Self { pools, clock, chance, changed: watch::Sender::new(0) };
        database.migrate().await?;
        Ok(database)
    }

    /// Begins a transaction that only reads: it sees one moment.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn read(&self) -> Result<Tx> {
        let connection = match &self.pools {
            Pools::Sqlite { readers, .. } => Connection::Sqlite(readers.begin().await?),
            Pools::Postgres(pool) => Connection::Postgres(
                pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?,
            ),
        };
        Ok(self.transaction(connection))
    }

    /// Begins a transaction that may write.
    ///
    /// # Errors
    /// When the database cannot be reached, or on SQLite stays locked by another process.
    pub async fn write(&self) -> Result<Tx> {
        let connection = match &self.pools {
            Pools::Sqlite { writer, .. } => Connection::Sqlite(writer.begin_with("BEGIN IMMEDIATE").await?),
            Pools::Postgres(pool) => Connection::Postgres(pool.begin().await?),
        };
        Ok(self.transaction(connection))
    }

    fn transaction(&self, connection: Connection) -> Tx {
        Tx::new(connection, self.clock.clone(), self.chance.clone(), self.changed.clone())
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
        matches!(self.pools, Pools::Sqlite { .. })
    }

    /// Ends all connections; on SQLite the write-ahead log is folded into the file.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite { writer, readers } => {
                readers.close().await;
                let _ = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(writer).await;
                writer.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }
}

async fn open_sqlite(path: &Path) -> Result<Pools> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)
            .map_err(|error| Fault::Other(format!("cannot make the folder {}: {error}", folder.display())))?;
    }
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .page_size(SQLITE_PAGE)
        .journal_mode(SqliteJournalMode::Wal)
        // FULL: what was acknowledged survives a power cut, not only the end of the process.
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(10))
        // A page of rows crosses from the engine's thread at once, not in fifties with a switch for each.
        .row_buffer_size(1_024)
        .pragma("secure_delete", "ON")
        .pragma("cache_size", SQLITE_CACHE_KIB)
        .pragma("temp_store", "MEMORY");
    let writer = SqlitePoolOptions::new()
        .max_connections(1)
        .acquire_timeout(Duration::from_secs(30))
        .connect_with(options.clone())
        .await?;
    let readers = SqlitePoolOptions::new()
        .max_connections(SQLITE_READERS)
        .connect_with(options.pragma("query_only", "ON"))
        .await?;
    Ok(Pools::Sqlite { writer, readers })
}

impl Tx {
    /// Runs a schema statement, which takes no values.
    pub(crate) async fn raw(&mut self, sql: &str) -> Result<()> {
        let sql = sqlx::AssertSqlSafe(sql.to_owned());
        match &mut self.connection {
            Connection::Sqlite(tx) => {
                sqlx::raw_sql(sql).execute(&mut **tx).await?;
            }
            Connection::Postgres(tx) => {
                sqlx::raw_sql(sql).execute(&mut **tx).await?;
            }
        }
        Ok(())
    }
}
