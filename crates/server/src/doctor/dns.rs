//! Whether the name of this server leads anywhere.

use federation::wire::{Reach, addresses::may_connect};
use web::{machine::State, public_address::Kind};

use super::{Check, Found, Patient};

pub(super) const CHECK: Check = Check {
    name: "dns",
    codes: &[
        ("found", State::Fine),
        ("needless", State::Unknown),
        ("private", State::Soon),
        ("nowhere", State::Broken),
    ],
    look: |patient| Box::pin(look(patient)),
    mend: None,
};

async fn look(patient: &Patient) -> Vec<Found> {
    if Kind::of(&patient.base) != Kind::Public {
        return Found::plain("needless");
    }
    let host = patient.base.host_str().unwrap_or_default().to_owned();
    let port = patient.base.port_or_known_default().unwrap_or(443);
    let Ok(found) = tokio::net::lookup_host((host.as_str(), port)).await else {
        return Found::with("nowhere", "host", host);
    };
    let found: Vec<_> = found.collect();
    let public = |address: &std::net::SocketAddr| may_connect(address.ip(), Reach::Public);
    match found.iter().any(public) || patient.reach == Reach::Demo {
        _ if found.is_empty() => Found::with("nowhere", "host", host),
        true => Found::plain("found"),
        false => Found::with("private", "host", host),
    }
}
