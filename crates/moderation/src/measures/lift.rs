//! Ending a measure.

use store::{Event, MeasureId, PersonaId, Result, Tx};

use super::{Kind, Measure, read};
use crate::{Moderator, Refusal, Subject, hearing, subject, turn};

/// Ends a measure of the moderator's community. What was held is published: whom it answers hears of it now.
///
/// # Errors
/// When there is no such measure here.
pub async fn lift(tx: &mut Tx, moderator: &Moderator, measure: MeasureId) -> Result<(), Refusal> {
    turn::take(tx, moderator.community()).await?;
    let known = read::get(tx, measure).await?;
    let known = known.filter(|known| known.community == moderator.community()).ok_or(Refusal::NotHere)?;
    Ok(end(tx, &known, moderator.persona()).await?)
}

/// Lifts what has come to its end; answers how many. For the hourly work.
///
/// # Errors
/// When the database fails.
pub async fn expire(tx: &mut Tx) -> Result<usize> {
    let hour = tx.clock().hour();
    let ended: Vec<MeasureId> = tx
        .sql("SELECT id FROM measures WHERE ends_hour <= $1 AND lifted_hour IS NULL ORDER BY ends_hour, id")
        .bind(hour)
        .column()
        .await?;
    for &id in &ended {
        if let Some(measure) = read::get(tx, id).await? {
            end(tx, &measure, None).await?;
        }
    }
    Ok(ended.len())
}

/// Ends a hold on what its author took away: there is nothing left to look at, and nobody to tell.
///
/// # Errors
/// When the database fails.
pub async fn moot(tx: &mut Tx, subject: Subject) -> Result<()> {
    let hour = tx.clock().hour();
    tx.sql(
        "UPDATE measures SET lifted_hour = $1 WHERE subject_id = $2 AND kind = 'hold' AND lifted_hour IS NULL",
    )
    .bind(hour)
    .bind(subject.id())
    .execute()
    .await?;
    hearing::of_nothing(tx, subject).await
}

async fn end(tx: &mut Tx, measure: &Measure, by: Option<PersonaId>) -> Result<()> {
    let hour = tx.clock().hour();
    let ended = tx
        .sql("UPDATE measures SET lifted_hour = $1, lifted_by = $2 WHERE id = $3 AND lifted_hour IS NULL")
        .bind(hour)
        .bind(by)
        .bind(measure.id)
        .execute()
        .await?;
    if ended == 0 {
        return Ok(());
    }
    if let (Kind::Hold, Subject::Comment(comment)) = (measure.kind, measure.subject) {
        hearing::of_released_reply(tx, comment).await?;
    }
    if measure.kind != Kind::Pin
        && let Some(place) = subject::place(tx, measure.subject).await?
    {
        hearing::of_measure(tx, &place).await?;
    }
    tx.record(Event::MeasureLifted { community: Some(measure.community), measure: measure.id });
    Ok(())
}
