//! Whether browsers reach this server over TLS, with a certificate that they trust.

use web::{machine::State, public_address::Kind};

use super::{
    Check, Found, Patient,
    outside::{self, Silence},
};

pub(super) const CHECK: Check = Check {
    name: "tls",
    codes: &[
        ("safe", State::Fine),
        ("needless", State::Unknown),
        ("silent", State::Unknown),
        ("plain", State::Soon),
        ("untrusted", State::Broken),
        ("expired", State::Broken),
    ],
    look: |patient| Box::pin(look(patient)),
    mend: None,
};

async fn look(patient: &Patient) -> Vec<Found> {
    let overheard = Kind::of(&patient.base).is_overheard(&patient.base);
    if patient.base.scheme() == "http" {
        return Found::plain(if overheard { "plain" } else { "needless" });
    }
    match outside::ask(patient, "/health/live", "text/plain").await {
        Ok(_) => Found::plain("safe"),
        Err(Silence::Expired) => Found::plain("expired"),
        Err(Silence::Untrusted) => Found::plain("untrusted"),
        Err(Silence::Nobody) => Found::plain("silent"),
    }
}
