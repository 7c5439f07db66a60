//! What we send has the one shape that every peer takes.

use axum::http::{HeaderMap, Method, Uri};
use chrono::{DateTime, TimeZone as _, Utc};
use federation::wire::verifier::{ReceivedRequest, examine};
use federation::wire::{Host, PrivateKey, Reach, Signer, WebAddress};

fn address(text: &str) -> WebAddress {
    WebAddress::parse(text, Reach::Public).unwrap()
}

fn noon() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 3, 1, 12, 0, 5).unwrap()
}

fn signer() -> (Signer, PrivateKey) {
    let key = PrivateKey::generate().unwrap();
    let copy = PrivateKey::from_pem(&key.to_pem()).unwrap();
    (Signer::new(address("https://pine.example/u/reader#main-key"), key), copy)
}

fn value<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers[name].to_str().unwrap()
}

#[test]
fn a_post_is_signed_in_one_fixed_shape() {
    let (signer, key) = signer();
    let inbox = address("https://oak.example/inbox?shared=1");
    let headers = signer.at(noon()).sign_post(&inbox, b"{}");
    assert_eq!(value(&headers, "host"), "oak.example");
    assert_eq!(value(&headers, "date"), "Sun, 01 Mar 2026 12:00:05 GMT");
    assert_eq!(value(&headers, "digest"), "SHA-256=RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=");
    assert_eq!(value(&headers, "content-type"), "application/activity+json");
    let expected_start = concat!(
        r#"keyId="https://pine.example/u/reader#main-key",algorithm="rsa-sha256","#,
        r#"headers="(request-target) host date digest content-type",signature=""#
    );
    let signature = value(&headers, "signature");
    assert!(signature.starts_with(expected_start) && signature.ends_with('"'), "{signature}");
    assert!(!signature.contains(", "));
    let text = "(request-target): post /inbox?shared=1\nhost: oak.example\ndate: Sun, 01 Mar 2026 12:00:05 GMT\n\
                digest: SHA-256=RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=\n\
                content-type: application/activity+json";
    use base64::Engine as _;
    let made = base64::engine::general_purpose::STANDARD.encode(key.sign(text.as_bytes()));
    assert_eq!(signature, format!("{expected_start}{made}\""));
}

#[test]
fn a_get_signs_target_host_and_date() {
    let (signer, _) = signer();
    let headers = signer.at(noon()).sign_get(&address("https://oak.example/c/garden?page=2"));
    assert!(value(&headers, "signature").contains(r#"headers="(request-target) host date","#));
    assert!(!headers.contains_key("digest"));
}

#[test]
fn what_we_sign_we_would_accept() {
    let (signer, key) = signer();
    let host = Host::parse("oak.example", Reach::Public).unwrap();
    let inbox = address("https://oak.example/inbox");
    let headers = signer.at(noon()).sign_post(&inbox, b"{ }");
    let uri = Uri::from_static("/inbox");
    let post = ReceivedRequest { method: &Method::POST, uri: &uri, headers: &headers, body: b"{ }" };
    examine(&post, &host, noon()).unwrap().verify(&key.public_key()).unwrap();
    let page = address("https://oak.example/c/garden?page=2");
    let headers = signer.at(noon()).sign_get(&page);
    let uri = Uri::from_static("/c/garden?page=2");
    let get = ReceivedRequest { method: &Method::GET, uri: &uri, headers: &headers, body: b"" };
    examine(&get, &host, noon()).unwrap().verify(&key.public_key()).unwrap();
}

#[test]
fn e06_each_attempt_is_signed_afresh() {
    let (signer, key) = signer();
    let host = Host::parse("oak.example", Reach::Public).unwrap();
    let later = noon() + chrono::TimeDelta::hours(2);
    let headers = signer.at(later).sign_post(&address("https://oak.example/inbox"), b"{}");
    let uri = Uri::from_static("/inbox");
    let retry = ReceivedRequest { method: &Method::POST, uri: &uri, headers: &headers, body: b"{}" };
    examine(&retry, &host, later).unwrap().verify(&key.public_key()).unwrap();
    assert!(examine(&retry, &host, noon()).is_err());
}
