//! Whether it is this server that answers at the public address.

use federation::wire::PrivateKey;
use url::Url;
use web::machine::State;

use super::{Check, Found, Patient, outside};
use crate::config::Config;

pub(super) const CHECK: Check = Check {
    name: "address",
    codes: &[
        ("ours", State::Fine),
        ("unseen", State::Unknown),
        ("waits", State::Soon),
        ("moved", State::Broken),
        ("silent", State::Broken),
        ("another", State::Broken),
    ],
    look: |patient| Box::pin(look(patient)),
    mend: None,
};

const ACTIVITY: &str = "application/activity+json";

async fn look(patient: &Patient) -> Vec<Found> {
    let base = patient.base.clone();
    if let Some(known) = known_as(patient).await.filter(|known| known != base.as_str()) {
        return Found::with("moved", "address", known);
    }
    if let Some(written) = written(patient).filter(|written| *written != base) {
        return Found::with("waits", "address", written);
    }
    let Ok(answer) = outside::ask(patient, "/actor", ACTIVITY).await else {
        return Found::with("silent", "address", base);
    };
    let Some(ours) = our_key(patient) else { return Found::plain("unseen") };
    let document: serde_json::Value = serde_json::from_str(&answer.body).unwrap_or_default();
    let theirs = document["publicKey"]["publicKeyPem"].as_str().unwrap_or_default();
    let calls_itself = document["id"].as_str().unwrap_or_default();
    match plain(theirs) == plain(&ours) {
        true if calls_itself.starts_with(base.as_str()) => Found::plain("ours"),
        true => Found::with("waits", "address", base),
        false => Found::with("another", "address", base),
    }
}

/// The address by which other servers know this one.
async fn known_as(patient: &Patient) -> Option<String> {
    let mut tx = patient.database.as_ref().ok()?.read().await.ok()?;
    federation::known_as::by(&mut tx).await.ok()?
}

/// What the settings say now: a server that runs goes by what they said at its start.
fn written(patient: &Patient) -> Option<Url> {
    let file = &patient.config.file;
    let now = (!file.as_os_str().is_empty()).then(|| Config::read(file, false))?;
    now.ok()?.base().ok()
}

/// The public half of the key that this server signs with.
fn our_key(patient: &Patient) -> Option<String> {
    let text = std::fs::read_to_string(patient.config.data.join("secrets/signing.pem")).ok()?;
    Some(PrivateKey::from_pem(&text).ok()?.public_key().to_pem())
}

fn plain(pem: &str) -> String {
    pem.split_whitespace().collect()
}
