//! The alerts of the last two days, for the team.

use store::{AlertId, CommunityId, Hour, Result, Tx};

use super::{Kind, STEPS, lane};
use crate::{Subject, team::Greeter};

/// How many are shown.
const MOST: i64 = 50;

/// An alert, as the team sees it.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its number.
    pub id: AlertId,
    /// Why.
    pub kind: Kind,
    /// The thread or comment it is about, where it is about one.
    pub subject: Option<Subject>,
    /// When.
    pub hour: Hour,
    /// Whether somebody said that they are on it.
    pub taken_up: bool,
    /// How many bells rang.
    pub rung: i64,
    /// How many are still being tried.
    pub waiting: i64,
    /// How many could not be reached.
    pub failed: i64,
}

#[derive(serde::Deserialize)]
struct Row {
    id: AlertId,
    kind: Kind,
    subject_kind: String,
    subject_id: i64,
    hour: Hour,
    taken_up: bool,
    rung: i64,
    waiting: i64,
    failed: i64,
}

/// The alerts of a community, newest first.
///
/// # Errors
/// When the database fails.
pub async fn open(tx: &mut Tx, community: CommunityId) -> Result<Vec<Line>> {
    let rows: Vec<Row> = tx
        .sql(
            "SELECT id, kind, subject_kind, subject_id, hour, taken_up, \
             (SELECT COUNT(*) FROM rings WHERE alert_id = alerts.id AND state = 'rung') AS rung, \
             (SELECT COUNT(*) FROM rings WHERE alert_id = alerts.id AND state = 'waiting') AS waiting, \
             (SELECT COUNT(*) FROM rings WHERE alert_id = alerts.id AND state = 'failed') AS failed \
             FROM alerts WHERE community_id = $1 ORDER BY taken_up, hour DESC, id LIMIT $2",
        )
        .bind(community)
        .bind(MOST)
        .all()
        .await?;
    let line = |row: Row| Line {
        id: row.id,
        kind: row.kind,
        subject: Subject::read(&row.subject_kind, row.subject_id).ok(),
        hour: row.hour,
        taken_up: row.taken_up,
        rung: row.rung,
        waiting: row.waiting,
        failed: row.failed,
    };
    Ok(rows.into_iter().map(line).collect())
}

/// Somebody of the team is on it: nobody else is woken for it. Who, is not kept.
///
/// # Errors
/// When the database fails.
pub async fn acknowledge(tx: &mut Tx, greeter: &Greeter, id: AlertId) -> Result<()> {
    let taken = tx
        .sql("UPDATE alerts SET taken_up = TRUE WHERE id = $1 AND community_id = $2")
        .bind(id)
        .bind(greeter.community())
        .execute()
        .await?;
    if taken > 0 { tx.close_lane(STEPS, &lane(id)).await } else { Ok(()) }
}
