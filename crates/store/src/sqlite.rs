//! SQLite in this very thread: a read costs microseconds, so handing it to another thread would cost more than the
//! read. Only what waits for a lock or for the disk is done elsewhere.

use std::{
    ops::Deref,
    path::Path,
    rc::Rc,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use rusqlite::{
    CachedStatement, Connection,
    config::DbConfig,
    types::{ToSqlOutput, Value, ValueRef},
    vtab::array,
};
use serde::de::{Error as _, value::Error as Unfit};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::{
    Fault, Result,
    row::{self, Cell, Row},
};

const READERS: u32 = 4;
/// Pages that each connection keeps in memory, in KiB: five connections stay near 30 MB.
const CACHE_KIB: i64 = -6144;
/// Twice the usual: most comments then fit on their page whole. Measured: a page of 200 comments costs a third
/// less, and the file is half as large.
const PAGE: i64 = 8192;
/// Every statement of this program, so that none is understood twice.
const STATEMENTS: usize = 400;
const LOCK_PATIENCE: Duration = Duration::from_secs(10);
const POOL_PATIENCE: Duration = Duration::from_secs(30);
const CLOSING_PATIENCE: Duration = Duration::from_secs(2);

/// The one connection that writes, and the few that read.
pub(crate) struct Pools {
    pub(crate) writer: Pool,
    pub(crate) readers: Pool,
}

/// Connections that are lent one by one.
pub(crate) struct Pool {
    connect: Box<dyn Fn() -> Result<Connection> + Send + Sync>,
    free: Arc<Mutex<Vec<Connection>>>,
    permits: Arc<Semaphore>,
    size: u32,
}

/// A connection in a transaction; dropped without a commit, nothing of it happened.
pub(crate) struct Lent {
    connection: Option<Connection>,
    free: Arc<Mutex<Vec<Connection>>>,
    _permit: OwnedSemaphorePermit,
}

/// What stands for a placeholder: one value, or a whole list for `IN list(…)`.
pub(crate) enum Argument {
    One(Value),
    Several(Vec<Value>),
}

impl Pools {
    pub(crate) fn open(path: &Path) -> Result<Self> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|error| {
                Fault::Other(format!("cannot make the folder {}: {error}", folder.display()))
            })?;
        }
        // The writer first: it makes the file and its journal.
        let writer = Pool::of(1, path, connect)?;
        Ok(Self { writer, readers: Pool::of(READERS, path, reader)? })
    }
}

fn connect(path: &Path) -> Result<Connection> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(LOCK_PATIENCE)?;
    connection.pragma_update(None, "page_size", PAGE)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    // FULL: what was acknowledged survives a power cut, not only the end of the process.
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", "ON")?;
    let secure = if crate::Mutant::SecureDeleteOff.is_on() { "OFF" } else { "ON" };
    connection.pragma_update(None, "secure_delete", secure)?;
    connection.pragma_update(None, "cache_size", CACHE_KIB)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    // Otherwise a statement near a partial index is planned anew whenever a value is bound.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    array::load_module(&connection)?;
    Ok(connection)
}

fn reader(path: &Path) -> Result<Connection> {
    let connection = connect(path)?;
    connection.pragma_update(None, "query_only", "ON")?;
    Ok(connection)
}

impl Pool {
    fn of(size: u32, path: &Path, connect: fn(&Path) -> Result<Connection>) -> Result<Self> {
        let path = path.to_owned();
        let connect = Box::new(move || connect(&path));
        let free = (0..size).map(|_| connect()).collect::<Result<_>>()?;
        let permits = Arc::new(Semaphore::new(size as usize));
        Ok(Self { connect, free: Arc::new(Mutex::new(free)), permits, size })
    }

    /// Begins a transaction that sees one moment from its first statement on.
    pub(crate) async fn read(&self) -> Result<Lent> {
        let lent = self.lend().await?;
        lent.execute_batch("BEGIN")?;
        Ok(lent)
    }

    /// Begins a transaction that may write. Another process may hold the lock, so this waits elsewhere.
    pub(crate) async fn write(&self) -> Result<Lent> {
        self.lend().await?.elsewhere("BEGIN IMMEDIATE").await
    }

