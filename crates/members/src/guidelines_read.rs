//! Which guidelines of a community somebody has read: a number in their sealed journal, so that nothing stored tells
//! who read them, or when. What is stored openly is only how often the community changed them.

use store::{CommunityId, Mutant, Result, Tx};

use crate::{Journal, Member, journal, personas};

/// Which guidelines hold in a community: grows with each change, 0 for those it began with.
///
/// # Errors
/// When the database fails.
pub async fn version(tx: &mut Tx, community: CommunityId) -> Result<i64> {
    let sql = "SELECT guidelines_version FROM communities WHERE id = $1";
    Ok(tx.sql(sql).bind(community).value().await?.unwrap_or(0))
}

/// The guidelines of a community changed.
///
/// # Errors
/// When the database fails.
pub async fn changed(tx: &mut Tx, community: CommunityId) -> Result<()> {
    tx.sql("UPDATE communities SET guidelines_version = guidelines_version + 1 WHERE id = $1")
        .bind(community)
        .execute()
        .await?;
    Ok(())
}

/// Whether this member has read what holds. Where nothing ever changed, no journal is opened for it.
///
/// # Errors
/// When the database fails.
pub async fn is_current(tx: &mut Tx, member: &Member, community: CommunityId) -> Result<bool> {
    let version = version(tx, community).await?;
    Ok(version == 0 || Journal::of(tx, member).await?.guidelines_read(community) >= version)
}

/// This member has read the guidelines of that version; of none that is still to come.
///
/// # Errors
/// When the database fails.
pub async fn read(tx: &mut Tx, member: &Member, community: CommunityId, version: i64) -> Result<()> {
    let version = version.min(self::version(tx, community).await?);
    if Mutant::GuidelinesReadByName.is_on()
        && let Some(name) = personas::mine(tx, member, community).await?
    {
        let sql = "UPDATE personas SET handle = handle || '-read' WHERE id = $1";
        tx.sql(sql).bind(name.id).execute().await?;
    }
    journal::change(tx, member, |journal| journal.read_guidelines(community, version)).await
}
