//! What waits, and what a moderator may do about it.

use store::{CommunityId, Cursor, Day, MeasureId, Mutant, Page, PersonaId, Result, Tx};

use super::{Appeal, Outcome, Part};
use crate::{Measure, Moderator};

/// How many a page has.
const PAGE: usize = 20;

/// Every appeal, with what follows.
macro_rules! select {
    ($rest:literal) => {
        concat!("SELECT measure_id, community_id, words, due_day, outcome, same_person FROM appeals ", $rest)
    };
}

/// The appeal against a decision, if there was one.
///
/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, measure: MeasureId) -> Result<Option<Appeal>> {
    let row: Option<Row> = tx.sql(select!("WHERE measure_id = $1")).bind(measure).optional().await?;
    Ok(row.map(Row::appeal))
}

/// What waits for a look in the moderator's community, what has waited longest first.
///
/// # Errors
/// When the database fails.
pub async fn open(tx: &mut Tx, moderator: &Moderator, from: Option<Cursor>) -> Result<Page<Appeal>> {
    let Cursor(day, measure, _) = from.unwrap_or(Cursor(i64::MIN, i64::MIN, 0));
    let rows: Vec<Row> = tx
        .sql(select!(
            "WHERE community_id = $1 AND outcome IS NULL AND (due_day > $2 OR (due_day = $2 AND measure_id > $3)) \
             ORDER BY due_day, measure_id LIMIT $4"
        ))
        .bind(moderator.community())
        .bind(day)
        .bind(measure)
        .bind(PAGE as i64 + 1)
        .all()
        .await?;
    let appeals: Vec<Appeal> = rows.into_iter().map(Row::appeal).collect();
    Ok(Page::cut(appeals, PAGE, |last| Cursor(last.due.map_or(0, |day| day.0), last.measure.0, 0)))
}

/// How many wait.
///
/// # Errors
/// When the database fails.
pub async fn open_count(tx: &mut Tx, moderator: &Moderator) -> Result<i64> {
    let count = tx
        .sql("SELECT COUNT(*) FROM appeals WHERE community_id = $1 AND outcome IS NULL")
        .bind(moderator.community())
        .value()
        .await?;
    Ok(count.unwrap_or(0))
}

/// What this moderator is to an appeal against `measure`.
///
/// # Errors
/// When the database fails.
pub async fn part(tx: &mut Tx, moderator: &Moderator, appeal: &Appeal, measure: &Measure) -> Result<Part> {
    if measure.taken_by.is_none()
        || measure.taken_by != moderator.persona()
        || Mutant::OwnAppealSettled.is_on()
    {
        return Ok(Part::Other);
    }
    if !others(tx, measure).await?.is_empty() {
        return Ok(Part::Decided);
    }
    let today = tx.clock().day();
    Ok(match appeal.due.filter(|due| *due > today) {
        Some(due) => Part::SameLater(due),
        None => Part::Same,
    })
}

/// The names here that moderate where `measure` was taken, and did not take it. Those on other servers see no appeals.
pub(super) async fn others(tx: &mut Tx, measure: &Measure) -> Result<Vec<PersonaId>> {
    let all: Vec<PersonaId> = tx
        .sql(
            "SELECT team.persona_id FROM team JOIN personas ON personas.id = team.persona_id \
             WHERE team.community_id = $1 AND team.role <> 'greeter' AND personas.host = '' AND NOT personas.deleted \
             ORDER BY team.persona_id",
        )
        .bind(measure.community)
        .column()
        .await?;
    Ok(all.into_iter().filter(|persona| Some(*persona) != measure.taken_by).collect())
}

#[derive(serde::Deserialize)]
struct Row {
    measure_id: MeasureId,
    community_id: CommunityId,
    words: String,
    due_day: Option<Day>,
    outcome: Option<Outcome>,
    #[serde(deserialize_with = "store::flag")]
    same_person: bool,
}

impl Row {
    fn appeal(self) -> Appeal {
        Appeal {
            measure: self.measure_id,
            community: self.community_id,
            words: self.words,
            due: self.due_day,
            outcome: self.outcome,
            same_person: self.same_person,
        }
    }
}
