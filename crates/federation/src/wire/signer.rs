//! Signing what we send, in the one shape that every peer has been seen to accept (draft-cavage).

use std::sync::Arc;

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};

use super::digest::digest_header;
use super::keys::PrivateKey;
use super::web_address::WebAddress;

/// What we POST, and the only type that every peer takes.
pub const ACTIVITY_JSON: &str = "application/activity+json";

/// An actor of ours that can sign.
#[derive(Debug, Clone)]
pub struct Signer {
    key_id: WebAddress,
    key: Arc<PrivateKey>,
}

impl Signer {
    /// `key_id` is where peers find the key: the actor's id with `#main-key`.
    pub fn new(key_id: WebAddress, key: PrivateKey) -> Self {
        Self { key_id, key: Arc::new(key) }
    }

    /// Another actor of ours that signs with the same key.
    #[must_use]
    pub fn for_key(&self, key_id: WebAddress) -> Self {
        Self { key_id, key: Arc::clone(&self.key) }
    }

    /// The signer at a moment. Take a new moment for each attempt: peers refuse what is old.
    pub fn at(&self, now: DateTime<Utc>) -> DatedSigner {
        DatedSigner { signer: self.clone(), now }
    }
}

/// A signer that knows what time it is.
#[derive(Debug, Clone)]
pub struct DatedSigner {
    signer: Signer,
    now: DateTime<Utc>,
}

impl DatedSigner {
    /// The headers of a signed GET: `host`, `date`, `signature`.
    pub fn sign_get(&self, address: &WebAddress) -> HeaderMap {
        self.sign("get", address, &[("host", address.authority()), ("date", self.date())])
    }

    /// The headers of a signed POST: `host`, `date`, `digest`, `content-type`, `signature`.
    pub fn sign_post(&self, address: &WebAddress, body: &[u8]) -> HeaderMap {
        let covered = [
            ("host", address.authority()),
            ("date", self.date()),
            ("digest", digest_header(body)),
            ("content-type", ACTIVITY_JSON.to_owned()),
        ];
        self.sign("post", address, &covered)
    }

    fn sign(&self, method: &str, address: &WebAddress, covered: &[(&'static str, String)]) -> HeaderMap {
        let mut names = "(request-target)".to_owned();
        let mut text = format!("(request-target): {method} {}", address.target());
        let mut headers = HeaderMap::new();
        for (name, value) in covered {
            names.push_str(&format!(" {name}"));
            text.push_str(&format!("\n{name}: {value}"));
            headers.insert(HeaderName::from_static(name), visible(value));
        }
        let signature = STANDARD.encode(self.signer.key.sign(text.as_bytes()));
        let key_id = self.signer.key_id.as_str();
        // No space after the commas: several peers split on them and would find other names.
        let value =
            format!(r#"keyId="{key_id}",algorithm="rsa-sha256",headers="{names}",signature="{signature}""#);
        headers.insert(HeaderName::from_static("signature"), visible(&value));
        headers
    }

    fn date(&self) -> String {
        self.now.format("%a, %d %b %Y %H:%M:%S GMT").to_string()
    }
}

fn visible(text: &str) -> HeaderValue {
    HeaderValue::from_str(text).expect("addresses, dates and base64 are visible ASCII")
}
