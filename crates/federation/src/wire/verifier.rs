//! Strict checking of a signed request: what must be signed, for whom, and when.
//!
//! Pass the request as it came in: the raw body, the target before any router has cut a prefix off it, and the
//! `Host` that the sender wrote (a proxy in front must hand it on).

use axum::http::{HeaderMap, Method, Uri};
use chrono::{DateTime, TimeDelta, Utc};

use super::digest::check_digest;
use super::host::Host;
use super::keys::PublicKey;
use super::signature::{ParsedSignature, SignatureRefusal, single_header};

/// How far a sender's clock, or a queue on the way, may be off in either direction.
const WINDOW: TimeDelta = TimeDelta::hours(1);
/// How far the clocks may differ about when a signature expires.
const EXPIRY_LEEWAY: TimeDelta = TimeDelta::minutes(5);

/// A request as it arrived.
#[derive(Debug, Clone, Copy)]
pub struct ReceivedRequest<'a> {
    /// `GET`, `POST`, …
    pub method: &'a Method,
    /// The request target, untouched by routing.
    pub uri: &'a Uri,
    /// All headers.
    pub headers: &'a HeaderMap,
    /// The body, byte for byte.
    pub body: &'a [u8],
}

/// A request in which everything is right except that nobody has checked the signature with a key yet.
#[derive(Debug, Clone)]
pub struct Claim {
    signature: ParsedSignature,
    /// The texts that may have been signed: one, or two for a GET with a query.
    signed_texts: Vec<String>,
}

/// Everything that can be checked without a key, so that no key is fetched for a request that is already wrong.
pub fn examine(
    request: &ReceivedRequest<'_>,
    our_host: &Host,
    now: DateTime<Utc>,
) -> Result<Claim, SignatureRefusal> {
    let signature = ParsedSignature::from_headers(request.headers)?;
    if !signature.covers("(request-target)") {
        return Err(SignatureRefusal::NotSigned("(request-target)"));
    }
    check_host(request, &signature, our_host)?;
    check_time(request, &signature, now)?;
    if carries_body(request) {
        check_digest(request.headers, &signature.headers, request.body)?;
    }
    let signed_texts = possible_targets(request)
        .iter()
        .map(|target| signed_text(request, &signature, target))
        .collect::<Result<_, _>>()?;
    Ok(Claim { signature, signed_texts })
}

impl Claim {
    /// Where the signer says its key can be found. Not yet proved, and not yet a safe address.
    pub fn key_id(&self) -> &str {
        &self.signature.key_id
    }

    /// Checks the signature. Whether the key's owner may say what the body says is the caller's question.
    pub fn verify(&self, key: &PublicKey) -> Result<(), SignatureRefusal> {
        let matches = |text: &String| key.verify(text.as_bytes(), &self.signature.signature);
        if self.signed_texts.iter().any(matches) { Ok(()) } else { Err(SignatureRefusal::DoesNotMatch) }
    }
}

fn carries_body(request: &ReceivedRequest<'_>) -> bool {
    !request.body.is_empty() || !matches!(*request.method, Method::GET | Method::HEAD)
}

fn check_host(
    request: &ReceivedRequest<'_>,
    signature: &ParsedSignature,
    our_host: &Host,
) -> Result<(), SignatureRefusal> {
    let host = single_header(request.headers, "host")?.ok_or(SignatureRefusal::NotSigned("host"))?;
    if !signature.covers("host") {
        return Err(SignatureRefusal::NotSigned("host"));
    }
    if our_host.is_authority(host) { Ok(()) } else { Err(SignatureRefusal::OtherHost) }
}

/// At least one signed time, and each signed time within the window.
fn check_time(
    request: &ReceivedRequest<'_>,
    signature: &ParsedSignature,
    now: DateTime<Utc>,
) -> Result<(), SignatureRefusal> {
    let date = single_header(request.headers, "date")?;
    let mut dated = false;
    if let Some(date) = date.filter(|_| signature.covers("date")) {
        let date = DateTime::parse_from_rfc2822(date).map_err(|_| SignatureRefusal::Undated)?;
        check_window(date.to_utc(), now)?;
        dated = true;
    }
    if signature.covers("(created)") {
        check_window(unix_time(signature.created.as_deref())?, now)?;
        dated = true;
    }
    if !dated {
        return Err(SignatureRefusal::NotSigned("date"));
    }
    if signature.expires.is_some() && now > unix_time(signature.expires.as_deref())? + EXPIRY_LEEWAY {
        return Err(SignatureRefusal::Expired);
    }
    Ok(())
}

fn check_window(signed_at: DateTime<Utc>, now: DateTime<Utc>) -> Result<(), SignatureRefusal> {
    if (now - signed_at).abs() <= WINDOW { Ok(()) } else { Err(SignatureRefusal::OutsideWindow) }
}

/// Seconds since 1970; the draft lets `expires` have a fraction, which is dropped.
fn unix_time(text: Option<&str>) -> Result<DateTime<Utc>, SignatureRefusal> {
    let whole = text.map(|text| text.split_once('.').map_or(text, |(whole, _)| whole));
    let seconds = whole.and_then(|text| text.parse::<u32>().ok()).ok_or(SignatureRefusal::Undated)?;
    DateTime::from_timestamp(i64::from(seconds), 0).ok_or(SignatureRefusal::Undated)
}

/// Some peers leave the query out of what they sign when they fetch; a POST must be exact.
fn possible_targets<'a>(request: &ReceivedRequest<'a>) -> Vec<&'a str> {
    let full = request.uri.path_and_query().map_or("/", |target| target.as_str());
    let mut targets = vec![full];
    if *request.method == Method::GET && request.uri.query().is_some() {
        targets.push(request.uri.path());
    }
    targets
}

fn signed_text(
    request: &ReceivedRequest<'_>,
    signature: &ParsedSignature,
    target: &str,
) -> Result<String, SignatureRefusal> {
    let lines: Result<Vec<String>, _> = signature
        .headers
        .iter()
        .map(|name| Ok(format!("{name}: {}", signed_value(request, signature, target, name)?)))
        .collect();
    Ok(lines?.join("\n"))
}

fn signed_value(
    request: &ReceivedRequest<'_>,
    signature: &ParsedSignature,
    target: &str,
    name: &str,
) -> Result<String, SignatureRefusal> {
    let parameter = |value: &Option<String>| value.clone().ok_or(SignatureRefusal::Malformed);
    match name {
        "(request-target)" => Ok(format!("{} {target}", request.method.as_str().to_ascii_lowercase())),
        "(created)" => parameter(&signature.created),
        "(expires)" => parameter(&signature.expires),
        header => {
            let mut lines = request.headers.get_all(header).iter();
            let line = lines.next().ok_or(SignatureRefusal::NotSigned("a header it names"))?;
            if lines.next().is_some() {
                return Err(SignatureRefusal::Duplicated("a signed header"));
            }
            line.to_str().map(|text| text.trim().to_owned()).map_err(|_| SignatureRefusal::Malformed)
        }
    }
}
