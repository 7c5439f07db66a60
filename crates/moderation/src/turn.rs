//! One after the other: two moderators who act at once on one community wait for each other.

use store::{CommunityId, Result, Tx};

/// Holds the community's row until the commit.
pub(crate) async fn take(tx: &mut Tx, community: CommunityId) -> Result<()> {
    tx.sql("UPDATE communities SET measure_ordinal = measure_ordinal WHERE id = $1")
        .bind(community)
        .execute()
        .await?;
    Ok(())
}

/// The next place in the community's log.
pub(crate) async fn next_ordinal(tx: &mut Tx, community: CommunityId) -> Result<i64> {
    let (ordinal,) = tx
        .sql(
            "UPDATE communities SET measure_ordinal = measure_ordinal + 1 WHERE id = $1 \
             RETURNING measure_ordinal",
        )
        .bind(community)
        .one()
        .await?;
    Ok(ordinal)
}
