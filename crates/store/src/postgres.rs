//! PostgreSQL through its own pool; its rows are read as SQLite's are.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use serde::de::{Error as _, value::Error as Unfit};
use sqlx::{
    AssertSqlSafe, Column, Connection, Decode, PgConnection, PgPool, Postgres, Row as _, Transaction,
    TypeInfo, ValueRef,
    postgres::{PgArguments, PgPoolOptions, PgRow, PgValueRef},
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::{
    Result,
    row::{self, Cell, Row},
};

const CONNECTIONS: u32 = 12;
/// How long somebody waits for others, who end some time.
const FOR_OTHERS: Duration = Duration::from_secs(10);
/// How long somebody waits for a database that may be away, until they are told so.
const FOR_THE_DATABASE: Duration = Duration::from_secs(2);
/// How often one that is there, but slow under its load, is asked again.
const AGAIN: usize = 4;
/// How often it is knocked at the start, where both may have been started together.
const KNOCKS: usize = 5;

/// The connections, and a turn for each: whoever has a turn and gets no connection waits for a database that is away.
pub(crate) struct Pool {
    pub(crate) connections: PgPool,
    turns: Arc<Semaphore>,
    away: AtomicBool,
}

impl Pool {
    pub(crate) async fn open(url: &str) -> Result<Arc<Self>> {
        // A dump takes no turn: it has a connection of its own.
        let options = PgPoolOptions::new().max_connections(CONNECTIONS + 1).acquire_timeout(FOR_THE_DATABASE);
        let connections = options.connect_lazy(url)?;
        for knock in 1..=KNOCKS {
            match connections.acquire().await {
                Ok(_) => break,
                Err(sqlx::Error::PoolTimedOut) if knock < KNOCKS => {}
                Err(error) => return Err(error.into()),
            }
        }
        let turns = Arc::new(Semaphore::new(CONNECTIONS as usize));
        Ok(Arc::new(Self { connections, turns, away: AtomicBool::new(false) }))
    }

    /// Begins a transaction with this statement, to its end: a beginning that is given up half-way (somebody leaves the
    /// page) would hand its connection on with an open transaction of which the library (sqlx 0.9) knows nothing.
    pub(crate) async fn begin(self: &Arc<Self>, statement: &'static str) -> Result<Lent> {
        let (pool, turn) = (Arc::clone(self), self.turn().await?);
        let begun = tokio::spawn(async move { pool.begun(statement, turn).await }).await;
        begun.map_err(|_| sqlx::Error::PoolClosed)?
    }

    async fn begun(&self, statement: &'static str, turn: OwnedSemaphorePermit) -> Result<Lent> {
        let mut begun = self.connections.begin_with(statement).await;
        for _ in 0..AGAIN {
            if !matches!(begun, Err(sqlx::Error::PoolTimedOut)) || !self.answers().await {
                break;
            }
            begun = self.connections.begin_with(statement).await;
        }
        self.away.store(matches!(begun, Err(sqlx::Error::PoolTimedOut)), Ordering::Relaxed);
        Ok(Lent { transaction: begun?, _turn: turn })
    }

    /// Whether the database opens its door at all: one that only takes its time is not away.
    async fn answers(&self) -> bool {
        let options = self.connections.connect_options();
        let knock = PgConnection::connect_with(&options);
        matches!(tokio::time::timeout(FOR_THE_DATABASE, knock).await, Ok(Ok(_)))
    }

    /// Nobody waits long behind others who wait for a database that is away.
    async fn turn(&self) -> Result<OwnedSemaphorePermit> {
        let patience = if self.away.load(Ordering::Relaxed) { FOR_THE_DATABASE } else { FOR_OTHERS };
        let turn = tokio::time::timeout(patience, self.turns.clone().acquire_owned()).await;
        Ok(turn.map_err(|_| sqlx::Error::PoolTimedOut)?.map_err(|_| sqlx::Error::PoolClosed)?)
    }
}

/// A transaction, and the turn that it takes.
pub(crate) struct Lent {
    pub(crate) transaction: Transaction<'static, Postgres>,
    _turn: OwnedSemaphorePermit,
}

impl Lent {
    pub(crate) async fn commit(self) -> Result<()> {
        Ok(self.transaction.commit().await?)
    }
}

/// Every row that a statement gives.
pub(crate) async fn rows<T: Row>(
    transaction: &mut Transaction<'static, Postgres>,
    sql: String,
    arguments: PgArguments,
) -> Result<Vec<T>> {
    let rows = sqlx::query_with(AssertSqlSafe(sql), arguments).fetch_all(&mut **transaction).await?;
    let Some(first) = rows.first() else { return Ok(Vec::new()) };
    let columns: Vec<String> = first.columns().iter().map(|column| column.name().to_owned()).collect();
    rows.iter().map(|row| Ok(row::read(&columns, |at| cell(row, at))?)).collect()
}

/// Runs a statement; answers how many rows it touched.
pub(crate) async fn execute(
    transaction: &mut Transaction<'static, Postgres>,
    sql: String,
    arguments: PgArguments,
) -> Result<u64> {
    let done = sqlx::query_with(AssertSqlSafe(sql), arguments).execute(&mut **transaction).await?;
    Ok(done.rows_affected())
}

pub(crate) fn cell(row: &PgRow, at: usize) -> Result<Cell<'_>, Unfit> {
    let value = row.try_get_raw(at).map_err(Unfit::custom)?;
    if value.is_null() {
        return Ok(Cell::Null);
    }
    let kind = value.type_info().into_owned();
    match kind.name() {
        "INT8" => decoded(value).map(Cell::Integer),
        "INT4" => decoded::<i32>(value).map(|number| Cell::Integer(number.into())),
        "BOOL" => decoded(value).map(Cell::Boolean),
        "FLOAT8" => decoded(value).map(Cell::Real),
        "TEXT" | "VARCHAR" | "NAME" => decoded(value).map(Cell::Text),
        "BYTEA" => decoded(value).map(Cell::Bytes),
        other => {
            Err(Unfit::custom(format!("a column of the type {other}, which the common tongue does not have")))
        }
    }
}

fn decoded<'r, T: Decode<'r, Postgres>>(value: PgValueRef<'r>) -> Result<T, Unfit> {
    T::decode(value).map_err(Unfit::custom)
}
