//! Whether other servers can ask what this one is.

use web::machine::State;

use super::{Check, Found, Patient, outside};

pub(super) const CHECK: Check = Check {
    name: "nodeinfo",
    codes: &[("answers", State::Fine), ("silent", State::Unknown), ("wrong", State::Broken)],
    look: |patient| Box::pin(look(patient)),
    mend: None,
};

async fn look(patient: &Patient) -> Vec<Found> {
    let Ok(links) = outside::json(patient, "/.well-known/nodeinfo", "application/json").await else {
        return Found::plain("silent");
    };
    // What it links to must lie at the same address: else the settings, or the proxy, say another.
    let base = patient.base.as_str();
    let path = links["links"][0]["href"]
        .as_str()
        .and_then(|link| link.strip_prefix(base))
        .map(|path| format!("/{path}"));
    let Some(path) = path else { return Found::plain("wrong") };
    match outside::json(patient, &path, "application/json").await {
        Ok(answer) if answer["software"]["name"] == "porchlight" => Found::plain("answers"),
        Ok(_) => Found::plain("wrong"),
        Err(_) => Found::plain("silent"),
    }
}
