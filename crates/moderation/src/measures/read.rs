//! Reading the log.

use store::{CommunityId, Cursor, Hour, MeasureId, Mutant, Page, PersonaId, Result, ThreadId, Tx};

use super::{Kind, Measure, Reach};
use crate::{Subject, rules};

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

/// The public log of a community, newest first: without words, without who. What waits for a look is not in it yet,
/// because that would point to it. What began with a call that somebody may be in danger, or with a rule that looks
/// after somebody who is not well, never is: it is nobody else's business.
///
/// # Errors
/// When the database fails.
pub async fn log(tx: &mut Tx, community: CommunityId, from: Option<Cursor>) -> Result<Page<Measure>> {
    let rows: Vec<Row> = tx
        .sql(
            "SELECT id, community_id, ordinal, kind, reach, subject_kind, subject_id, guideline, rule, '' AS words, \
             CAST(NULL AS BIGINT) AS taken_by, host, taken_hour, ends_hour, lifted_hour FROM measures \
             WHERE community_id = $1 AND ordinal < $2 AND NOT (kind = 'hold' AND lifted_hour IS NULL) \
             AND NOT EXISTS (SELECT 1 FROM reports WHERE reports.measure_id = measures.id AND reason = 'danger') \
             ORDER BY ordinal DESC LIMIT $3",
        )
        .bind(community)
        .bind(from.unwrap_or(Cursor::START).0)
        .bind(PAGE as i64 + 1)
        .all()
        .await?;
    let mut page = page(rows)?;
    page.items.retain(|measure| measure.rule.as_deref().is_none_or(|rule| !rules::cares(rule)));
    Ok(page)
}

/// So many of one kind of decision were taken in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// The month.
    pub month: Hour,
    /// What was done.
    pub kind: Kind,
    /// How often.
    pub count: i64,
}

/// The public log of a community so small that a single line would point to somebody: how many in which month. Months
/// that are over alone, for what is counted while one looks points to the last.
///
/// # Errors
/// When the database fails.
pub async fn counts(tx: &mut Tx, community: CommunityId) -> Result<Vec<Count>> {
    let now = tx.clock().hour().month();
    let rows: Vec<(Kind, Option<String>, Hour)> = tx
        .sql(
            "SELECT kind, rule, taken_hour FROM measures \
             WHERE community_id = $1 AND taken_hour < $2 AND NOT (kind = 'hold' AND lifted_hour IS NULL) \
             AND NOT EXISTS (SELECT 1 FROM reports WHERE reports.measure_id = measures.id AND reason = 'danger')",
        )
        .bind(community)
        .bind(now)
        .all()
        .await?;
    let mut counted: Vec<Count> = Vec::new();
    for (kind, rule, hour) in rows {
        if rule.as_deref().is_some_and(rules::cares) {
            continue;
        }
        let month = hour.month();
        match counted.iter_mut().find(|one| one.month == month && one.kind == kind) {
            Some(one) => one.count += 1,
            None => counted.push(Count { month, kind, count: 1 }),
        }
    }
    counted.sort_by_key(|one| (std::cmp::Reverse(one.month), one.kind.word()));
    Ok(counted)
}

/// A community of fewer people than this shows counts instead of a log.
const FEW: i64 = 20;

/// Whether a community is so small that a line of its log would point to somebody.
///
/// # Errors
/// When the database fails.
pub async fn is_small(tx: &mut Tx, community: CommunityId) -> Result<bool> {
    let members: Option<i64> =
        tx.sql("SELECT COUNT(*) FROM memberships WHERE community_id = $1").bind(community).value().await?;
    Ok(members.unwrap_or(0) < FEW && !Mutant::SmallLogsShown.is_on())
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
