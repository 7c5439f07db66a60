//! Whether it is this server that answers at the public address.

use federation::wire::PrivateKey;
use web::machine::State;

use super::{Check, Found, Patient, outside};

pub(super) const CHECK: Check = Check {
    name: "address",
    codes: &[
        ("ours", State::Fine),
        ("unseen", State::Unknown),
        ("silent", State::Broken),
        ("another", State::Broken),
    ],
    look: |patient| Box::pin(look(patient)),
    mend: None,
};

const ACTIVITY: &str = "application/activity+json";

async fn look(patient: &Patient) -> Vec<Found> {
    let base = patient.base.clone();
    let Ok(answer) = outside::ask(patient, "/actor", ACTIVITY).await else {
        return Found::with("silent", "address", base);
    };
    let Some(ours) = our_key(patient) else { return Found::plain("unseen") };
    let document: serde_json::Value = serde_json::from_str(&answer.body).unwrap_or_default();
    let theirs = document["publicKey"]["publicKeyPem"].as_str().unwrap_or_default();
    if plain(theirs) == plain(&ours) { Found::plain("ours") } else { Found::with("another", "address", base) }
}

/// The public half of the key that this server signs with.
fn our_key(patient: &Patient) -> Option<String> {
    let text = std::fs::read_to_string(patient.config.data.join("secrets/signing.pem")).ok()?;
    Some(PrivateKey::from_pem(&text).ok()?.public_key().to_pem())
}

fn plain(pem: &str) -> String {
    pem.split_whitespace().collect()
}
