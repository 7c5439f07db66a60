//! Whether so few people have an account here that they are easier to guess. How many, nobody is told.

use store::{Result, Tx};

/// With fewer accounts than this, a server says so.
pub const FEW: i64 = 50;

/// Whether fewer than [`FEW`] accounts are here.
///
/// # Errors
/// When the database fails.
pub async fn is_small(tx: &mut Tx) -> Result<bool> {
    let counted: Option<i64> =
        tx.sql("SELECT COUNT(*) FROM (SELECT id FROM accounts LIMIT $1) AS first").bind(FEW).value().await?;
    Ok(counted.unwrap_or(0) < FEW)
}
