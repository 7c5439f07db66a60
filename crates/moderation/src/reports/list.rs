//! The list that moderators work through.

use store::{CommunityId, Cursor, Hour, MeasureId, Page, ReportId, Result, Tx};

use super::{Reason, Report};
use crate::{Moderator, Refusal, Subject};

/// How many reports a page has.
const PAGE: usize = 50;

/// The open reports of the moderator's community, newest first.
///
/// # Errors
/// When the database fails.
pub async fn open(tx: &mut Tx, moderator: &Moderator, from: Option<Cursor>) -> Result<Page<Report>> {
    let from = from.unwrap_or(Cursor::START);
    let rows: Vec<Row> = tx
        .sql(
            "SELECT id, community_id, subject_kind, subject_id, reason, words, host, hour FROM reports \
             WHERE community_id = $1 AND resolved_hour IS NULL AND (hour, id) < ($2, $3) \
             ORDER BY hour DESC, id DESC LIMIT $4",
        )
        .bind(moderator.community())
        .bind(from.0)
        .bind(from.1)
        .bind(PAGE as i64 + 1)
        .all()
        .await?;
    let reports: Vec<Report> = rows.into_iter().map(Row::report).collect::<Result<_>>()?;
    Ok(Page::cut(reports, PAGE, |last| Cursor(last.hour.0, last.id.0, 0)))
}

/// How many reports are open.
///
/// # Errors
/// When the database fails.
pub async fn open_count(tx: &mut Tx, moderator: &Moderator) -> Result<i64> {
    let (count,) = tx
        .sql("SELECT COUNT(*) FROM reports WHERE community_id = $1 AND resolved_hour IS NULL")
        .bind(moderator.community())
        .one()
        .await?;
    Ok(count)
}

/// How many of the open reports say that somebody is in danger.
///
/// # Errors
/// When the database fails.
pub async fn danger_count(tx: &mut Tx, moderator: &Moderator) -> Result<i64> {
    let (count,) = tx
        .sql(
            "SELECT COUNT(*) FROM reports WHERE community_id = $1 AND resolved_hour IS NULL AND reason = 'danger'",
        )
        .bind(moderator.community())
        .one()
        .await?;
    Ok(count)
}

/// One report, open or not: federation passes it on to the subject's own server.
///
/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, id: ReportId) -> Result<Option<Report>> {
    let row: Option<Row> = tx
        .sql(
            "SELECT id, community_id, subject_kind, subject_id, reason, words, host, hour FROM reports \
             WHERE id = $1",
        )
        .bind(id)
        .optional()
        .await?;
    row.map(Row::report).transpose()
}

/// Closes a report of the moderator's community, with the measure it led to, if any.
///
/// # Errors
/// When there is no such report here.
pub async fn resolve(
    tx: &mut Tx,
    moderator: &Moderator,
    report: ReportId,
    measure: Option<MeasureId>,
) -> Result<(), Refusal> {
    let known = get(tx, report).await?.filter(|known| known.community == moderator.community());
    let known = known.ok_or(Refusal::NotHere)?;
    let hour = tx.clock().hour();
    tx.sql("UPDATE reports SET resolved_hour = $1, measure_id = $2 WHERE id = $3 AND resolved_hour IS NULL")
        .bind(hour)
        .bind(measure)
        .bind(known.id)
        .execute()
        .await?;
    Ok(())
}

/// A measure on a subject answers every open report about it.
pub(crate) async fn resolve_all(
    tx: &mut Tx,
    community: CommunityId,
    subject: Subject,
    measure: MeasureId,
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

#[derive(serde::Deserialize)]
struct Row {
    id: ReportId,
    community_id: CommunityId,
    subject_kind: String,
    subject_id: i64,
    reason: Reason,
    words: String,
    host: String,
    hour: Hour,
}

impl Row {
    fn report(self) -> Result<Report> {
        Ok(Report {
            id: self.id,
            community: self.community_id,
            subject: Subject::read(&self.subject_kind, self.subject_id)?,
            reason: self.reason,
            words: self.words,
            host: self.host,
            hour: self.hour,
        })
    }
}
