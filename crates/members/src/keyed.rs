//! The few cryptographic pieces everything here is made of: keyed hashes, derived keys, sealed boxes.

use chacha20poly1305::{
    Key, KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use store::Chance;
use zeroize::Zeroizing;

/// 32 secret bytes, wiped when dropped.
pub(crate) type Secret = Zeroizing<[u8; 32]>;

const NONCE: usize = 24;
/// Where a sealed box says how much of it is not padding.
const LENGTH: usize = 4;

/// How long a sealed box is at least, so that what it holds cannot be told by its length.
#[derive(Clone, Copy)]
pub(crate) enum Size {
    /// One secret.
    Secret = 64,
    /// What somebody types into a search.
    Words = 256,
    /// Names and belongings: a dozen communities and a dozen one-time names look like none.
    Journal = 2048,
}

/// A keyed hash whose key was set up once, so that one tag costs two rounds of SHA-256.
#[derive(Clone)]
pub(crate) struct KeyedHash(Hmac<Sha256>);

impl KeyedHash {
    pub(crate) fn new(key: &[u8; 32]) -> Self {
        Self(Hmac::new_from_slice(key).expect("HMAC takes a key of any length"))
    }

    /// The hash of `parts`. Callers give parts of fixed length, or one part of any length at the end.
    pub(crate) fn of(&self, parts: &[&[u8]]) -> [u8; 32] {
        let mut hash = self.0.clone();
        for part in parts {
            hash.update(part);
        }
        hash.finalize().into_bytes().into()
    }
}

/// Derives a key for each purpose from one secret.
pub(crate) struct Derivation(Hkdf<Sha256>);

impl Derivation {
    pub(crate) fn of(secret: &[u8]) -> Self {
        Self(Hkdf::new(None, secret))
    }

    pub(crate) fn key(&self, purpose: &str) -> Secret {
        let mut key = Secret::default();
        self.0
            .expand_multi_info(&[b"porchlight ", purpose.as_bytes()], &mut *key)
            .expect("32 bytes are within what HKDF can give");
        key
    }
}

/// A key for one purpose, derived from a secret.
pub(crate) fn derive(secret: &[u8], purpose: &str) -> Secret {
    Derivation::of(secret).key(purpose)
}

/// Seals `plain` under `key`, bound to `context`: random each time, and padded.
pub(crate) fn seal(key: &[u8; 32], plain: &[u8], size: Size, context: &[u8], chance: &Chance) -> Vec<u8> {
    let length = (LENGTH + plain.len()).next_power_of_two().max(size as usize);
    let mut padded = Zeroizing::new(vec![0; length]);
    let said = u32::try_from(plain.len()).expect("what is sealed is short");
    padded[..LENGTH].copy_from_slice(&said.to_be_bytes());
    padded[LENGTH..LENGTH + plain.len()].copy_from_slice(plain);
    let nonce: [u8; NONCE] = chance.bytes();
    let sealed = cipher(key)
        .encrypt(&XNonce::from(nonce), Payload { msg: &padded, aad: context })
        .expect("a short text can be encrypted");
    [nonce.as_slice(), &sealed].concat()
}

/// Opens what [`seal`] made; `None` for another key, another context, or other bytes.
pub(crate) fn open(key: &[u8; 32], sealed: &[u8], context: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (nonce, sealed) = sealed.split_first_chunk::<NONCE>()?;
    let padded = cipher(key).decrypt(&XNonce::from(*nonce), Payload { msg: sealed, aad: context }).ok()?;
    let padded = Zeroizing::new(padded);
    let (said, plain) = padded.split_first_chunk::<LENGTH>()?;
    let length = usize::try_from(u32::from_be_bytes(*said)).ok()?;
    plain.get(..length).map(|plain| Zeroizing::new(plain.to_vec()))
}

fn cipher(key: &[u8; 32]) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(&Key::from(*key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_box_opens_only_with_its_key_and_its_context() {
        let chance = Chance::seeded(1);
        let sealed = seal(&[1; 32], b"root", Size::Secret, b"here", &chance);
        assert_eq!(open(&[1; 32], &sealed, b"here").unwrap().as_slice(), b"root");
        assert!(open(&[2; 32], &sealed, b"here").is_none());
        assert!(open(&[1; 32], &sealed, b"there").is_none());
        assert!(open(&[1; 32], &sealed[1..], b"here").is_none());
        assert!(open(&[1; 32], b"short", b"here").is_none());
    }

    #[test]
    fn equal_secrets_look_different_and_all_are_of_one_length() {
        let chance = Chance::seeded(1);
        let one = seal(&[1; 32], b"root", Size::Secret, b"", &chance);
        assert_ne!(one, seal(&[1; 32], b"root", Size::Secret, b"", &chance));
        assert_eq!(one.len(), seal(&[1; 32], &[7; 40], Size::Secret, b"", &chance).len());
    }

    #[test]
    fn short_journals_look_like_empty_ones_and_long_ones_grow() {
        let chance = Chance::seeded(1);
        let length = |bytes: usize| seal(&[1; 32], &vec![7; bytes], Size::Journal, b"", &chance).len();
        assert_eq!(length(0), length(2_044));
        assert_eq!(length(2_045) - length(2_044), 2_048);
        let sealed = seal(&[1; 32], &[7; 4_000], Size::Journal, b"", &chance);
        assert_eq!(open(&[1; 32], &sealed, b"").unwrap().as_slice(), [7; 4_000]);
    }

    #[test]
    fn keys_for_two_purposes_differ() {
        assert_ne!(*derive(&[1; 32], "persona"), *derive(&[1; 32], "member"));
    }
}
