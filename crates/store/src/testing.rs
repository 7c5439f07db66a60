//! A throw-away database for a test, on the engine that `TEST_ENGINE` names (`sqlite` or `postgres`).

mod template;

use std::{collections::BTreeMap, sync::Arc};

use sqlx::Connection;

use crate::{
    Chance, Clock, Database, Engine,
    dump::{Piece, Pieces},
};

pub use template::postgres_copy;

/// A database of its own for one test; an SQLite file goes with it when dropped.
pub struct TestDatabase {
    /// The open database.
    pub database: Arc<Database>,
    /// How to open it once more.
    pub engine: Engine,
    folder: std::path::PathBuf,
}

impl TestDatabase {
    /// Makes an empty, migrated database, with a clock standing in November 2026.
    ///
    /// # Panics
    /// When it cannot be made: the test cannot go on.
    pub async fn new() -> Self {
        Self::with(Clock::standing_at(1_795_443_382)).await
    }

    /// As [`TestDatabase::new`] with a clock of the test's own.
    ///
    /// # Panics
    /// When it cannot be made: the test cannot go on.
    pub async fn with(clock: Clock) -> Self {
        let chance = Chance::system();
        let name = format!("test_{}", chance.code(20));
        let folder = std::env::temp_dir().join(format!("porchlight-{name}"));
        let engine = match std::env::var("TEST_ENGINE").as_deref() {
            Ok("postgres") => postgres(&name).await,
            _ => {
                template::sqlite(&folder.join("test.sqlite")).await;
                Engine::Sqlite(folder.join("test.sqlite"))
            }
        };
        let database = Database::open(&engine, clock, chance).await.expect("a test database opens");
        Self { database: Arc::new(database), engine, folder }
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// A database of its own in the cluster that `TEST_POSTGRES_URL` names.
async fn postgres(name: &str) -> Engine {
    let url = std::env::var("TEST_POSTGRES_URL").expect("TEST_POSTGRES_URL names a PostgreSQL for tests");
    postgres_copy(&url, name).await
}

/// Makes the database `name`, with nothing in it, beside the one that `url` names.
///
/// # Panics
/// When it cannot be made: the test cannot go on.
pub async fn postgres_database(url: &str, name: &str) -> Engine {
    sqlx::query(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}")))
        .execute(&mut connect(url).await)
        .await
        .expect("a test may make a database");
    at(url, name)
}

async fn connect(url: &str) -> sqlx::PgConnection {
    sqlx::PgConnection::connect(url).await.expect("the test PostgreSQL answers")
}

/// The database `name` beside the one that `url` names.
fn at(url: &str, name: &str) -> Engine {
    let (before, parameters) = url.split_once('?').map_or((url, None), |(a, b)| (a, Some(b)));
    let server =
        before.rsplit_once('/').filter(|(head, _)| !head.ends_with('/')).map_or(before, |(head, _)| head);
    let parameters = parameters.map(|text| format!("?{text}")).unwrap_or_default();
    Engine::Postgres(format!("{server}/{name}{parameters}"))
}

/// The lines of each table of a dump.
///
/// # Panics
/// When it breaks off.
pub async fn lines(mut pieces: Pieces) -> BTreeMap<String, Vec<String>> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut open = String::new();
    loop {
        match pieces.next().await.expect("a whole dump") {
            Piece::Schema(_) => {}
            Piece::Table(table) => {
                open.clone_from(&table.name);
                found.insert(table.name, Vec::new());
            }
            Piece::Rows { lines, .. } => {
                let lines = String::from_utf8(lines).expect("lines of JSON");
                found.entry(open.clone()).or_default().extend(lines.lines().map(str::to_owned));
            }
            Piece::End(_) => return found,
        }
    }
}

/// Opens a database in the shape that it had after so many migrations, with nothing in it.
///
/// # Panics
/// When it cannot be made: the test cannot go on.
pub async fn at_schema(engine: &Engine, migrations: usize) -> Database {
    let database = Database::open_as_it_is(engine, Clock::system(), Chance::system()).await;
    let database = database.expect("a test database opens");
    let mut tx = database.write().await.expect("writable");
    tx.raw(crate::migrations::LIST).await.expect("a table");
    for (name, file) in &crate::migrations::FILES[..migrations] {
        tx.apply(name, file).await.expect("a migration");
    }
    tx.commit().await.expect("kept");
    database
}
