//! What became of what somebody called for. Only their own session can ask: a report holds no name of whoever made it.

use members::{Member, Purpose};
use store::{CommunityId, Hour, Ids, MeasureId, Result, Tag, Tags, Tx};

use crate::{Subject, measures::Kind};

/// As many are told of.
const MOST: i64 = 20;

/// What came of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// No moderator has decided yet.
    Waits,
    /// A moderator looked, and it stays.
    Stays,
    /// A moderator looked, and did something.
    Decided(Kind),
}

/// A report of one's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mine {
    /// What it is about.
    pub subject: Subject,
    /// What came of it.
    pub outcome: Outcome,
    /// When it was made; once answered, when that was.
    pub hour: Hour,
}

#[derive(serde::Deserialize)]
struct Row {
    subject_kind: String,
    subject_id: i64,
    hour: Hour,
    resolved_hour: Option<Hour>,
    measure_id: Option<MeasureId>,
    kind: Option<Kind>,
}

/// What became of this member's reports in `communities`: those that wait, and those answered this month or last.
///
/// # Errors
/// When the database fails.
pub async fn mine(tx: &mut Tx, member: &Member, communities: &[CommunityId]) -> Result<Vec<Mine>> {
    let since = tx.clock().hour().month().plus_hours(-24).month();
    let ids: Ids = communities.iter().copied().collect();
    let reported: Vec<i64> = tx
        .sql(
            "SELECT DISTINCT subject_id FROM reports WHERE community_id IN list($1) AND reporter_tag IS NOT NULL \
             AND (resolved_hour IS NULL OR resolved_hour >= $2)",
        )
        .bind_list(ids)
        .bind(since)
        .column()
        .await?;
    let tags: Vec<Tag> = reported.into_iter().map(|subject| member.tag(Purpose::Report, subject)).collect();
    if tags.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<Row> = tx
        .sql(
            "SELECT reports.subject_kind, reports.subject_id, reports.hour, reports.resolved_hour, \
             reports.measure_id, CASE WHEN measures.lifted_hour IS NULL THEN measures.kind END AS kind FROM reports \
             LEFT JOIN measures ON measures.id = reports.measure_id \
             WHERE reports.reporter_tag IN tags($1) AND (resolved_hour IS NULL OR resolved_hour >= $2) \
             ORDER BY COALESCE(reports.resolved_hour, reports.hour) DESC, reports.id LIMIT $3",
        )
        .bind_tags(tags.into_iter().collect::<Tags>())
        .bind(since)
        .bind(MOST)
        .all()
        .await?;
    rows.into_iter().map(Row::mine).collect()
}

impl Row {
    fn mine(self) -> Result<Mine> {
        let outcome = match (self.resolved_hour, self.measure_id, self.kind) {
            (None, ..) => Outcome::Waits,
            (Some(_), Some(_), Some(kind)) => Outcome::Decided(kind),
            (Some(_), ..) => Outcome::Stays,
        };
        let subject = Subject::read(&self.subject_kind, self.subject_id)?;
        Ok(Mine { subject, outcome, hour: self.resolved_hour.unwrap_or(self.hour) })
    }
}
