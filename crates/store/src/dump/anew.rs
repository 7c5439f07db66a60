//! What has to change in a database that begins again from an older state, so that nothing is said twice in two ways.

use crate::{Result, Tx};

/// Further than any server comes between two backups.
const LEAP: i64 = 1_000_000;

impl Tx {
    /// Lets positions go on where no event or job ever was, gives leases back, and begins another epoch: whoever follows
    /// the events with a memory of their own, such as an index, sees that theirs is of another history.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn begin_anew(&mut self) -> Result<()> {
        self.sql("UPDATE counters SET value = value + $1").bind(LEAP).execute().await?;
        self.sql("UPDATE lanes SET lease = NULL, leased_until = 0, attempts = 0").execute().await?;
        let epoch = self.chance().code(16);
        self.sql(
            "INSERT INTO settings (name, value) VALUES ('epoch', $1) \
             ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        )
        .bind(epoch)
        .execute()
        .await?;
        Ok(())
    }
}
