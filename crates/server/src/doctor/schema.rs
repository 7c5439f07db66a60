//! Whether the database has the shape that this program knows.

use store::Fault;
use web::machine::State;

use super::{Check, Found, Patient};

pub(super) const CHECK: Check = Check {
    name: "schema",
    codes: &[
        ("current", State::Fine),
        ("unseen", State::Unknown),
        ("older", State::Soon),
        ("newer", State::Broken),
        ("changed", State::Broken),
        ("gone", State::Broken),
    ],
    look: |patient| Box::pin(look(patient)),
    mend: None,
};

async fn look(patient: &Patient) -> Vec<Found> {
    let Ok(database) = &patient.database else { return Found::plain("unseen") };
    match database.pending().await {
        Err(Fault::NewerSchema(name)) => return Found::with("newer", "name", name),
        Err(Fault::ChangedMigration(name)) => return Found::with("changed", "name", name),
        Err(_) => return Found::plain("unseen"),
        Ok(_) => {}
    }
    match database.missing_tables().await {
        Ok(gone) if !gone.is_empty() => return Found::with("gone", "table", gone.join(", ")),
        Err(_) => return Found::plain("unseen"),
        Ok(_) => {}
    }
    match database.pending().await {
        Ok(pending) if !pending.is_empty() => Found::with("older", "count", pending.len()),
        _ => Found::plain("current"),
    }
}
