//! Undoing what was just decided.

use store::{CaseId, Event, Hour, Result, Tx};

use super::queue;
use crate::{Moderator, Refusal, Subject, measures, reports, turn};

/// Opens a case again that was decided in this hour or the last: what was decided is lifted, and what was kept back before
/// is kept back again. Later, what was decided can be lifted where it stands.
///
/// # Errors
/// When there is no such case here, or one about the same is open again.
pub async fn reopen(tx: &mut Tx, moderator: &Moderator, id: CaseId) -> Result<(), Refusal> {
    turn::take(tx, moderator.community()).await?;
    let case = queue::find(tx, moderator, id).await?;
    let closed = case.closed_hour.filter(|closed| *closed >= tx.clock().hour().plus_hours(-1));
    let closed = closed.ok_or(Refusal::NotHere)?;
    if queue::on(tx, case.community, case.subject).await?.is_some() {
        return Err(Refusal::NotHere);
    }
    if let Some(measure) = case.measure {
        measures::lift(tx, moderator, measure).await?;
    }
    if let Some(hold) = case.hold {
        measures::hold_again(tx, case.community, case.subject, hold).await?;
    }
    open_again(tx, id).await?;
    tx.record(Event::CaseReopened { community: case.community, case: id });
    Ok(reports::unresolve(tx, case.community, case.subject, (closed, case.measure)).await?)
}

/// The server of a remote community takes back that its moderators looked: what it answered last here waits again.
///
/// # Errors
/// When nothing was answered so.
pub async fn untold(tx: &mut Tx, moderator: &Moderator, subject: Subject) -> Result<(), Refusal> {
    let community = moderator.community();
    let answered: Option<(CaseId, Hour)> = tx
        .sql(
            "SELECT id, closed_hour FROM cases WHERE subject_id = $1 AND community_id = $2 \
             AND closed_hour IS NOT NULL AND measure_id IS NULL ORDER BY closed_hour DESC, id LIMIT 1",
        )
        .bind(subject.id())
        .bind(community)
        .optional()
        .await?;
    let (id, closed) = answered.ok_or(Refusal::NotHere)?;
    if queue::on(tx, community, subject).await?.is_none() {
        open_again(tx, id).await?;
    }
    Ok(reports::unresolve(tx, community, subject, (closed, None)).await?)
}

async fn open_again(tx: &mut Tx, id: CaseId) -> Result<()> {
    tx.sql("UPDATE cases SET closed_hour = NULL, measure_id = NULL, hold_id = NULL WHERE id = $1")
        .bind(id)
        .execute()
        .await?;
    Ok(())
}
