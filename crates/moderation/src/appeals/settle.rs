//! Looking again; and what time, or the author, settles.

use store::{
    MeasureId, Result, Tx,
    audit::{Act, Entry},
};

use super::{KEPT_DAYS, Outcome, Part, read};
use crate::{Moderator, Refusal, Subject, hearing, measures, subject, turn};

/// A moderator has looked: the decision stands, or is undone. Whoever appealed hears of it; their words go.
///
/// # Errors
/// When there is no such appeal here, or this moderator decided and somebody else can look.
pub async fn settle(
    tx: &mut Tx,
    moderator: &Moderator,
    measure: MeasureId,
    outcome: Outcome,
) -> Result<(), Refusal> {
    turn::take(tx, moderator.community()).await?;
    let known = measures::get(tx, measure).await?;
    let known = known.filter(|known| known.community == moderator.community()).ok_or(Refusal::NotHere)?;
    let appeal = read::get(tx, measure).await?.filter(|appeal| appeal.outcome.is_none());
    let appeal = appeal.ok_or(Refusal::NoAppeal)?;
    let part = read::part(tx, moderator, &appeal, &known).await?;
    if matches!(part, Part::Decided | Part::SameLater(_)) {
        return Err(Refusal::OwnDecision);
    }
    close(tx, measure, outcome, part == Part::Same).await?;
    tx.audit(Entry::in_community(known.community, Act::AppealSettled).what(outcome.word()).about(measure));
    if outcome == Outcome::Lifted {
        measures::lift(tx, moderator, measure).await?;
    }
    let place = match known.subject {
        Subject::Persona(persona) => measures::newest(tx, persona, known.community).await?,
        subject => subject::place(tx, subject).await?,
    };
    match place {
        Some(place) => Ok(hearing::of_outcome(tx, &place).await?),
        None => Ok(()),
    }
}

async fn close(tx: &mut Tx, measure: MeasureId, outcome: Outcome, same_person: bool) -> Result<()> {
    tx.sql(
        "UPDATE appeals SET outcome = $1, same_person = $2, words = '', due_day = NULL \
         WHERE measure_id = $3 AND outcome IS NULL",
    )
    .bind(outcome.word())
    .bind(same_person)
    .bind(measure)
    .execute()
    .await?;
    Ok(())
}

/// A decision counts no more: nobody needs to look again.
pub(crate) async fn answered_by_lift(tx: &mut Tx, measure: MeasureId) -> Result<()> {
    close(tx, measure, Outcome::Lifted, false).await
}

/// What was decided about is gone, by its author's hand: so are their words about it.
///
/// # Errors
/// When the database fails.
pub async fn forget(tx: &mut Tx, subject: Subject) -> Result<()> {
    tx.sql("DELETE FROM appeals WHERE measure_id IN (SELECT id FROM measures WHERE subject_id = $1)")
        .bind(subject.id())
        .execute()
        .await?;
    Ok(())
}

/// Hourly work: what nobody has looked at for half a year goes.
///
/// # Errors
/// When the database fails.
pub async fn tidy(tx: &mut Tx) -> Result<()> {
    let before = tx.clock().day().plus_days(super::ALONE_DAYS - KEPT_DAYS);
    tx.sql("DELETE FROM appeals WHERE due_day < $1").bind(before).execute().await?;
    Ok(())
}
