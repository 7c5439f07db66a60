//! Ending a measure.

use store::{
    CommunityId, Event, MeasureId, PersonaId, Result, Tx,
    audit::{Act, Entry},
};

use super::{Kind, Measure, read};
use crate::{Moderator, Refusal, Subject, appeals, cases, hearing, subject, turn};

/// Ends a measure of the moderator's community. What was held is published: whom it answers hears of it now.
///
/// # Errors
/// When there is no such measure here.
pub async fn lift(tx: &mut Tx, moderator: &Moderator, measure: MeasureId) -> Result<(), Refusal> {
    turn::take(tx, moderator.community()).await?;
    let known = read::get(tx, measure).await?;
    let known = known.filter(|known| known.community == moderator.community()).ok_or(Refusal::NotHere)?;
    end(tx, &known, moderator.persona()).await?;
    if known.kind == Kind::Hold {
        cases::settle(tx, known.community, known.subject, (None, Some(known.id))).await?;
    }
    Ok(())
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
    for held in read::unlifted(tx, subject).await?.into_iter().filter(|measure| measure.kind == Kind::Hold) {
        mark(tx, &held, None).await?;
    }
    appeals::forget(tx, subject).await?;
    cases::mended(tx, subject).await?;
    hearing::of_nothing(tx, subject).await
}

/// Shows what waited for a look, because its author took out what a rule had found. What somebody reported waits on.
///
/// # Errors
/// When the database fails.
pub async fn mend(tx: &mut Tx, community: CommunityId, subject: Subject) -> Result<()> {
    let held = read::unlifted(tx, subject).await?;
    for measure in held.into_iter().filter(Measure::is_of_a_rule) {
        turn::take(tx, community).await?;
        close(tx, &measure, None).await?;
        cases::mended(tx, subject).await?;
    }
    Ok(())
}

/// Shows at once what a rule or a report kept back: its author wrote words that are never held. What a moderator kept
/// back is theirs to show.
///
/// # Errors
/// When the database fails.
pub async fn set_free(tx: &mut Tx, community: CommunityId, subject: Subject) -> Result<()> {
    let held = read::unlifted(tx, subject).await?;
    for measure in held.into_iter().filter(|held| held.kind == Kind::Hold && held.taken_by.is_none()) {
        turn::take(tx, community).await?;
        close(tx, &measure, None).await?;
    }
    Ok(())
}

/// Ends a measure, and lets its author know.
async fn end(tx: &mut Tx, measure: &Measure, by: Option<PersonaId>) -> Result<()> {
    if close(tx, measure, by).await?
        && measure.kind != Kind::Pin
        && let Some(place) = subject::place(tx, measure.subject).await?
    {
        hearing::of_measure(tx, &place).await?;
    }
    Ok(())
}

/// Ends a measure: whom a text answers that was held hears of it now. Answers whether it still counted.
async fn close(tx: &mut Tx, measure: &Measure, by: Option<PersonaId>) -> Result<bool> {
    if !mark(tx, measure, by).await? {
        return Ok(false);
    }
    if measure.is_of_a_rule()
        && let Subject::Comment(comment) = measure.subject
    {
        hearing::of_released_reply(tx, comment).await?;
    }
    tx.record(Event::MeasureLifted { community: Some(measure.community), measure: measure.id });
    Ok(true)
}

/// The row and the audit's; and whoever appealed against it is answered by it. Answers whether it still counted.
pub(super) async fn mark(tx: &mut Tx, measure: &Measure, by: Option<PersonaId>) -> Result<bool> {
    let hour = tx.clock().hour();
    let ended = tx
        .sql("UPDATE measures SET lifted_hour = $1, lifted_by = $2 WHERE id = $3 AND lifted_hour IS NULL")
        .bind(hour)
        .bind(by)
        .bind(measure.id)
        .execute()
        .await?;
    if ended == 0 {
        return Ok(false);
    }
    appeals::answered_by_lift(tx, measure.id).await?;
    tx.audit(
        Entry::in_community(measure.community, Act::MeasureLifted)
            .what(measure.kind.word())
            .about(measure.id)
            .by(measure.guideline, measure.rule.as_deref()),
    );
    Ok(true)
}
