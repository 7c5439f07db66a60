//! Reading the log.

use store::{CommunityId, Cursor, Hour, MeasureId, Page, PersonaId, Result, ThreadId, Tx};

use super::{Kind, Measure, Reach};
use crate::Subject;

/// How many lines of the log a page has.
const PAGE: usize = 50;

/// The measures that count on `subject`.
///
/// # Errors
/// When the database fails.
pub async fn unlifted(tx: &mut Tx, subject: Subject) -> Result<Vec<Measure>> {
    let rows: Vec<Row> = tx
        .sql(
            "SELECT id, community_id, ordinal, kind, reach, subject_kind, subject_id, guideline, rule, words, taken_by, \
             host, taken_hour, ends_hour, lifted_hour FROM measures \
             WHERE subject_id = $1 AND subject_kind = $2 AND lifted_hour IS NULL ORDER BY ordinal",
        )
        .bind(subject.id())
        .bind(subject.kind())
        .all()
        .await?;
    rows.into_iter().map(Row::measure).collect()
}

/// One measure, lifted or not.
///
/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, id: MeasureId) -> Result<Option<Measure>> {
    let row: Option<Row> = tx
        .sql(
            "SELECT id, community_id, ordinal, kind, reach, subject_kind, subject_id, guideline, rule, words, taken_by, \
             host, taken_hour, ends_hour, lifted_hour FROM measures WHERE id = $1",
        )
        .bind(id)
        .optional()
        .await?;
    row.map(Row::measure).transpose()
}

/// The public log of a community, newest first: without words, without who. What waits for a look is not
/// in it yet, because that would point to it.
///
/// # Errors
/// When the database fails.
pub async fn log(tx: &mut Tx, community: CommunityId, from: Option<Cursor>) -> Result<Page<Measure>> {
    let rows: Vec<Row> = tx
        .sql(
            "SELECT id, community_id, ordinal, kind, reach, subject_kind, subject_id, guideline, rule, '' AS words, \
             CAST(NULL AS BIGINT) AS taken_by, host, taken_hour, ends_hour, lifted_hour FROM measures \
             WHERE community_id = $1 AND ordinal < $2 AND NOT (kind = 'hold' AND lifted_hour IS NULL) \
             ORDER BY ordinal DESC LIMIT $3",
        )
        .bind(community)
        .bind(from.unwrap_or(Cursor::START).0)
        .bind(PAGE as i64 + 1)
        .all()
        .await?;
    page(rows)
}

fn page(rows: Vec<Row>) -> Result<Page<Measure>> {
    let measures: Vec<Measure> = rows.into_iter().map(Row::measure).collect::<Result<_>>()?;
    Ok(Page::cut(measures, PAGE, |last| Cursor(last.ordinal, 0, 0)))
}

#[derive(serde::Deserialize)]
struct Row {
    id: MeasureId,
    community_id: CommunityId,
    ordinal: i64,
    kind: Kind,
    reach: Reach,
    subject_kind: String,
    subject_id: i64,
    guideline: Option<i64>,
    rule: Option<String>,
    words: String,
    taken_by: Option<PersonaId>,
    host: String,
    taken_hour: Hour,
    ends_hour: Option<Hour>,
    lifted_hour: Option<Hour>,
}

impl Row {
    fn measure(self) -> Result<Measure> {
        Ok(Measure {
            id: self.id,
            community: self.community_id,
            ordinal: self.ordinal,
            kind: self.kind,
            reach: self.reach,
            subject: Subject::read(&self.subject_kind, self.subject_id)?,
            guideline: self.guideline,
            rule: self.rule,
            words: self.words,
            taken_by: self.taken_by,
            host: self.host,
            taken_hour: self.taken_hour,
            ends_hour: self.ends_hour,
            lifted_hour: self.lifted_hour,
        })
    }
}

/// Whether a thread stays on top.
///
/// # Errors
/// When the database fails.
pub async fn is_pinned(tx: &mut Tx, thread: ThreadId) -> Result<bool> {
    let sql = "SELECT id FROM measures WHERE subject_id = $1 AND kind = 'pin' AND lifted_hour IS NULL";
    Ok(tx.sql(sql).bind(thread).value::<i64>().await?.is_some())
}
