//! Brings a database to the shape this program knows, one file after the other, each once.

use crate::{Database, Fault, Result, Tx, dialect, transaction::Connection};

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../../migrations/", $name, ".sql")))),*]
    };
}

/// The migration files in order: name and text.
pub const FILES: &[(&str, &str)] = files![
    "0001_members",
    "0002_moderation",
    "0003_forum",
    "0004_federation",
    "0005_work",
    "0006_retention",
    "0007_names",
    "0008_bans",
    "0009_pictures",
    "0010_leaving",
    "0011_forms",
    "0013_setup",
    "0014_cases",
    "0015_rules",
    "0016_audit",
    "0017_rota",
    "0018_appeals",
    "0019_search",
    "0020_search_cursors",
    "0021_alerts",
];

/// The table that says what was applied.
pub(crate) const LIST: &str =
    "CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, digest TEXT NOT NULL)";

impl Database {
    /// Applies what is missing.
    ///
    /// # Errors
    /// When the database is newer than this program, an applied file was changed, or a statement fails;
    /// a file is applied whole or not at all, so what was interrupted goes on at the next start.
    pub async fn migrate(&self) -> Result<()> {
        let mut tx = self.write().await?;
        tx.raw(LIST).await?;
        tx.commit().await?;
        for (name, file) in self.pending().await? {
            self.apply(name, file).await?;
        }
        Ok(())
    }

    /// The migrations that are still to be applied. Nothing is changed.
    ///
    /// # Errors
    /// When the database is newer than this program, or an applied file was changed.
    pub async fn pending(&self) -> Result<Vec<(&'static str, &'static str)>> {
        missing(&self.applied().await?)
    }

    async fn applied(&self) -> Result<Vec<(String, String)>> {
        if !self.table_names().await?.iter().any(|name| name == "migrations") {
            return Ok(Vec::new());
        }
        let mut tx = self.read().await?;
        tx.sql("SELECT name, digest FROM migrations ORDER BY name").all().await
    }

    async fn apply(&self, name: &'static str, file: &'static str) -> Result<()> {
        let mut tx = self.write().await?;
        tx.apply(name, file).await?;
        tx.commit().await
    }
}

impl Tx {
    /// Applies what is missing, in this transaction: for a database that was just filled with something older.
    ///
    /// # Errors
    /// As [`Database::migrate`].
    pub async fn upgrade(&mut self) -> Result<()> {
        let applied: Vec<(String, String)> =
            self.sql("SELECT name, digest FROM migrations ORDER BY name").all().await?;
        for (name, file) in missing(&applied)? {
            self.apply(name, file).await?;
        }
        Ok(())
    }

    pub(crate) async fn apply(&mut self, name: &str, file: &str) -> Result<()> {
        let sqlite = matches!(self.connection, Connection::Sqlite(_));
        for statement in dialect::statements(file, sqlite) {
            self.raw(&statement).await?;
        }
        self.raw(&note(name, file)).await
    }
}

/// What this program carries and was not applied.
fn missing(applied: &[(String, String)]) -> Result<Vec<(&'static str, &'static str)>> {
    known(applied)?;
    Ok(FILES.iter().filter(|(name, _)| applied.iter().all(|(done, _)| done != name)).copied().collect())
}

/// Whether what was applied is what this program carries.
pub(crate) fn known(applied: &[(String, String)]) -> Result<()> {
    for (name, digest) in applied {
        match FILES.iter().find(|(known, _)| known == name) {
            None => return Err(Fault::NewerSchema(name.clone())),
            Some((_, file)) if *digest == fingerprint(file) => {}
            Some(_) => return Err(Fault::ChangedMigration(name.clone())),
        }
    }
    Ok(())
}

/// The statement that writes down that a file was applied.
pub(crate) fn note(name: &str, file: &str) -> String {
    format!("INSERT INTO migrations (name, digest) VALUES ('{name}', '{}')", fingerprint(file))
}

/// A short check of a file's text (FNV-1a): it guards against mistakes, not against malice.
fn fingerprint(file: &str) -> String {
    let hash = file.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}
