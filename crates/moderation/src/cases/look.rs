//! Who has a case in hand, and who wants another to look.

use store::{CaseId, Tx};

use super::queue;
use crate::{Moderator, Refusal, hearing, subject};

/// The moderator takes it in hand; others see that somebody looks.
///
/// # Errors
/// When there is no such open case here.
pub async fn look(tx: &mut Tx, moderator: &Moderator, id: CaseId) -> Result<(), Refusal> {
    let case = queue::get(tx, moderator, id).await?;
    tx.sql("UPDATE cases SET looks = $1 WHERE id = $2")
        .bind(moderator.persona())
        .bind(case.id)
        .execute()
        .await?;
    Ok(())
}

/// The moderator asks for a second opinion: the case leaves their list, and the others hear of it.
///
/// # Errors
/// When there is no such open case here.
pub async fn hand_on(tx: &mut Tx, moderator: &Moderator, id: CaseId) -> Result<(), Refusal> {
    let case = queue::get(tx, moderator, id).await?;
    tx.sql("UPDATE cases SET looks = NULL, asked_by = $1 WHERE id = $2")
        .bind(moderator.persona())
        .bind(case.id)
        .execute()
        .await?;
    if let Some(place) = subject::place(tx, case.subject).await?
        && !case.lane.is_sealed()
    {
        hearing::of_case(tx, case.community, &place, moderator.persona()).await?;
    }
    Ok(())
}
