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

/// The servers that called about `subject`, an empty one for ours: whoever is still to be answered, or was at that hour.
///
/// # Errors
/// When the database fails.
pub async fn callers(
    tx: &mut Tx,
    community: CommunityId,
    subject: Subject,
    answered: Option<Hour>,
) -> Result<Vec<String>> {
    tx.sql(
        "SELECT DISTINCT host FROM reports WHERE subject_id = $1 AND community_id = $2 \
         AND COALESCE(resolved_hour, -1) = $3 ORDER BY host",
    )
    .bind(subject.id())
    .bind(community)
    .bind(answered.map_or(-1, |hour| hour.0))
    .column()
    .await
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
