//! A step of an alert, and the rings that come of it.

use members::ServerSecrets;
use store::{AlertId, BellId, CommunityId, Hour, Mutant, Result, RingId, Tx};

use super::{Kind, RINGS, Whom, choose};
use crate::{bells, rota};

#[derive(serde::Deserialize)]
struct Alert {
    community_id: CommunityId,
    kind: Kind,
    taken_up: bool,
}

/// Does a step of an alert, by its number from 0; answers whether another one follows. Doing it twice rings once.
///
/// # Errors
/// When the database fails.
pub async fn step(tx: &mut Tx, id: AlertId, number: usize) -> Result<bool> {
    let alert: Option<Alert> =
        tx.sql("SELECT community_id, kind, taken_up FROM alerts WHERE id = $1").bind(id).optional().await?;
    let Some(alert) = alert.filter(|alert| !alert.taken_up) else { return Ok(false) };
    let steps = alert.kind.steps();
    let Some(&whom) = steps.get(number) else { return Ok(false) };
    let all = bells::hours(tx, alert.community_id).await?;
    let now = rota::week_hour(tx.clock().hour());
    for bell in choose::bells(whom, &all, now) {
        ring(tx, id, bell).await?;
    }
    Ok(number + 1 < steps.len() && whom != Whom::Everybody)
}

/// One alert at one bell, once.
pub(super) async fn ring(tx: &mut Tx, alert: AlertId, bell: BellId) -> Result<()> {
    let id = RingId(tx.chance().id());
    if Mutant::AlertRingsAgain.is_on() {
        tx.enqueue(RINGS, bell.to_string(), id.to_string());
        tx.sql("DELETE FROM rings WHERE alert_id = $1 AND bell_id = $2")
            .bind(alert)
            .bind(bell)
            .execute()
            .await?;
    }
    let made = tx
        .sql(
            "INSERT INTO rings (id, alert_id, bell_id, state) VALUES ($1, $2, $3, 'waiting') \
             ON CONFLICT (alert_id, bell_id) DO NOTHING",
        )
        .bind(id)
        .bind(alert)
        .bind(bell)
        .execute()
        .await?;
    if made > 0 && !Mutant::AlertRingsAgain.is_on() {
        tx.enqueue(RINGS, bell.to_string(), id.to_string());
    }
    Ok(())
}

/// A ring that is still to be made.
#[derive(Clone, Debug)]
pub struct Ringing {
    /// Its number, which goes along.
    pub id: RingId,
    /// At which bell.
    pub bell: BellId,
    /// How.
    pub kind: bells::Kind,
    /// Where.
    pub place: String,
    /// Since when.
    pub hour: Hour,
    /// Why; this stays here.
    pub why: Kind,
}

#[derive(serde::Deserialize)]
struct Row {
    bell_id: BellId,
    kind: bells::Kind,
    sealed: Vec<u8>,
    hour: Hour,
    why: Kind,
}

/// The ring with this number, if it is still to be made.
///
/// # Errors
/// When the database fails.
pub async fn to_ring(tx: &mut Tx, id: RingId, secrets: &ServerSecrets) -> Result<Option<Ringing>> {
    let row: Option<Row> = tx
        .sql(
            "SELECT rings.bell_id, bells.kind, bells.sealed, alerts.hour, alerts.kind AS why FROM rings \
             JOIN bells ON bells.id = rings.bell_id JOIN alerts ON alerts.id = rings.alert_id \
             WHERE rings.id = $1 AND rings.state = 'waiting'",
        )
        .bind(id)
        .optional()
        .await?;
    Ok(row.and_then(|row| {
        let place = secrets.open_bell(row.bell_id, &row.sealed)?;
        Some(Ringing { id, bell: row.bell_id, kind: row.kind, place, hour: row.hour, why: row.why })
    }))
}

/// It rang.
///
/// # Errors
/// When the database fails.
pub async fn rung(tx: &mut Tx, ringing: &Ringing) -> Result<()> {
    note(tx, ringing, "rung").await?;
    tx.sql("UPDATE bells SET silent = FALSE WHERE id = $1 AND silent").bind(ringing.bell).execute().await?;
    Ok(())
}

/// It will not ring: nobody was there in time, or the place wants nothing of us.
///
/// # Errors
/// When the database fails.
pub async fn failed(tx: &mut Tx, ringing: &Ringing) -> Result<()> {
    note(tx, ringing, "failed").await?;
    unheard(tx, ringing.bell).await
}

async fn note(tx: &mut Tx, ringing: &Ringing, state: &'static str) -> Result<()> {
    tx.sql("UPDATE rings SET state = $1 WHERE id = $2").bind(state).bind(ringing.id).execute().await?;
    Ok(())
}

/// It could not be reached, and is tried again.
///
/// # Errors
/// When the database fails.
pub async fn unheard(tx: &mut Tx, bell: BellId) -> Result<()> {
    tx.sql("UPDATE bells SET silent = TRUE WHERE id = $1").bind(bell).execute().await?;
    Ok(())
}
