//! Whether this machine's clock is right: other servers refuse what is signed at a wrong time.

use chrono::{DateTime, Utc};
use web::machine::State;

use super::{Check, Found, Patient, outside, peers};

pub(super) const CHECK: Check = Check {
    name: "clock",
    codes: &[
        ("right", State::Fine),
        ("alone", State::Unknown),
        ("behind", State::Broken),
        ("differs", State::Broken),
    ],
    look: |patient| Box::pin(look(patient)),
    mend: None,
};

/// Signatures are good for less.
const MINUTES: i64 = 5;

async fn look(patient: &Patient) -> Vec<Found> {
    let now = patient.clock.now();
    if newest(patient).await.is_some_and(|hour| hour > now.timestamp() + MINUTES * 60) {
        return Found::plain("behind");
    }
    let told = told(patient).await;
    let apart = |time: &DateTime<Utc>| (now - *time).num_minutes().abs();
    match told.iter().map(apart).min() {
        None => Found::plain("alone"),
        // One other server may be wrong itself; if none of them agrees with us, we are.
        Some(minutes) if minutes >= MINUTES => Found::with("differs", "minutes", minutes),
        Some(_) => Found::plain("right"),
    }
}

/// The latest hour that anything was written in.
async fn newest(patient: &Patient) -> Option<i64> {
    let database = patient.database.as_ref().ok()?;
    let mut tx = database.read().await.ok()?;
    tx.sql("SELECT MAX(hour) FROM threads").value::<Option<i64>>().await.ok()?.flatten()
}

/// What time the servers of our circle say it is.
async fn told(patient: &Patient) -> Vec<DateTime<Utc>> {
    let mut times = Vec::new();
    for peer in peers::list(patient).await.into_iter().take(3) {
        if let Some(answer) = peers::ask(patient, &peer).await {
            times.extend(outside::date(answer.headers()));
        }
    }
    times
}
