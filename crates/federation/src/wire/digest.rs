//! The hash of a body, as one header says it and as the other end checks it.

use axum::http::HeaderMap;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

use super::signature::{SignatureRefusal, single_header};

/// The value of `Digest` that every peer accepts: upper case, one algorithm, nothing else.
pub fn digest_header(body: &[u8]) -> String {
    format!("SHA-256={}", STANDARD.encode(Sha256::digest(body)))
}

/// Compares each hash that came with the request with the body as it arrived, byte for byte.
///
/// `Digest` may be a list, in any case; `Content-Digest` (RFC 9530) counts as much. Whichever of the two is
/// present must hold the right SHA-256, and at least one must be among the `signed` headers.
pub fn check_digest(headers: &HeaderMap, signed: &[String], body: &[u8]) -> Result<(), SignatureRefusal> {
    let mut covered = false;
    for name in ["digest", "content-digest"] {
        let Some(text) = single_header(headers, name)? else { continue };
        let claimed = claimed_hash(text)?;
        if claimed != Sha256::digest(body).as_slice() {
            return Err(SignatureRefusal::DigestMismatch);
        }
        covered |= signed.iter().any(|header| header == name);
    }
    if covered { Ok(()) } else { Err(SignatureRefusal::NotSigned("digest")) }
}

/// The one SHA-256 in `SHA-256=…,SHA-512=…` or in `sha-256=:…:;parameter, sha-512=:…:`.
fn claimed_hash(text: &str) -> Result<Vec<u8>, SignatureRefusal> {
    let mut hashes = text.split(',').filter_map(|entry| {
        let (algorithm, value) = entry.trim().split_once('=')?;
        algorithm.trim().eq_ignore_ascii_case("sha-256").then_some(value)
    });
    let value = hashes.next().ok_or(SignatureRefusal::UnknownDigest)?;
    if hashes.next().is_some() {
        return Err(SignatureRefusal::Duplicated("digest"));
    }
    STANDARD.decode(bare_base64(value)).map_err(|_| SignatureRefusal::DigestMismatch)
}

/// RFC 9530 wraps the bytes in colons and may add parameters after them.
fn bare_base64(value: &str) -> &str {
    let value = value.trim();
    match value.strip_prefix(':').and_then(|rest| rest.split_once(':')) {
        Some((inside, _)) => inside,
        None => value,
    }
}
