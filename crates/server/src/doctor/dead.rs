//! What could not be delivered or understood for good.

use web::machine::State;

use super::{Check, Found, Patient};

pub(super) const CHECK: Check = Check {
    name: "dead",
    codes: &[("none", State::Fine), ("unseen", State::Unknown), ("some", State::Soon)],
    look: |patient| Box::pin(look(patient)),
    mend: None,
};

async fn look(patient: &Patient) -> Vec<Found> {
    let Ok(database) = &patient.database else { return Found::plain("unseen") };
    let counted = async { federation::dead::count(&mut database.read().await?).await };
    match counted.await {
        Err(_) => Found::plain("unseen"),
        Ok(0) => Found::plain("none"),
        Ok(count) => Found::with("some", "count", count),
    }
}
