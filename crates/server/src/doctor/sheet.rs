//! Whether somebody has the house key sheet on paper.

use web::machine::State;

use super::{Check, Found, Patient};

pub(super) const CHECK: Check = Check {
    name: "sheet",
    codes: &[("made", State::Fine), ("unread", State::Broken), ("none", State::Soon)],
    look: |patient| Box::pin(look(patient)),
    mend: None,
};

async fn look(patient: &Patient) -> Vec<Found> {
    match members::sheet::recipient(&patient.config.data) {
        Ok(Some(_)) => Found::plain("made"),
        Ok(None) => Found::plain("none"),
        Err(_) => Found::plain("unread"),
    }
}
