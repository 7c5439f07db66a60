//! Keys are written and read the way peers do it, and weak ones are refused.

use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use federation::wire::key_document::{KeyDocumentRefusal, published_key};
use federation::wire::keys::KeyRefusal;
use federation::wire::{PrivateKey, PublicKey};
use serde_json::json;

/// A 1024-bit key, made for this test and used nowhere.
const SHORT_KEY: &str = "-----BEGIN PUBLIC KEY-----
MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDQ1+G/CymqNoKTGqazdeuvjBde
cJFchI9xhBjLHRm8UQmq89YTj4LNsp/s1fm0Fu7dQe4UoSRB9TfMzuPhy6UotS+T
VNqGbX8MyKBb79PGNjrLYx7FhkbU8pLhEPrhAkeuiX8QCcYisreDlJEMIvpz7bSY
hqv3jRRfKCTAhC3qQwIDAQAB
-----END PUBLIC KEY-----";

const ACTOR: &str = "https://peer.example/u/robin";

#[test]
fn a_key_survives_being_written_and_read() {
    let key = PrivateKey::generate().unwrap();
    let again = PrivateKey::from_pem(&key.to_pem()).unwrap();
    let public = PublicKey::from_pem(&key.public_key().to_pem()).unwrap();
    assert_eq!(again.public_key(), public);
    assert!(public.verify(b"a message", &again.sign(b"a message")));
    assert!(!public.verify(b"another message", &again.sign(b"a message")));
    assert!(!public.verify(b"a message", b"no signature"));
    assert_eq!(format!("{key:?}"), "PrivateKey(secret)");
}

#[test]
fn line_ends_and_line_lengths_do_not_matter() {
    let key = PrivateKey::generate().unwrap().public_key();
    let pem = key.to_pem();
    let one_line = pem.replace("KEY-----\n", "KEY-----|").replace('\n', "").replace('|', "\n");
    for text in [pem.replace('\n', "\r\n"), format!("\n  {pem}\n\n"), pem.trim_end().to_owned(), one_line] {
        assert_eq!(PublicKey::from_pem(&text), Ok(key.clone()), "{text}");
    }
}

#[test]
fn a16_keys_under_2048_bit_and_other_kinds_are_refused() {
    assert_eq!(PublicKey::from_pem(SHORT_KEY), Err(KeyRefusal::TooShort));
    assert_eq!(PublicKey::from_pem(&elliptic_key()), Err(KeyRefusal::NotRsa));
    let secret = PrivateKey::generate().unwrap().to_pem();
    for text in ["", "a key", "-----BEGIN PUBLIC KEY-----\n!\n-----END PUBLIC KEY-----", &secret] {
        assert_eq!(PublicKey::from_pem(text), Err(KeyRefusal::NotPem), "{text}");
    }
    let huge = format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----", "A".repeat(1_000_000));
    assert_eq!(PublicKey::from_pem(&huge), Err(KeyRefusal::NotPem));
}

#[test]
fn a13_every_form_of_key_document_is_read() {
    let pem = PrivateKey::generate().unwrap().public_key().to_pem();
    for suffix in ["#main-key", "#key", "/main-key"] {
        let id = format!("{ACTOR}{suffix}");
        let key = json!({ "id": id, "owner": ACTOR, "publicKeyPem": pem });
        let actor = json!({ "id": ACTOR, "type": "Person", "publicKey": key });
        let several = json!({ "id": ACTOR, "publicKey": [{ "id": "https://peer.example/other" }, key] });
        for document in [actor, several, key] {
            let found = published_key(&document, &id).unwrap();
            assert_eq!((found.id.as_str(), found.owner.as_str()), (id.as_str(), ACTOR));
            assert_eq!(found.key.to_pem(), pem);
        }
    }
}

#[test]
fn a12_a_key_of_somebody_else_is_not_taken() {
    let pem = PrivateKey::generate().unwrap().public_key().to_pem();
    let id = format!("{ACTOR}#main-key");
    let actor = |key: serde_json::Value| json!({ "id": ACTOR, "publicKey": key });
    let foreign = actor(json!({ "id": id, "owner": "https://peer.example/u/eve", "publicKeyPem": pem }));
    assert_eq!(published_key(&foreign, &id), Err(KeyDocumentRefusal::ForeignOwner));
    let nobody = actor(json!({ "id": id, "publicKeyPem": pem }));
    assert_eq!(published_key(&nobody, &id), Err(KeyDocumentRefusal::ForeignOwner));
    let other = actor(json!({ "id": format!("{ACTOR}#other"), "owner": ACTOR, "publicKeyPem": pem }));
    assert_eq!(published_key(&other, &id), Err(KeyDocumentRefusal::NoSuchKey));
    let short = actor(json!({ "id": id, "owner": ACTOR, "publicKeyPem": SHORT_KEY }));
    assert_eq!(published_key(&short, &id), Err(KeyDocumentRefusal::Unusable(KeyRefusal::TooShort)));
    for shape in
        [json!({}), json!({ "id": ACTOR, "publicKey": 4 }), json!({ "id": ACTOR, "publicKey": [null] })]
    {
        assert_eq!(published_key(&shape, &id), Err(KeyDocumentRefusal::NoSuchKey));
    }
}

fn elliptic_key() -> String {
    use aws_lc_rs::encoding::{AsDer as _, PublicKeyX509Der};
    let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).unwrap();
    let der: PublicKeyX509Der<'_> = pair.public_key().as_der().unwrap();
    format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----", STANDARD.encode(der.as_ref()))
}
