//! What others search with, over the same texts in the same database.

pub mod fts5;
pub mod postgres;

use std::time::Instant;

use store::{Database, Fault, Tx};

use super::quality::Hit;

/// What PostgreSQL says when a statement took longer than it may.
const GAVE_UP: &str = "57014";

/// What it took to get ready.
pub struct Built {
    pub index_mb: f64,
    pub texts_per_second: f64,
}

/// Copies the texts to where a rival indexes them, which is not timed.
async fn copy_texts(database: &Database) {
    run(
        database,
        &[
            "CREATE TABLE rival_texts (id BIGINT PRIMARY KEY, thread_id BIGINT NOT NULL, title TEXT NOT NULL, body TEXT NOT NULL)",
            "INSERT INTO rival_texts SELECT id, id, title, body FROM threads",
            "INSERT INTO rival_texts SELECT id, thread_id, '', body FROM comments",
        ],
    )
    .await;
}

async fn run(database: &Database, statements: &[&'static str]) {
    let mut tx = database.write().await.expect("the database can be written");
    for sql in statements {
        tx.sql(sql).execute().await.expect("a rival's statement runs");
    }
    tx.commit().await.expect("it is kept");
}

async fn number(database: &Database, sql: &'static str) -> f64 {
    let mut tx = database.read().await.expect("the database can be read");
    let number = tx.sql(sql).value::<i64>().await.expect("a number can be read");
    number.unwrap_or_default() as f64
}

/// Runs the statements that build an index, and says what it took; `bytes` measures the size.
async fn build(database: &Database, statements: &[&'static str], bytes: &'static str) -> Built {
    let texts = number(database, "SELECT count(*) FROM rival_texts").await;
    let before = number(database, bytes).await;
    let started = Instant::now();
    run(database, statements).await;
    let texts_per_second = texts / started.elapsed().as_secs_f64();
    Built { index_mb: (number(database, bytes).await - before) / 1_000_000.0, texts_per_second }
}

/// The first page; `None` when the database was told to give up, and did.
async fn page(mut tx: Tx, sql: &'static str, typed: String) -> Option<Vec<Hit>> {
    match tx.sql(sql).bind(typed).all::<(i64, i64, String)>().await {
        Ok(rows) => Some(rows.into_iter().map(|(thread, text, _)| Hit { thread, text }).collect()),
        Err(Fault::Database(fault))
            if fault
                .as_database_error()
                .and_then(|fault| fault.code())
                .is_some_and(|code| code == GAVE_UP) =>
        {
            None
        }
        Err(fault) => panic!("a rival answers: {fault}"),
    }
}
