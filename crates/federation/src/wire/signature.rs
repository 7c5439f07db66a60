//! What a `Signature` header says, before anybody believes it.

use axum::http::{HeaderMap, StatusCode};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use thiserror::Error;

/// Real headers are under 1 KB; a 8192-bit signature and a long key id still fit.
const MAX_HEADER: usize = 8 * 1024;
/// Nobody signs more headers than this in earnest.
const MAX_SIGNED: usize = 32;

/// Why a request does not count as signed by whom it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SignatureRefusal {
    /// There is no `Signature` header.
    #[error("the request is not signed")]
    Missing,
    /// It is signed the RFC 9421 way, which we do not read; the sender may knock again the older way.
    #[error("the request is signed in a newer way that is not understood here")]
    NewerKind,
    /// A header that decides came twice, so two readers could see two requests.
    #[error("{0} came more than once")]
    Duplicated(&'static str),
    /// The header cannot be read.
    #[error("the signature header cannot be read")]
    Malformed,
    /// The algorithm is none of `rsa-sha256` and `hs2019`.
    #[error("the signature algorithm is not accepted")]
    UnknownAlgorithm,
    /// Something that must be signed is absent or not covered by the signature.
    #[error("{0} is not covered by the signature")]
    NotSigned(&'static str),
    /// It was signed for another server, or the `Host` cannot be read.
    #[error("the request was made for another host")]
    OtherHost,
    /// A time in it cannot be read.
    #[error("the date cannot be read")]
    Undated,
    /// It was signed over an hour ago, or claims to be from the future.
    #[error("the request is too old or from the future")]
    OutsideWindow,
    /// The signer said until when it counts, and that is over.
    #[error("the signature has expired")]
    Expired,
    /// There is a hash of the body, but no SHA-256.
    #[error("the body has no SHA-256 digest")]
    UnknownDigest,
    /// The body is not the one that was signed.
    #[error("the body does not match its digest")]
    DigestMismatch,
    /// The key does not confirm the signature. The only refusal that a refetched key may cure.
    #[error("the signature does not match the key")]
    DoesNotMatch,
}

impl SignatureRefusal {
    /// 400 for what cannot be read or read in two ways, 401 for what is not proved.
    pub fn status(self) -> StatusCode {
        match self {
            Self::Duplicated(_) | Self::Malformed | Self::Undated => StatusCode::BAD_REQUEST,
            _ => StatusCode::UNAUTHORIZED,
        }
    }
}

/// The parts of a draft-cavage `Signature` header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParsedSignature {
    /// Where the signer says its key can be found: `…#main-key`, `…#key`, `…/main-key`.
    pub key_id: String,
    /// The names of the signed headers, lower case, in the order signed.
    pub headers: Vec<String>,
    /// The signature itself.
    pub signature: Vec<u8>,
    /// The `created` parameter as it was written, for `(created)`.
    pub created: Option<String>,
    /// The `expires` parameter as it was written, for `(expires)`.
    pub expires: Option<String>,
}

impl ParsedSignature {
    /// Finds and reads the one `Signature` header.
    pub fn from_headers(headers: &HeaderMap) -> Result<Self, SignatureRefusal> {
        let text = single_header(headers, "signature")?.ok_or(SignatureRefusal::Missing)?;
        if headers.contains_key("signature-input") {
            return Err(SignatureRefusal::NewerKind);
        }
        Self::parse(text)
    }

    /// Reads `keyId="…",algorithm="…",headers="…",signature="…"`, with or without spaces after commas.
    pub fn parse(text: &str) -> Result<Self, SignatureRefusal> {
        if text.len() > MAX_HEADER {
            return Err(SignatureRefusal::Malformed);
        }
        let parameters = Parameters::split(text)?;
        check_algorithm(parameters.get("algorithm"))?;
        let required = |name| parameters.get(name).ok_or(SignatureRefusal::Malformed);
        let signature = STANDARD.decode(required("signature")?).map_err(|_| SignatureRefusal::Malformed)?;
        Ok(Self {
            key_id: required("keyId")?.to_owned(),
            headers: signed_names(parameters.get("headers").unwrap_or("(created)"))?,
            signature,
            created: parameters.get("created").map(str::to_owned),
            expires: parameters.get("expires").map(str::to_owned),
        })
    }

    /// Whether the signature covers a header (or `(request-target)`, `(created)`, `(expires)`).
    pub fn covers(&self, name: &str) -> bool {
        self.headers.iter().any(|header| header == name)
    }
}

/// The algorithm is only a word: the check is always RSA with SHA-256. Words that name another are refused.
fn check_algorithm(named: Option<&str>) -> Result<(), SignatureRefusal> {
    match named.map(str::to_ascii_lowercase).as_deref() {
        None | Some("rsa-sha256" | "hs2019") => Ok(()),
        Some(_) => Err(SignatureRefusal::UnknownAlgorithm),
    }
}

fn signed_names(text: &str) -> Result<Vec<String>, SignatureRefusal> {
    let names: Vec<String> = text.split_ascii_whitespace().map(str::to_ascii_lowercase).collect();
    let repeated = names.iter().enumerate().any(|(index, name)| names[..index].contains(name));
    if names.len() > MAX_SIGNED || repeated { Err(SignatureRefusal::Malformed) } else { Ok(names) }
}

/// The `name=value` pairs of the header, each name once.
struct Parameters<'a>(Vec<(&'a str, &'a str)>);

impl<'a> Parameters<'a> {
    fn split(text: &'a str) -> Result<Self, SignatureRefusal> {
        let mut found = Vec::new();
        let mut rest = text.trim();
        while !rest.is_empty() {
            let (name, after) = rest.split_once('=').ok_or(SignatureRefusal::Malformed)?;
            let (value, after) = split_value(after.trim_start())?;
            let name = name.trim();
            if found.iter().any(|(known, _)| *known == name) {
                return Err(SignatureRefusal::Malformed);
            }
            found.push((name, value));
            rest = after;
        }
        Ok(Self(found))
    }

    fn get(&self, name: &str) -> Option<&'a str> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
    }
}

/// One value, quoted or bare, and what follows its comma.
fn split_value(text: &str) -> Result<(&str, &str), SignatureRefusal> {
    let (value, after) = match text.strip_prefix('"') {
        Some(quoted) => quoted.split_once('"').ok_or(SignatureRefusal::Malformed)?,
        None => text.split_at(text.find(',').unwrap_or(text.len())),
    };
    let after = after.trim_start();
    match after.strip_prefix(',') {
        Some(next) => Ok((value.trim(), next.trim())),
        None if after.is_empty() => Ok((value.trim(), "")),
        None => Err(SignatureRefusal::Malformed),
    }
}

/// A header that may be there once: two lines of it would let two readers see two requests.
pub(crate) fn single_header<'a>(
    headers: &'a HeaderMap,
    name: &'static str,
) -> Result<Option<&'a str>, SignatureRefusal> {
    let mut lines = headers.get_all(name).iter();
    let Some(line) = lines.next() else { return Ok(None) };
    if lines.next().is_some() {
        return Err(SignatureRefusal::Duplicated(name));
    }
    line.to_str().map(Some).map_err(|_| SignatureRefusal::Malformed)
}
