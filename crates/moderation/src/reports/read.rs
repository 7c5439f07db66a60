//! Reading reports: for whoever judges, and for federation.

use store::{CommunityId, Hour, ReportId, Result, Tx};

use super::{Reason, Report};
use crate::Subject;

/// As many as somebody reads of one case.
const MOST: i64 = 20;

/// The open reports about `subject` in `community`, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn about(tx: &mut Tx, community: CommunityId, subject: Subject) -> Result<Vec<Report>> {
    let rows: Vec<Row> = tx
        .sql(
            "SELECT id, community_id, subject_kind, subject_id, reason, words, host, hour FROM reports \
             WHERE subject_id = $1 AND community_id = $2 AND resolved_hour IS NULL ORDER BY hour, id LIMIT $3",
        )
        .bind(subject.id())
        .bind(community)
        .bind(MOST)
        .all()
        .await?;
    rows.into_iter().map(Row::report).collect()
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
