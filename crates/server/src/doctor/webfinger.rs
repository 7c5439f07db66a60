//! Whether other servers find this one's actors by name.

use web::machine::State;

use super::{Check, Found, Patient, outside};

pub(super) const CHECK: Check = Check {
    name: "webfinger",
    codes: &[("answers", State::Fine), ("silent", State::Unknown), ("wrong", State::Broken)],
    look: |patient| Box::pin(look(patient)),
    mend: None,
};

async fn look(patient: &Patient) -> Vec<Found> {
    let host = patient.base.host_str().unwrap_or_default();
    let port = patient.base.port().map(|port| format!(":{port}")).unwrap_or_default();
    let subject = format!("acct:server@{host}{port}");
    let path = format!("/.well-known/webfinger?resource={subject}");
    match outside::json(patient, &path, "application/jrd+json").await {
        Err(_) => Found::plain("silent"),
        Ok(answer) if answer["subject"] == subject => Found::plain("answers"),
        Ok(_) => Found::plain("wrong"),
    }
}
