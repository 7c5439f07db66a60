//! What wakes somebody.

use store::{AlertId, AskId, BellId, CommunityId, MeasureId, Result, Tx};

use super::{About, Kind, STEPS, lane, ring};
use crate::{
    Subject, hearing,
    screening::{Lane, Verdict},
    subject,
};

/// After so many hours something that was kept back wakes somebody.
const HELD_TOO_LONG: i64 = 12;

/// Wakes whoever is on call in a community of ours, once for each thing and reason. What stands on another server,
/// that server's team looks after.
///
/// # Errors
/// When the database fails.
pub async fn raise(tx: &mut Tx, community: CommunityId, kind: Kind, about: About) -> Result<()> {
    if let Some(id) = insert(tx, community, kind, about).await? {
        tx.enqueue(STEPS, lane(id), id.to_string());
    }
    Ok(())
}

async fn insert(tx: &mut Tx, community: CommunityId, kind: Kind, about: About) -> Result<Option<AlertId>> {
    let (id, hour) = (AlertId(tx.chance().id()), tx.clock().hour());
    let made = tx
        .sql(
            "INSERT INTO alerts (id, community_id, kind, subject_kind, subject_id, hour) \
             SELECT $1, communities.id, $2, $3, $4, $5 FROM communities WHERE id = $6 AND host = '' \
             ON CONFLICT (subject_id, kind) DO NOTHING",
        )
        .bind(id)
        .bind(kind.word())
        .bind(about.kind)
        .bind(about.id)
        .bind(hour)
        .bind(community)
        .execute()
        .await?;
    Ok((made > 0).then_some(id))
}

/// Words of somebody in danger: the team finds a notice too, whoever is on call is woken.
///
/// # Errors
/// When the database fails.
pub async fn danger(tx: &mut Tx, community: CommunityId, subject: Subject, verdict: Verdict) -> Result<()> {
    if !in_danger(verdict) {
        return Ok(());
    }
    if let Some(place) = subject::place(tx, subject).await? {
        hearing::of_danger(tx, community, &place).await?;
    }
    raise(tx, community, Kind::Danger, subject.into()).await
}

/// Somebody asks to come in. Many at once wake somebody once, unless their words speak of danger.
///
/// # Errors
/// When the database fails.
pub async fn knock(tx: &mut Tx, community: CommunityId, ask: AskId, verdict: Verdict) -> Result<()> {
    let about = About { kind: "ask", id: ask.0 };
    if in_danger(verdict) {
        return raise(tx, community, Kind::Danger, about).await;
    }
    let hour = tx.clock().hour();
    let rung: Option<AlertId> = tx
        .sql("SELECT id FROM alerts WHERE community_id = $1 AND kind = 'door' AND hour = $2 AND NOT taken_up LIMIT 1")
        .bind(community)
        .bind(hour)
        .value()
        .await?;
    if rung.is_none() { raise(tx, community, Kind::Door, about).await } else { Ok(()) }
}

fn in_danger(verdict: Verdict) -> bool {
    verdict.rule.is_some_and(|rule| rule.lane == Lane::ImminentDanger)
}

/// What waits for a moderator's look too long, by the hour: never later than it says, up to an hour sooner.
pub(crate) async fn old_holds(tx: &mut Tx) -> Result<()> {
    let before = tx.clock().hour().plus_hours(-HELD_TOO_LONG);
    let held: Vec<(MeasureId, CommunityId)> = tx
        .sql(
            "SELECT id, community_id FROM measures WHERE kind = 'hold' AND lifted_hour IS NULL AND taken_hour <= $1 \
             AND NOT EXISTS (SELECT 1 FROM alerts WHERE alerts.subject_id = measures.id AND alerts.kind = 'held')",
        )
        .bind(before)
        .all()
        .await?;
    for (measure, community) in held {
        raise(tx, community, Kind::Held, About { kind: "measure", id: measure.0 }).await?;
    }
    Ok(())
}

/// Rings one bell; an earlier trial of it is forgotten.
///
/// # Errors
/// When the database fails.
pub async fn try_out(tx: &mut Tx, community: CommunityId, bell: BellId) -> Result<()> {
    tx.sql(
        "DELETE FROM rings WHERE alert_id IN (SELECT id FROM alerts WHERE subject_id = $1 AND kind = 'trial')",
    )
    .bind(bell)
    .execute()
    .await?;
    tx.sql("DELETE FROM alerts WHERE subject_id = $1 AND kind = 'trial'").bind(bell).execute().await?;
    let about = About { kind: "bell", id: bell.0 };
    if let Some(id) = insert(tx, community, Kind::Trial, about).await? {
        ring::ring(tx, id, bell).await?;
    }
    Ok(())
}
