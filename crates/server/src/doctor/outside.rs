//! How this server looks from outside: its own public address, asked as anybody would.

use std::error::Error;

use axum::http::header;
use chrono::{DateTime, Utc};
use reqwest::header::HeaderMap;

use super::Patient;

/// What came back.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) body: String,
}

/// Why nothing came back.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Silence {
    /// The certificate's time is over.
    Expired,
    /// The certificate is for others, or from nobody whom the system trusts.
    Untrusted,
    /// Nobody is there.
    Nobody,
}

const MOST: usize = 256 * 1_024;

/// Asks the public address for `path`.
pub(super) async fn ask(patient: &Patient, path: &str, accept: &str) -> Result<Answer, Silence> {
    let address = patient.base.join(path).map_err(|_| Silence::Nobody)?;
    let asked = patient.http.get(address).header(header::ACCEPT, accept).send().await;
    let answer = asked.map_err(|error| silence(&error))?;
    let status = answer.status().as_u16();
    let body = answer.text().await.map_err(|_| Silence::Nobody)?;
    Ok(Answer { status, body: body.chars().take(MOST).collect() })
}

/// The same as JSON.
pub(super) async fn json(patient: &Patient, path: &str, accept: &str) -> Result<serde_json::Value, Silence> {
    let answer = ask(patient, path, accept).await?;
    Ok(serde_json::from_str(&answer.body).unwrap_or_default())
}

/// What a library says of a connection that did not come about.
pub(super) fn silence(error: &reqwest::Error) -> Silence {
    let mut said = String::new();
    let mut cause: Option<&dyn Error> = Some(error);
    while let Some(error) = cause {
        said.push_str(&format!("{error:?} {error} "));
        cause = error.source();
    }
    let said = said.to_lowercase();
    match said {
        _ if said.contains("expired") => Silence::Expired,
        _ if said.contains("certificate") => Silence::Untrusted,
        _ => Silence::Nobody,
    }
}

/// The time that an answer says it was sent at.
pub(super) fn date(headers: &HeaderMap) -> Option<DateTime<Utc>> {
    let line = headers.get(header::DATE)?.to_str().ok()?;
    DateTime::parse_from_rfc2822(line).ok().map(|time| time.with_timezone(&Utc))
}
