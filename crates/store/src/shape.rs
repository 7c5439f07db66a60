//! Whether a database is whole: looked at, never changed.

use crate::{Database, Result, migrations::FILES};

impl Database {
    /// The tables that applied migrations made, that none took away, and that are gone.
    ///
    /// # Errors
    /// When the database fails, or is of another version.
    pub async fn missing_tables(&self) -> Result<Vec<String>> {
        let (there, pending) = (self.table_names().await?, self.pending().await?);
        let applied = FILES.iter().filter(|(name, _)| pending.iter().all(|(waiting, _)| waiting != name));
        let made = applied.flat_map(|(_, file)| made_by(file));
        let gone = made.filter(|table| !there.iter().any(|name| name == table));
        Ok(gone
            .filter(|table| !FILES.iter().any(|(_, file)| takes_away(file, table)))
            .map(str::to_owned)
            .collect())
    }

    /// Reads the whole database for damage; answers the first, if any. PostgreSQL looks after its own pages.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn damage(&self) -> Result<Option<String>> {
        if !self.is_sqlite() {
            return Ok(None);
        }
        let mut tx = self.read().await?;
        let said: Option<String> =
            tx.sql("SELECT quick_check FROM pragma_quick_check LIMIT 1").value().await?;
        Ok(said.filter(|said| said != "ok"))
    }
}

fn made_by(file: &str) -> impl Iterator<Item = &str> {
    file.lines().filter_map(|line| line.strip_prefix("CREATE TABLE ")?.split([' ', '(']).next())
}

fn takes_away(file: &str, table: &str) -> bool {
    let dropped =
        |line: &str| line.strip_prefix("DROP TABLE ").map(|rest| rest.trim_end_matches(';') == table);
    file.lines().filter_map(dropped).any(|same| same)
}
