//! Undoing what was just decided.

use store::{CaseId, Result, Tx};

use super::queue;
use crate::{Moderator, Refusal, measures, reports, turn};

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
    tx.sql("UPDATE cases SET closed_hour = NULL, measure_id = NULL, hold_id = NULL WHERE id = $1")
        .bind(id)
        .execute()
        .await?;
    Ok(reports::unresolve(tx, case.community, case.subject, (closed, case.measure)).await?)
}
