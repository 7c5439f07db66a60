//! How this server looks from outside: its own public address, asked as anybody would.

use std::error::Error;

use axum::http::header;
use chrono::{DateTime, Utc};
use der::{
    Decode, Reader, SliceReader, Tag, Tagged,
    asn1::{AnyRef, GeneralizedTime, UtcTime},
};
use reqwest::{header::HeaderMap, tls::TlsInfo};

use super::Patient;

/// What came back.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) body: String,
    /// Until when the certificate is good with which it came.
    pub(super) good_until: Option<DateTime<Utc>>,
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
    let certificate = answer.extensions().get::<TlsInfo>().and_then(TlsInfo::peer_certificate);
    let good_until = certificate.and_then(good_until);
    let body = answer.text().await.map_err(|_| Silence::Nobody)?;
    Ok(Answer { status, body: body.chars().take(MOST).collect(), good_until })
}

/// The end that a certificate names. In what its issuer signed stand a version (in old ones none), a number, an algorithm,
/// the issuer, and then from when until when it is good.
fn good_until(certificate: &[u8]) -> Option<DateTime<Utc>> {
    let signed = *elements(AnyRef::from_der(certificate).ok()?.value())?.first()?;
    let fields = elements(signed.value())?;
    let good = fields.iter().skip_while(|field| field.tag().is_context_specific()).nth(3)?;
    let end = *elements(good.value())?.get(1)?;
    let since_1970 = match end.tag() {
        Tag::UtcTime => end.decode_as::<UtcTime>().ok()?.to_unix_duration(),
        _ => end.decode_as::<GeneralizedTime>().ok()?.to_unix_duration(),
    };
    DateTime::from_timestamp(i64::try_from(since_1970.as_secs()).ok()?, 0)
}

/// What stands in a sequence.
fn elements(bytes: &[u8]) -> Option<Vec<AnyRef<'_>>> {
    let mut reader = SliceReader::new(bytes).ok()?;
    let mut found = Vec::new();
    while !reader.is_finished() {
        found.push(AnyRef::decode(&mut reader).ok()?);
    }
    Some(found)
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