    async fn lend(&self) -> Result<Lent> {
        let permit = tokio::time::timeout(POOL_PATIENCE, self.permits.clone().acquire_owned());
        let permit =
            permit.await.map_err(|_| sqlx::Error::PoolTimedOut)?.map_err(|_| sqlx::Error::PoolClosed)?;
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner).pop();
        // One that could not be rolled back was not given back: another takes its place.
        let connection = free.map_or_else(|| (self.connect)(), Ok)?;
        Ok(Lent { connection: Some(connection), free: self.free.clone(), _permit: permit })
    }

    /// A connection beside those that are lent.
    pub(crate) fn another(&self) -> Result<Connection> {
        (self.connect)()
    }

    /// Folds the write-ahead log into the file, on a thread of its own. Nobody waits for it: what is in use is left for
    /// another time.
    pub(crate) async fn fold(&self) -> Result<()> {
        let connection = self.another()?;
        let fold = move || {
            connection.busy_timeout(Duration::ZERO)?;
            connection.execute_batch("PRAGMA wal_checkpoint(PASSIVE); PRAGMA wal_checkpoint(TRUNCATE)")
        };
        let done = tokio::task::spawn_blocking(fold).await;
        Ok(done.map_err(|_| Fault::Other("the database's thread broke off".to_owned()))??)
    }

    /// Lends nothing any more, waits a little for what is lent, and ends the connections; answers the last of them.
    pub(crate) async fn close(&self) -> Option<Connection> {
        let _ = tokio::time::timeout(CLOSING_PATIENCE, self.permits.acquire_many(self.size)).await;
        self.permits.close();
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let last = free.pop();
        free.clear();
        last
    }
}

impl Lent {
    pub(crate) async fn commit(self) -> Result<()> {
        self.elsewhere("COMMIT").await.map(drop)
    }

    /// Runs what may wait for a lock or for the disk on a thread that may wait.
    async fn elsewhere(self, sql: &'static str) -> Result<Self> {
        let run = move || self.execute_batch(sql).map(|()| self);
        let done = tokio::task::spawn_blocking(run).await;
        Ok(done.map_err(|_| Fault::Other("the database's thread broke off".to_owned()))??)
    }
}

impl Deref for Lent {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.connection.as_ref().expect("a connection is lent until it is dropped")
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        let Some(connection) = self.connection.take() else { return };
        if connection.is_autocommit() || connection.execute_batch("ROLLBACK").is_ok() {
            self.free.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
        }
    }
}

/// A bound value as SQLite keeps it.
pub(crate) fn value(value: &impl rusqlite::ToSql) -> Result<Value> {
    Ok(match value.to_sql()? {
        ToSqlOutput::Owned(value) => value,
        ToSqlOutput::Borrowed(value) => Value::try_from(value).map_err(rusqlite::Error::from)?,
        _ => return Err(Fault::Other("a value that SQLite cannot keep".to_owned())),
    })
}

/// The first `most` rows that a statement gives.
pub(crate) fn rows<T: Row>(
    connection: &Connection,
    sql: &str,
    arguments: Vec<Argument>,
    most: usize,
) -> Result<Vec<T>> {
    let mut statement = bound(connection, sql, arguments)?;
    let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let mut rows = statement.raw_query();
    let mut found = Vec::new();
    while found.len() < most
        && let Some(row) = rows.next()?
    {
        found.push(row::read(&columns, |at| cell(row.get_ref(at).map_err(Unfit::custom)?))?);
    }
    Ok(found)
}

/// Runs a statement to its end; answers how many rows it touched.
pub(crate) fn execute(connection: &Connection, sql: &str, arguments: Vec<Argument>) -> Result<u64> {
    let mut statement = bound(connection, sql, arguments)?;
    let mut rows = statement.raw_query();
    while rows.next()?.is_some() {}
    Ok(connection.changes())
}

fn bound<'c>(connection: &'c Connection, sql: &str, arguments: Vec<Argument>) -> Result<CachedStatement<'c>> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut arguments: Vec<Bound> = arguments.into_iter().map(Bound::from).collect();
    for index in 1..=statement.parameter_count() {
        let number = statement.parameter_name(index).and_then(|name| name[1..].parse::<usize>().ok());
        let argument = number.and_then(|number| arguments.get_mut(number - 1));
        match argument.ok_or_else(|| Fault::Other("a placeholder without a value".to_owned()))? {
            Bound::One(value) => statement.raw_bind_parameter(index, &*value)?,
            Bound::Several(values) => statement.raw_bind_parameter(index, values.clone())?,
        }
    }
    Ok(statement)
}

/// An argument as the engine takes it; a list cannot leave this thread.
enum Bound {
    One(Value),
    Several(Rc<Vec<Value>>),
}

impl From<Argument> for Bound {
    fn from(argument: Argument) -> Self {
        match argument {
            Argument::One(value) => Self::One(value),
            Argument::Several(values) => Self::Several(Rc::new(values)),
        }
    }
}

pub(crate) fn cell(value: ValueRef<'_>) -> Result<Cell<'_>, Unfit> {
    Ok(match value {
        ValueRef::Null => Cell::Null,
        ValueRef::Integer(number) => Cell::Integer(number),
        ValueRef::Real(number) => Cell::Real(number),
        ValueRef::Text(text) => Cell::Text(std::str::from_utf8(text).map_err(Unfit::custom)?),
        ValueRef::Blob(bytes) => Cell::Bytes(bytes),
    })
}
