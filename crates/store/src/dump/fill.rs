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
    /// Takes away everything that is there, and puts in what comes, in the shape that it has ([`Tx::upgrade`]). It
    /// becomes real with the commit, as everything does.
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
            Connection::Postgres(mut lent) => {
                let filled = postgres::fill(&mut lent.transaction, pieces).await?;
                (Connection::Postgres(lent), filled)
            }
        };
        Ok((Self { connection, ..self }, filled))
    }
}

/// The statements that make the shape of a dump, if this program knows it.
pub(super) fn shape(schema: &[Applied], sqlite: bool) -> Result<Vec<String>> {
    migrations::known(schema)?;
    let files = FILES.iter().filter(|(name, _)| schema.iter().any(|(done, _)| done == name));
    let statements = files.flat_map(|(name, file)| {
        let note = migrations::note(name, file);
        dialect::statements(file, sqlite).into_iter().chain(std::iter::once(note))
    });
    Ok(std::iter::once(migrations::LIST.to_owned()).chain(statements).collect())
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
