//! Whether the work in the background gets done.

use web::machine::State;

use super::{Check, Found, Patient};

pub(super) const CHECK: Check = Check {
    name: "queue",
    codes: &[
        ("short", State::Fine),
        ("unseen", State::Unknown),
        ("long", State::Soon),
        ("stuck", State::Broken),
    ],
    look: |patient| Box::pin(look(patient)),
    mend: None,
};

/// More than a lively day leaves behind.
const MANY: i64 = 5_000;
/// Work is taken within seconds; what lies this long is taken by nobody.
const SECONDS: i64 = 3_600;

async fn look(patient: &Patient) -> Vec<Found> {
    let Ok(database) = &patient.database else { return Found::plain("unseen") };
    match database.backlog(SECONDS).await {
        Err(_) => Found::plain("unseen"),
        Ok((_, stuck)) if !stuck.is_empty() => Found::with("stuck", "queue", &stuck[0]),
        Ok((jobs, _)) if jobs > MANY => Found::with("long", "count", jobs),
        Ok((jobs, _)) => Found::with("short", "count", jobs),
    }
}
