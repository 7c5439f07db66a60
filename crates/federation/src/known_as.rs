//! The address by which other servers know this one. All we ever told them begins with it, so it must not change under
//! them: they would neither find us nor believe us, and no deletion would reach them.

use store::{Result, Tx};
use url::Url;

/// Notes the address that counts from this start on; while others know us by one, that one stays noted.
///
/// # Errors
/// When the database fails.
pub async fn remember(tx: &mut Tx, base: &Url) -> Result<()> {
    if by(tx).await?.is_some() {
        return Ok(());
    }
    tx.sql(
        "INSERT INTO settings (name, value) VALUES ('known_as', $1) \
         ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    )
    .bind(base.to_string())
    .execute()
    .await?;
    Ok(())
}

/// The address by which others know us: those of our circle, and those who follow a community.
///
/// # Errors
/// When the database fails.
pub async fn by(tx: &mut Tx) -> Result<Option<String>> {
    tx.sql(
        "SELECT value FROM settings WHERE name = 'known_as' \
         AND (EXISTS (SELECT 1 FROM instances WHERE standing = 'listed') OR EXISTS (SELECT 1 FROM followers))",
    )
    .value()
    .await
}
