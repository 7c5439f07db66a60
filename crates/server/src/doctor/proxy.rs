//! Whether whoever stands in front of this server passes on what it needs.

use web::machine::State;

use super::{Check, Found, Patient, outside};

pub(super) const CHECK: Check = Check {
    name: "proxy",
    codes: &[
        ("passes", State::Fine),
        ("unseen", State::Unknown),
        ("untold", State::Soon),
        ("host", State::Broken),
    ],
    look: |patient| Box::pin(look(patient)),
    mend: None,
};

async fn look(patient: &Patient) -> Vec<Found> {
    let Ok(answer) = outside::ask(patient, "/health/front", "text/plain").await else {
        return Found::plain("unseen");
    };
    let says = |line: &str| answer.body.lines().any(|said| said == line);
    match says("porchlight") && answer.status == 200 {
        false => Found::plain("unseen"),
        true if says("host wrong") => Found::plain("host"),
        true if says("who untold") => Found::with("untold", "header", &patient.config.address_header),
        true => Found::plain("passes"),
    }
}
