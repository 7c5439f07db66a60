//! The alerts of the last two days, for the team.

use store::{AlertId, CommunityId, Hour, Mutant, PersonaId, Result, Tx};

use super::{Kind, STEPS, lane};
use crate::{
    Subject,
    team::{self, Greeter},
};

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
    /// Whether somebody said that they are on it; in danger, whether two did.
    pub taken_up: bool,
    /// The first of two who said so.
    pub on_it: Option<PersonaId>,
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
    on_it: Option<PersonaId>,
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
            "SELECT id, kind, subject_kind, subject_id, hour, taken_up, on_it, \
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
        on_it: row.on_it,
        rung: row.rung,
        waiting: row.waiting,
        failed: row.failed,
    };
    Ok(rows.into_iter().map(line).collect())
}

/// Somebody of the team is on it: nobody else is woken for it. Where somebody may be in danger it takes two people, if the
/// team has two; who was first is kept until then.
///
/// # Errors
/// When the database fails.
pub async fn acknowledge(tx: &mut Tx, greeter: &Greeter, id: AlertId) -> Result<()> {
    let alone = team::size(tx, greeter.community()).await? < 2;
    let taken_up: Option<bool> = tx
        .sql(
            "UPDATE alerts SET taken_up = (kind <> $1 OR $2 OR COALESCE(on_it, $3) <> $3), \
             on_it = CASE WHEN kind <> $1 OR $2 OR COALESCE(on_it, $3) <> $3 THEN NULL ELSE $3 END \
             WHERE id = $4 AND community_id = $5 AND NOT taken_up RETURNING taken_up",
        )
        .bind(Kind::Danger.word())
        .bind(alone || Mutant::OneIsEnough.is_on())
        .bind(greeter.persona())
        .bind(id)
        .bind(greeter.community())
        .value()
        .await?;
    if taken_up == Some(true) { tx.close_lane(STEPS, &lane(id)).await } else { Ok(()) }
}
