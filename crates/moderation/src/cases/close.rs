//! Deciding a case: whatever is decided about its subject closes it, with every report about it.

use members::ServerSecrets;
use store::{CaseId, CommunityId, Event, MeasureId, Result, Tx};

use super::queue;
use crate::{
    Moderator, Refusal, Subject,
    measures::{self, Kind, Matter},
    reports,
};

/// Everything stays as it is; what a rule or a report kept back is shown.
///
/// # Errors
/// When there is no such open case here.
pub async fn keep(tx: &mut Tx, moderator: &Moderator, id: CaseId) -> Result<(), Refusal> {
    let case = queue::get(tx, moderator, id).await?;
    let held = measures::unlifted(tx, case.subject).await?.into_iter().find(|held| held.kind == Kind::Hold);
    match held {
        Some(hold) => measures::lift(tx, moderator, hold.id).await,
        None => Ok(settle(tx, case.community, case.subject, (None, None)).await?),
    }
}

/// Takes a measure on the case's subject, which closes the case unless it only keeps the subject back.
///
/// # Errors
/// When there is no such open case here, or the measure does not fit.
pub async fn answer(
    tx: &mut Tx,
    moderator: &Moderator,
    id: CaseId,
    matter: Matter,
    secrets: &ServerSecrets,
) -> Result<MeasureId, Refusal> {
    let case = queue::get(tx, moderator, id).await?;
    measures::take(tx, moderator, Matter { subject: case.subject, ..matter }, secrets).await
}

/// The server of a remote community says that its moderators looked: what is open about `subject` here is answered.
///
/// # Errors
/// When the database fails.
pub async fn told(tx: &mut Tx, moderator: &Moderator, subject: Subject) -> Result<()> {
    settle(tx, moderator.community(), subject, (None, None)).await
}

/// Closes the open case of `subject` and answers its reports: with the measure, and what kept the subject back before.
pub(crate) async fn settle(
    tx: &mut Tx,
    community: CommunityId,
    subject: Subject,
    (measure, hold): (Option<MeasureId>, Option<MeasureId>),
) -> Result<()> {
    let hour = tx.clock().hour();
    let closed: Option<CaseId> = tx
        .sql(
            "UPDATE cases SET closed_hour = $1, measure_id = $2, hold_id = $3 \
             WHERE subject_id = $4 AND community_id = $5 AND closed_hour IS NULL RETURNING id",
        )
        .bind(hour)
        .bind(measure)
        .bind(hold)
        .bind(subject.id())
        .bind(community)
        .value()
        .await?;
    if let Some(case) = closed {
        tx.record(Event::CaseClosed { community, case });
    }
    reports::resolve(tx, community, subject, measure).await
}

/// What a rule had found is not there any more: where nobody called, nobody has to look.
pub(crate) async fn mended(tx: &mut Tx, subject: Subject) -> Result<()> {
    let hour = tx.clock().hour();
    tx.sql(
        "UPDATE cases SET closed_hour = $1 WHERE subject_id = $2 AND closed_hour IS NULL AND NOT EXISTS ( \
         SELECT 1 FROM reports WHERE reports.subject_id = cases.subject_id \
         AND reports.community_id = cases.community_id AND reports.resolved_hour IS NULL)",
    )
    .bind(hour)
    .bind(subject.id())
    .execute()
    .await?;
    Ok(())
}
