//! How everything is kept: one SQL text on two engines, and nothing is done without being committed with its events.

pub mod audit;
pub mod backups;
pub mod chance;
pub mod clock;
pub mod database;
pub mod dialect;
pub mod dump;
pub mod events;
pub mod ids;
pub mod jobs;
pub mod labour;
pub mod ledger;
pub mod migrations;
pub mod mutant;
pub mod page;
mod postgres;
pub mod row;
pub mod shape;
mod sqlite;
pub mod statement;
#[cfg(feature = "testing")]
pub mod testing;
pub mod transaction;

pub use chance::Chance;
pub use clock::{Clock, Day, Hour};
pub use database::{Database, Engine};
pub use dialect::{Ids, Tags};
pub use events::Event;
pub use ids::*;
pub use jobs::{Claim, Job};
pub use ledger::Ledger;
pub use mutant::Mutant;
pub use page::{Cursor, Page};
pub use row::flag;
pub use transaction::Tx;

use rusqlite::{
    ErrorCode,
    ffi::{SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE},
};

/// Why the store could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The database refused or could not be reached.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    /// The database file refused or could not be reached.
    #[error("database: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// A row is not what was asked for.
    #[error("a row that does not fit: {0}")]
    Unfit(#[from] serde::de::value::Error),
    /// A stored text is not what this version writes.
    #[error("stored data: {0}")]
    Stored(#[from] serde_json::Error),
    /// The schema on disk is newer than this program.
    #[error("the database was made by a newer Porchlight ({0} is unknown here)")]
    NewerSchema(String),
    /// An applied migration file is not the one this program carries.
    #[error("migration {0} was changed after it was applied")]
    ChangedMigration(String),
    /// There is no room left on the disk, beside the database.
    #[error("there is no room left on the disk")]
    Full,
    /// Somebody else holds the lease of this work now.
    #[error("the lease of this work has ended")]
    LeaseLost,
    /// Something that cannot be expressed otherwise, in plain words without personal data.
    #[error("{0}")]
    Other(String),
}

impl Fault {
    /// Whether a UNIQUE or PRIMARY KEY rule was broken.
    #[must_use]
    pub fn is_unique_violation(&self) -> bool {
        match self {
            Fault::Database(sqlx::Error::Database(error)) => error.is_unique_violation(),
            Fault::Sqlite(rusqlite::Error::SqliteFailure(error, _)) => {
                [SQLITE_CONSTRAINT_UNIQUE, SQLITE_CONSTRAINT_PRIMARYKEY].contains(&error.extended_code)
            }
            _ => false,
        }
    }

    /// Whether trying again later may help: the database was busy or away, or had no room.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        let away = match self {
            Fault::Database(sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed) => true,
            Fault::Database(sqlx::Error::Database(error)) => error.code().as_deref().is_some_and(passes),
            Fault::Sqlite(error) => matches!(
                error.sqlite_error_code(),
                Some(
                    ErrorCode::DatabaseBusy
                        | ErrorCode::DatabaseLocked
                        | ErrorCode::SystemIoFailure
                        | ErrorCode::CannotOpen
                )
            ),
            _ => false,
        };
        away || self.is_full()
    }

    /// Whether there is no room left to keep anything: the operator has to make some.
    #[must_use]
    pub fn is_full(&self) -> bool {
        match self {
            Fault::Full => true,
            Fault::Sqlite(error) => error.sqlite_error_code() == Some(ErrorCode::DiskFull),
            Fault::Database(sqlx::Error::Database(error)) => error.code().as_deref() == Some("53100"),
            _ => false,
        }
    }
}

/// What PostgreSQL says that may be otherwise in a moment: a conflict of transactions, a lost connection, no room for
/// another one, or that it stops or starts.
fn passes(code: &str) -> bool {
    matches!(code, "40001" | "40P01" | "53300" | "57P01" | "57P02" | "57P03") || code.starts_with("08")
}

/// What the store answers.
pub type Result<T, E = Fault> = std::result::Result<T, E>;
