//! The few cryptographic pieces everything here is made of: keyed hashes, derived keys, sealed boxes.

use chacha20poly1305::{
    Key, KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use store::Chance;
use zeroize::{Zeroize, Zeroizing};

/// 32 secret bytes, wiped when dropped.
pub(crate) type Secret = Zeroizing<[u8; 32]>;

/// Keeps nonce and cipher text apart in a sealed box.
const NONCE: usize = 24;
/// Everything sealed here fills one block of this size: what it is cannot be told by its length.
const BLOCK: usize = 64;

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

/// A key for one purpose, derived from a secret.
pub(crate) fn derive(secret: &[u8], purpose: &str) -> Secret {
    let mut key = Secret::default();
    Hkdf::<Sha256>::new(None, secret)
        .expand_multi_info(&[b"porchlight ", purpose.as_bytes()], &mut *key)
        .expect("32 bytes are within what HKDF can give");
    key
}

/// Seals up to 63 bytes under `key`, bound to `context`: random each time, always of one length.
pub(crate) fn seal(key: &[u8; 32], plain: &[u8], context: &[u8], chance: &Chance) -> Vec<u8> {
    let mut block = Zeroizing::new([0; BLOCK]);
    block[0] = u8::try_from(plain.len()).expect("only short secrets are sealed");
    block[1..=plain.len()].copy_from_slice(plain);
    let nonce: [u8; NONCE] = chance.bytes();
    let sealed = cipher(key)
        .encrypt(&XNonce::from(nonce), Payload { msg: &*block, aad: context })
        .expect("a short text can be encrypted");
    [nonce.as_slice(), &sealed].concat()
}

/// Opens what [`seal`] made; `None` for another key, another context, or other bytes.
pub(crate) fn open(key: &[u8; 32], sealed: &[u8], context: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (nonce, sealed) = sealed.split_first_chunk::<NONCE>()?;
    let mut block = cipher(key).decrypt(&XNonce::from(*nonce), Payload { msg: sealed, aad: context }).ok()?;
    let plain = block.get(1..=usize::from(*block.first()?)).map(|plain| Zeroizing::new(plain.to_vec()));
    block.zeroize();
    plain
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
        let sealed = seal(&[1; 32], b"root", b"here", &chance);
        assert_eq!(open(&[1; 32], &sealed, b"here").unwrap().as_slice(), b"root");
        assert!(open(&[2; 32], &sealed, b"here").is_none());
        assert!(open(&[1; 32], &sealed, b"there").is_none());
        assert!(open(&[1; 32], &sealed[1..], b"here").is_none());
        assert!(open(&[1; 32], b"short", b"here").is_none());
    }

    #[test]
    fn equal_secrets_look_different_and_all_are_of_one_length() {
        let chance = Chance::seeded(1);
        let one = seal(&[1; 32], b"root", b"", &chance);
        assert_ne!(one, seal(&[1; 32], b"root", b"", &chance));
        assert_eq!(one.len(), seal(&[1; 32], &[7; 40], b"", &chance).len());
    }

    #[test]
    fn keys_for_two_purposes_differ() {
        assert_ne!(*derive(&[1; 32], "persona"), *derive(&[1; 32], "member"));
    }
}
