//! Everything in a database as lines of JSON, table by table, in the order of the keys; and back into an empty one.
//!
//! Both engines write the same lines, so a backup of the one fills the other, and moving is a dump that nobody keeps.
//! The order of the keys tells nothing of the order of writing. A dump sees one moment, however long it takes.

mod anew;
mod fill;
mod lines;
mod loose;
mod postgres;
mod sqlite;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tokio::sync::mpsc;

use crate::{Database, Fault, Result, database::Pools};

pub use fill::Filled;
pub use loose::Loose;

/// A migration that was applied: its name, and the fingerprint of its file.
pub type Applied = (String, String);

/// What a column holds, on either engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A number.
    Integer,
    /// Yes or no.
    Boolean,
    /// Words.
    Text,
    /// Bytes, as base64.
    Bytes,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// As the database calls it.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
}

/// A table, as it is before its rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// As the database calls it.
    pub name: String,
    /// In the order of each line.
    pub columns: Vec<Column>,
    /// The columns that its rows are ordered by.
    pub key: Vec<String>,
}

/// A piece of a dump. They come in this order: the schema, then each table with its rows, then the end.
#[derive(Debug)]
pub enum Piece {
    /// What shape it has.
    Schema(Vec<Applied>),
    /// A table begins.
    Table(Table),
    /// Rows of the table that began last: a line of JSON each.
    Rows {
        /// How many.
        count: u64,
        /// The lines.
        lines: Vec<u8>,
    },
    /// It is whole.
    End(Loose),
}

/// How many pieces may wait for whoever takes them: what makes them waits meanwhile, so memory stays flat.
const WAITING: usize = 4;

/// A dump under way.
pub struct Pieces(mpsc::Receiver<Result<Piece>>);

/// Where a dump's pieces go to.
#[derive(Clone)]
pub struct Sender(mpsc::Sender<Result<Piece>>);

/// How many rows each table has.
pub type Counts = BTreeMap<String, u64>;

impl Pieces {
    /// Pieces, and where they come from.
    #[must_use]
    pub fn between() -> (Sender, Self) {
        let (sender, receiver) = mpsc::channel(WAITING);
        (Sender(sender), Self(receiver))
    }

    /// The next one, for a thread that may wait.
    ///
    /// # Errors
    /// What broke it off; also when it ends before its end.
    pub fn next_here(&mut self) -> Result<Piece> {
        self.0.blocking_recv().unwrap_or_else(broken_off)
    }

    /// The next one.
    ///
    /// # Errors
    /// As [`Pieces::next_here`].
    pub async fn next(&mut self) -> Result<Piece> {
        self.0.recv().await.unwrap_or_else(broken_off)
    }
}

fn broken_off() -> Result<Piece> {
    Err(Fault::Other("it breaks off before its end".to_owned()))
}

impl Sender {
    /// Hands on a piece, from a thread that may wait.
    ///
    /// # Errors
    /// When nobody takes them any more.
    pub fn put_here(&self, piece: Result<Piece>) -> Result<()> {
        self.0.blocking_send(piece).map_err(|_| nobody())
    }

    async fn put(&self, piece: Result<Piece>) -> Result<()> {
        self.0.send(piece).await.map_err(|_| nobody())
    }
}

fn nobody() -> Fault {
    Fault::Other("nobody takes it any more".to_owned())
}

impl Database {
    /// Everything as it is at this moment, without the rows of the tables in `without`.
    ///
    /// It has a connection of its own and never waits for who writes, nor they for it.
    #[must_use]
    pub fn dump(&self, without: &'static [&'static str]) -> Pieces {
        let (sender, pieces) = Pieces::between();
        match &self.pools {
            Pools::Sqlite(pools) => {
                let connection = pools.readers.another();
                tokio::task::spawn_blocking(move || {
                    let done = connection.and_then(|connection| sqlite::send(&connection, without, &sender));
                    if let Err(fault) = done {
                        let _ = sender.put_here(Err(fault));
                    }
                });
            }
            Pools::Postgres(pool) => {
                let pool = pool.connections.clone();
                tokio::spawn(async move {
                    if let Err(fault) = postgres::send(&pool, without, &sender).await {
                        let _ = sender.put(Err(fault)).await;
                    }
                });
            }
        }
        pieces
    }
}

/// A name in quotes: tables and columns are ours, but a word may mean something to the engine.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn quoted_all(names: &[String]) -> String {
    names.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ")
}

impl Table {
    fn column_names(&self) -> String {
        let names: Vec<String> = self.columns.iter().map(|column| column.name.clone()).collect();
        quoted_all(&names)
    }

    /// The list of migrations is the shape, not what is in it.
    fn is_shape(name: &str) -> bool {
        name == "migrations"
    }
}
