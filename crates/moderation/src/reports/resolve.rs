//! What is decided about a case answers every report about its subject.

use store::{CommunityId, Hour, MeasureId, Result, Tx};

use crate::Subject;

/// Answers what is open about `subject`, with the measure it led to, if any.
pub(crate) async fn resolve(
    tx: &mut Tx,
    community: CommunityId,
    subject: Subject,
    measure: Option<MeasureId>,
) -> Result<()> {
    let hour = tx.clock().hour();
    tx.sql(
        "UPDATE reports SET resolved_hour = $1, measure_id = $2 \
         WHERE subject_id = $3 AND community_id = $4 AND resolved_hour IS NULL",
    )
    .bind(hour)
    .bind(measure)
    .bind(subject.id())
    .bind(community)
    .execute()
    .await?;
    Ok(())
}

/// The answer is taken back: what was answered so, and then, is open again.
pub(crate) async fn unresolve(
    tx: &mut Tx,
    community: CommunityId,
    subject: Subject,
    (hour, measure): (Hour, Option<MeasureId>),
) -> Result<()> {
    tx.sql(
        "UPDATE reports SET resolved_hour = NULL, measure_id = NULL \
         WHERE subject_id = $1 AND community_id = $2 AND resolved_hour = $3 AND COALESCE(measure_id, 0) = $4",
    )
    .bind(subject.id())
    .bind(community)
    .bind(hour)
    .bind(measure.map_or(0, |measure| measure.0))
    .execute()
    .await?;
    Ok(())
}
