//! The list that moderators work through: the most urgent first, and of those what waits longest.

use store::{CaseId, CommunityId, Cursor, Hour, Page, Result, Tx};

use super::{Case, Row};
use crate::{Moderator, Refusal, Subject, screening::Lane};

/// How many cases a page has: as many as somebody looks at before a break.
const PAGE: usize = 10;
/// Before everything when walking from the least up.
const FIRST: Cursor = Cursor(-1, i64::MIN, i64::MIN);

/// Which part of what is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shelf {
    /// What the moderator may decide now.
    Waiting,
    /// What the moderator asked others to look at.
    HandedOn,
}

/// The open cases of the moderator's community. What is sealed only those who lead see.
///
/// # Errors
/// When the database fails.
pub async fn list(
    tx: &mut Tx,
    moderator: &Moderator,
    shelf: Shelf,
    from: Option<Cursor>,
) -> Result<Page<Case>> {
    let from = from.unwrap_or(FIRST);
    let sql = match shelf {
        Shelf::Waiting => {
            "SELECT id, community_id, subject_kind, subject_id, lane, rule, hour, looks, asked_by, closed_hour, \
             measure_id, hold_id FROM cases \
             WHERE community_id = $1 AND closed_hour IS NULL AND (lane, hour, id) > ($2, $3, $4) \
             AND lane <> $5 AND COALESCE(asked_by, 0) <> $6 ORDER BY lane, hour, id LIMIT $7"
        }
        Shelf::HandedOn => {
            "SELECT id, community_id, subject_kind, subject_id, lane, rule, hour, looks, asked_by, closed_hour, \
             measure_id, hold_id FROM cases \
             WHERE community_id = $1 AND closed_hour IS NULL AND (lane, hour, id) > ($2, $3, $4) \
             AND lane <> $5 AND asked_by = $6 ORDER BY lane, hour, id LIMIT $7"
        }
    };
    let rows: Vec<Row> = tx
        .sql(sql)
        .bind(moderator.community())
        .bind(from.0)
        .bind(from.1)
        .bind(from.2)
        .bind(hidden(moderator))
        .bind(moderator.persona().map_or(0, |persona| persona.0))
        .bind(PAGE as i64 + 1)
        .all()
        .await?;
    let cases: Vec<Case> = rows.into_iter().map(Row::case).collect::<Result<_>>()?;
    Ok(Page::cut(cases, PAGE, |last| Cursor(last.lane.place(), last.hour.0, last.id.0)))
}

/// The place of the lane that is not for this moderator; of none, for those who lead.
fn hidden(moderator: &Moderator) -> i64 {
    if moderator.is_lead() { -1 } else { Lane::IllegalPicture.place() }
}

/// How many cases wait in each lane, the most urgent first; lanes in which nothing waits are left out.
///
/// # Errors
/// When the database fails.
pub async fn waiting(tx: &mut Tx, community: CommunityId) -> Result<Vec<(Lane, i64)>> {
    tx.sql(
        "SELECT lane, COUNT(*) FROM cases WHERE community_id = $1 AND closed_hour IS NULL \
         GROUP BY lane ORDER BY lane",
    )
    .bind(community)
    .all()
    .await
}

/// A case of the moderator's community, open or not.
///
/// # Errors
/// When there is none, or it is not for this moderator.
pub async fn find(tx: &mut Tx, moderator: &Moderator, id: CaseId) -> Result<Case, Refusal> {
    let row: Option<Row> = tx
        .sql(
            "SELECT id, community_id, subject_kind, subject_id, lane, rule, hour, looks, asked_by, closed_hour, \
             measure_id, hold_id FROM cases WHERE id = $1 AND community_id = $2",
        )
        .bind(id)
        .bind(moderator.community())
        .optional()
        .await?;
    let case = row.map(Row::case).transpose()?.ok_or(Refusal::NotHere)?;
    if case.lane.is_sealed() && !moderator.is_lead() { Err(Refusal::NotHere) } else { Ok(case) }
}

/// A case by its number, open or not: federation tells of it.
///
/// # Errors
/// When the database fails.
pub async fn known(tx: &mut Tx, id: CaseId) -> Result<Option<Case>> {
    let row: Option<Row> = tx
        .sql(
            "SELECT id, community_id, subject_kind, subject_id, lane, rule, hour, looks, asked_by, closed_hour, \
             measure_id, hold_id FROM cases WHERE id = $1",
        )
        .bind(id)
        .optional()
        .await?;
    row.map(Row::case).transpose()
}

/// As [`find`], of what is still open: somebody else may have been faster.
///
/// # Errors
/// As [`find`].
pub async fn get(tx: &mut Tx, moderator: &Moderator, id: CaseId) -> Result<Case, Refusal> {
    let case = find(tx, moderator, id).await?;
    if case.closed_hour.is_none() { Ok(case) } else { Err(Refusal::NotHere) }
}

/// The open case about `subject`, for whoever shows it.
///
/// # Errors
/// When the database fails.
pub async fn on(tx: &mut Tx, community: CommunityId, subject: Subject) -> Result<Option<Case>> {
    let row: Option<Row> = tx
        .sql(
            "SELECT id, community_id, subject_kind, subject_id, lane, rule, hour, looks, asked_by, closed_hour, \
             measure_id, hold_id FROM cases WHERE subject_id = $1 AND community_id = $2 AND closed_hour IS NULL",
        )
        .bind(subject.id())
        .bind(community)
        .optional()
        .await?;
    row.map(Row::case).transpose()
}

/// Whether somebody said of `subject` what only those who lead should look at, decided or not.
///
/// # Errors
/// When the database fails.
pub async fn is_sealed(tx: &mut Tx, community: CommunityId, subject: Subject) -> Result<bool> {
    let sealed: Option<CaseId> = tx
        .sql("SELECT id FROM cases WHERE subject_id = $1 AND lane = $2 AND community_id = $3")
        .bind(subject.id())
        .bind(Lane::IllegalPicture.place())
        .bind(community)
        .value()
        .await?;
    Ok(sealed.is_some())
}

/// The guideline that the community's moderators last named in this lane: the likeliest one now.
///
/// # Errors
/// When the database fails.
pub async fn guideline_before(tx: &mut Tx, moderator: &Moderator, lane: Lane) -> Result<Option<i64>> {
    let latest: Option<(Hour, i64)> = tx
        .sql(
            "SELECT cases.closed_hour, measures.guideline FROM cases JOIN measures ON measures.id = cases.measure_id \
             WHERE cases.community_id = $1 AND cases.lane = $2 AND cases.closed_hour IS NOT NULL \
             AND measures.guideline IS NOT NULL AND measures.kind = 'remove' \
             ORDER BY cases.closed_hour DESC LIMIT 1",
        )
        .bind(moderator.community())
        .bind(lane.place())
        .optional()
        .await?;
    Ok(latest.map(|(_, guideline)| guideline))
}
