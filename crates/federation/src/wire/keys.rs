//! RSA keys: the one kind of key that every peer can check.

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der, PublicKeyX509Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{self, KeySize};
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, UnparsedPublicKey};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use thiserror::Error;

/// The smallest modulus we trust, in bits.
const MIN_BITS: usize = 2048;
/// The largest modulus we are willing to calculate with, in bits.
const MAX_BITS: usize = 8192;
/// An 8192-bit key takes about 1,500 characters; whatever is longer is no key.
const MAX_PEM: usize = 8 * 1024;

/// Why a key cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum KeyRefusal {
    /// The text is not PEM, or not of the kind expected.
    #[error("the text is not a PEM key of the kind expected")]
    NotPem,
    /// The PEM holds something else than an RSA key.
    #[error("the key is not an RSA key")]
    NotRsa,
    /// Under 2048 bits: others could forge its signatures.
    #[error("the key is shorter than 2048 bits")]
    TooShort,
    /// Over 8192 bits: checking its signatures would cost too much.
    #[error("the key is longer than 8192 bits")]
    TooLong,
    /// The machine could not make a key.
    #[error("no key could be made")]
    NotMade,
}

/// A key that signs. It is never shown, not even by `Debug`.
pub struct PrivateKey {
    pair: rsa::KeyPair,
}

impl PrivateKey {
    /// A new RSA-2048 key. It takes a noticeable fraction of a second.
    pub fn generate() -> Result<Self, KeyRefusal> {
        let pair = rsa::KeyPair::generate(KeySize::Rsa2048).map_err(|_| KeyRefusal::NotMade)?;
        Ok(Self { pair })
    }

    /// Reads what [`PrivateKey::to_pem`] wrote.
    pub fn from_pem(text: &str) -> Result<Self, KeyRefusal> {
        let der = unwrap_pem("PRIVATE KEY", text).ok_or(KeyRefusal::NotPem)?;
        let pair = rsa::KeyPair::from_pkcs8(&der).map_err(|_| KeyRefusal::NotRsa)?;
        Ok(Self { pair })
    }

    /// The key as PKCS#8 PEM, to be kept secret.
    pub fn to_pem(&self) -> String {
        let der: Pkcs8V1Der<'_> = self.pair.as_der().expect("a key that was accepted can be written");
        wrap_pem("PRIVATE KEY", der.as_ref())
    }

    /// The half that is published.
    pub fn public_key(&self) -> PublicKey {
        PublicKey::from_rsa(self.pair.public_key()).expect("the public half of a key that was accepted")
    }

    /// Signs with RSASSA-PKCS1-v1_5 and SHA-256.
    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        let mut signature = vec![0; self.pair.public_modulus_len()];
        self.pair
            .sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message, &mut signature)
            .expect("a key of at least 2048 bits has room for a SHA-256 signature");
        signature
    }
}

impl std::fmt::Debug for PrivateKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("PrivateKey(secret)")
    }
}

/// A key that checks signatures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey {
    der: Vec<u8>,
}

impl PublicKey {
    /// Reads the `publicKeyPem` of an actor: an SPKI key (`BEGIN PUBLIC KEY`), or the older PKCS#1 form of it
    /// (`BEGIN RSA PUBLIC KEY`), of 2048 to 8192 bits.
    pub fn from_pem(text: &str) -> Result<Self, KeyRefusal> {
        let der = unwrap_pem("PUBLIC KEY", text)
            .or_else(|| unwrap_pem("RSA PUBLIC KEY", text))
            .ok_or(KeyRefusal::NotPem)?;
        Self::from_rsa(&rsa::PublicKey::from_der(&der).map_err(|_| KeyRefusal::NotRsa)?)
    }

    /// The key as SPKI PEM, as an actor publishes it.
    pub fn to_pem(&self) -> String {
        wrap_pem("PUBLIC KEY", &self.der)
    }

    /// Whether `signature` was made over `message` by the other half of this key.
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, &self.der).verify(message, signature).is_ok()
    }

    fn from_rsa(key: &rsa::PublicKey) -> Result<Self, KeyRefusal> {
        let modulus = key.modulus();
        let bytes = modulus.big_endian_without_leading_zero();
        let spare = bytes.first().map_or(0, |byte| byte.leading_zeros() as usize);
        match bytes.len() * 8 - spare {
            ..MIN_BITS => return Err(KeyRefusal::TooShort),
            MIN_BITS..=MAX_BITS => {}
            _ => return Err(KeyRefusal::TooLong),
        }
        let der: PublicKeyX509Der<'_> = key.as_der().map_err(|_| KeyRefusal::NotRsa)?;
        Ok(Self { der: der.as_ref().to_vec() })
    }
}

fn wrap_pem(label: &str, der: &[u8]) -> String {
    let encoded = STANDARD.encode(der);
    let mut text = format!("-----BEGIN {label}-----\n");
    for start in (0..encoded.len()).step_by(64) {
        text.push_str(&encoded[start..encoded.len().min(start + 64)]);
        text.push('\n');
    }
    text.push_str(&format!("-----END {label}-----\n"));
    text
}

/// Peers disagree on line lengths, line ends and the last newline, so all white space inside is ignored.
fn unwrap_pem(label: &str, text: &str) -> Option<Vec<u8>> {
    if text.len() > MAX_PEM {
        return None;
    }
    let inside = text.trim().strip_prefix(&format!("-----BEGIN {label}-----"))?;
    let inside = inside.strip_suffix(&format!("-----END {label}-----"))?;
    let encoded: String = inside.split_ascii_whitespace().collect();
    STANDARD.decode(encoded).ok()
}
