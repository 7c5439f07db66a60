//! Brings a database to the shape this program knows, one file after the other, each once.

use crate::{Database, Fault, Result, dialect};

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
];

impl Database {
    /// Applies what is missing.
    ///
    /// # Errors
    /// When the database is newer than this program, an applied file was changed, or a statement fails;
    /// a file is applied whole or not at all.
    pub async fn migrate(&self) -> Result<()> {
        let mut tx = self.write().await?;
        tx.raw("CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, digest TEXT NOT NULL)").await?;
        tx.commit().await?;
        let applied = self.applied().await?;
        if let Some((unknown, _)) =
            applied.iter().find(|(name, _)| FILES.iter().all(|(known, _)| known != name))
        {
            return Err(Fault::NewerSchema(unknown.clone()));
        }
        for (name, file) in FILES {
            match applied.iter().find(|(done, _)| done == name) {
                Some((_, digest)) if *digest == fingerprint(file) => {}
                Some(_) => return Err(Fault::ChangedMigration((*name).to_owned())),
                None => self.apply(name, file).await?,
            }
        }
        Ok(())
    }

    async fn applied(&self) -> Result<Vec<(String, String)>> {
        let mut tx = self.write().await?;
        tx.sql("SELECT name, digest FROM migrations ORDER BY name").all().await
    }

    async fn apply(&self, name: &'static str, file: &'static str) -> Result<()> {
        let mut tx = self.write().await?;
        for statement in dialect::statements(file, self.is_sqlite()) {
            tx.raw(&statement).await?;
        }
        tx.sql("INSERT INTO migrations (name, digest) VALUES ($1, $2)")
            .bind(name)
            .bind(fingerprint(file))
            .execute()
            .await?;
        tx.commit().await
    }
}

/// A short check of a file's text (FNV-1a): it guards against mistakes, not against malice.
fn fingerprint(file: &str) -> String {
    let hash = file.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}
