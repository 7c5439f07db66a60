//! Filling a database with a dump: all of it in one transaction, so that an interruption at any byte leaves what was.

use super::{Applied, Counts, Loose, Pieces, loose, postgres, sqlite};
use crate::{
    Fault, Result, Tx, dialect,
    migrations::{self, FILES},
    transaction::Connection,
};

/// What a database was filled with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    /// How many rows came for each table.
    pub counts: Counts,
    /// What leads nowhere, as it did where it came from.
    pub loose: Loose,
}

impl Tx {
    /// Takes away everything that is there, puts in what comes, and brings it to the newest shape. It becomes real
    /// with the commit, as everything does.
    ///
    /// # Errors
    /// When it breaks off, does not fit, or was made by a newer program.
    pub async fn fill(self, pieces: Pieces) -> Result<(Self, Filled)> {
        let Self { connection, .. } = self;
        let (connection, filled) = match connection {
            Connection::Sqlite(lent) => {
                let run = move || sqlite::fill(&lent, pieces).map(|filled| (lent, filled));
                let done = tokio::task::spawn_blocking(run).await;
                let (lent, filled) =
                    done.map_err(|_| Fault::Other("the database's thread broke off".to_owned()))??;
                (Connection::Sqlite(lent), filled)
            }
            Connection::Postgres(mut tx) => {
                let filled = postgres::fill(&mut tx, pieces).await?;
                (Connection::Postgres(tx), filled)
            }
        };
        Ok((Self { connection, ..self }, filled))
    }
}

/// The migrations that a dump has seen, and those that follow.
pub(super) struct Shape(usize);

impl Shape {
    /// A dump's shape, if this program knows it.
    pub(super) fn of(schema: &[Applied]) -> Result<Self> {
        migrations::known(schema)?;
        Ok(Self(schema.len()))
    }

    /// The statements that make the shape of the dump.
    pub(super) fn before(&self, sqlite: bool) -> Vec<String> {
        let list = migrations::LIST.to_owned();
        std::iter::once(list).chain(Self::statements(&FILES[..self.0], sqlite)).collect()
    }

    /// The statements that bring it to the newest.
    pub(super) fn after(&self, sqlite: bool) -> Vec<String> {
        Self::statements(&FILES[self.0..], sqlite).collect()
    }

    fn statements(files: &'static [(&str, &str)], sqlite: bool) -> impl Iterator<Item = String> {
        files.iter().flat_map(move |(name, file)| {
            let note = migrations::note(name, file);
            dialect::statements(file, sqlite).into_iter().chain(std::iter::once(note))
        })
    }
}

pub(super) fn disordered() -> Fault {
    Fault::Other("its parts stand in the wrong order".to_owned())
}

pub(super) fn same(table: &str, came: u64, there: i64) -> Result<()> {
    if u64::try_from(there) == Ok(came) {
        Ok(())
    } else {
        Err(Fault::Other(format!("{came} rows came for {table}, and {there} are there")))
    }
}

pub(super) fn done(counts: Counts, original: &Loose, found: &Loose) -> Result<Filled> {
    loose::same(original, found)?;
    Ok(Filled { counts, loose: found.clone() })
}
