//! Whether browsers reach this server over TLS, with a certificate that they trust.

use chrono::{DateTime, Utc};
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
        ("ending", State::Soon),
        ("plain", State::Soon),
        ("untrusted", State::Broken),
        ("expired", State::Broken),
    ],
    look: |patient| Box::pin(look(patient)),
    mend: None,
};

/// Days before its end in which a certificate should have been renewed: Caddy and others do so long before.
const SOON: i64 = 14;

async fn look(patient: &Patient) -> Vec<Found> {
    let overheard = Kind::of(&patient.base).is_overheard(&patient.base);
    if patient.base.scheme() == "http" {
        return Found::plain(if overheard { "plain" } else { "needless" });
    }
    match outside::ask(patient, "/health/live", "text/plain").await {
        Ok(answer) => lasting(patient, answer.good_until),
        Err(Silence::Expired) => Found::plain("expired"),
        Err(Silence::Untrusted) => Found::plain("untrusted"),
        Err(Silence::Nobody) => Found::plain("silent"),
    }
}

fn lasting(patient: &Patient, good_until: Option<DateTime<Utc>>) -> Vec<Found> {
    let days = good_until.map(|end| (end - patient.clock.now()).num_days() + 1);
    match days {
        Some(days) if days <= SOON => Found::with("ending", "days", days),
        _ => Found::plain("safe"),
    }
}
