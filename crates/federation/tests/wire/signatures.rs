//! Inbound signatures: a sender who can write any header, against the verifier.

use std::sync::LazyLock;

use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, TimeDelta, TimeZone as _, Utc};
use federation::wire::digest::digest_header;
use federation::wire::verifier::{ReceivedRequest, examine};
use federation::wire::{Host, PrivateKey, PublicKey, Reach, SignatureRefusal};

static KEY: LazyLock<PrivateKey> = LazyLock::new(|| PrivateKey::generate().unwrap());

const BODY: &[u8] = b"{ \"type\" :\t\"Follow\",\n\"actor\": \"https://peer.example/u/robin\"}";
const EVERYTHING: &str = "(request-target) host date digest content-type";

fn noon() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 3, 1, 12, 0, 0).unwrap()
}

fn http_date(moment: DateTime<Utc>) -> String {
    moment.format("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

/// A request being made up: first signed as the sender likes, then changed on the way.
#[derive(Clone)]
struct Letter {
    method: Method,
    /// The target that is signed, and the one that arrives.
    signed_target: String,
    target: String,
    key_id: String,
    algorithm: Option<String>,
    signed: String,
    headers: Vec<(&'static str, String)>,
    created: Option<i64>,
    expires: Option<i64>,
    separator: &'static str,
    body: Vec<u8>,
    /// Header lines that are added after signing.
    added: Vec<(&'static str, String)>,
}

impl Letter {
    /// A flawless POST.
    fn post() -> Self {
        Self {
            method: Method::POST,
            signed_target: "/c/garden/inbox".into(),
            target: "/c/garden/inbox".into(),
            key_id: "https://peer.example/u/robin#main-key".into(),
            algorithm: Some("rsa-sha256".into()),
            signed: EVERYTHING.into(),
            headers: vec![
                ("host", "pine.example".into()),
                ("date", http_date(noon())),
                ("digest", digest_header(BODY)),
                ("content-type", "application/activity+json".into()),
            ],
            created: None,
            expires: None,
            separator: ",",
            body: BODY.to_vec(),
            added: Vec::new(),
        }
    }

    /// A flawless GET.
    fn get(target: &str) -> Self {
        let mut letter = Self::post();
        letter.method = Method::GET;
        letter.signed_target = target.into();
        letter.target = target.into();
        letter.signed = "(request-target) host date".into();
        letter.headers.truncate(2);
        letter.body.clear();
        letter
    }

    fn with(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }

    fn set(&mut self, name: &'static str, value: impl Into<String>) {
        self.headers.retain(|(known, _)| *known != name);
        self.headers.push((name, value.into()));
    }

    fn signature_header(&self) -> String {
        let line = |name: &str| match name {
            "(request-target)" => {
                format!("(request-target): {} {}", self.method.as_str().to_lowercase(), self.signed_target)
            }
            "(created)" => format!("(created): {}", self.created.unwrap_or_default()),
            "(expires)" => format!("(expires): {}", self.expires.unwrap_or_default()),
            name => {
                let value = self.headers.iter().find(|(known, _)| *known == name);
                format!("{name}: {}", value.map_or("", |(_, value)| value))
            }
        };
        let text: Vec<String> = self.signed.split_whitespace().map(line).collect();
        let signature = STANDARD.encode(KEY.sign(text.join("\n").as_bytes()));
        let mut parts = vec![format!(r#"keyId="{}""#, self.key_id)];
        parts.extend(self.algorithm.iter().map(|algorithm| format!(r#"algorithm="{algorithm}""#)));
        parts.extend(self.created.map(|created| format!("created={created}")));
        parts.extend(self.expires.map(|expires| format!("expires={expires}")));
        parts.push(format!(r#"headers="{}""#, self.signed));
        parts.push(format!(r#"signature="{signature}""#));
        parts.join(self.separator)
    }

    fn arrives(&self) -> Result<(), SignatureRefusal> {
        self.arrives_with(Some(self.signature_header()), &KEY.public_key())
    }

    fn arrives_with(&self, signature: Option<String>, key: &PublicKey) -> Result<(), SignatureRefusal> {
        let mut headers = HeaderMap::new();
        let signature = signature.map(|value| ("signature", value));
        for (name, value) in self.headers.iter().cloned().chain(self.added.iter().cloned()).chain(signature) {
            headers.append(HeaderName::from_static(name), HeaderValue::from_str(&value).unwrap());
        }
        let uri: Uri = self.target.parse().unwrap();
        let request =
            ReceivedRequest { method: &self.method, uri: &uri, headers: &headers, body: &self.body };
        let our_host = Host::parse("pine.example", Reach::Public).unwrap();
        examine(&request, &our_host, noon())?.verify(key)
    }
}

/// Checks a table of changed letters.
fn check(cases: Vec<(&str, Letter, Result<(), SignatureRefusal>)>) {
    for (what, letter, expected) in cases {
        assert_eq!(letter.arrives(), expected, "{what}");
    }
}

#[test]
fn a01_no_signature_no_entry() {
    let refusal = Letter::post().arrives_with(None, &KEY.public_key()).unwrap_err();
    assert_eq!(refusal, SignatureRefusal::Missing);
    assert_eq!(refusal.status(), 401);
    assert_eq!(Letter::post().arrives(), Ok(()));
}

#[test]
fn a02_another_body_is_refused() {
    let letter = Letter::post().with(|letter| letter.body = b"{}".to_vec());
    assert_eq!(letter.arrives(), Err(SignatureRefusal::DigestMismatch));
    let emptied = Letter::post().with(|letter| letter.body.clear());
    assert_eq!(emptied.arrives(), Err(SignatureRefusal::DigestMismatch));
    assert_eq!(SignatureRefusal::DigestMismatch.status(), 401);
}

#[test]
fn a03_the_digest_must_be_signed() {
    let unsigned = Letter::post().with(|letter| letter.signed = "(request-target) host date".into());
    let swapped = unsigned.clone().with(|letter| {
        letter.body = b"{}".to_vec();
        letter.set("digest", digest_header(b"{}"));
    });
    let absent = unsigned.clone().with(|letter| letter.headers.retain(|(name, _)| *name != "digest"));
    let empty_post = absent.clone().with(|letter| letter.body.clear());
    let get_with_body = Letter::get("/c/garden").with(|letter| letter.body = BODY.to_vec());
    for (what, letter) in [
        ("unsigned", unsigned),
        ("swapped", swapped),
        ("absent", absent),
        ("empty", empty_post),
        ("get", get_with_body),
    ] {
        assert_eq!(letter.arrives(), Err(SignatureRefusal::NotSigned("digest")), "{what}");
    }
}

#[test]
fn a04_raw_bytes_are_hashed() {
    // The body above has odd white space, which any reader and writer of JSON would lose.
    assert_eq!(Letter::post().arrives(), Ok(()));
    let tidied: serde_json::Value = serde_json::from_slice(BODY).unwrap();
    let letter = Letter::post().with(|letter| letter.body = tidied.to_string().into_bytes());
    assert_eq!(letter.arrives(), Err(SignatureRefusal::DigestMismatch));
}

#[test]
fn a05_digests_come_in_many_spellings() {
    let right = digest_header(BODY).replace("SHA-256=", "");
    let wrong = digest_header(b"{}").replace("SHA-256=", "");
    let digest = |value: String| Letter::post().with(|letter| letter.set("digest", value));
    let content_digest = |value: String| {
        Letter::post().with(|letter| {
            letter.headers.retain(|(name, _)| *name != "digest");
            letter.set("content-digest", value);
            letter.signed = "(request-target) host date content-digest".into();
        })
    };
    let unknown = Err(SignatureRefusal::UnknownDigest);
    let mismatch = Err(SignatureRefusal::DigestMismatch);
    check(vec![
        ("lower case", digest(format!("sha-256={right}")), Ok(())),
        ("mixed case", digest(format!("Sha-256={right}")), Ok(())),
        ("list", digest(format!("SHA-256={right},SHA-512=abcd")), Ok(())),
        ("list, other order, space", digest(format!("SHA-512=abcd, SHA-256={right}")), Ok(())),
        ("content-digest", content_digest(format!("sha-256=:{right}:")), Ok(())),
        ("content-digest list", content_digest(format!("sha-512=:abcd:, sha-256=:{right}:;a=1")), Ok(())),
        ("only others", digest("SHA-512=abcd".into()), unknown),
        ("md5", digest("MD5=abcd".into()), unknown),
        ("nothing", digest(String::new()), unknown),
        ("wrong", digest(format!("SHA-256={wrong}")), mismatch),
        ("wrong in list", digest(format!("SHA-512={right},SHA-256={wrong}")), mismatch),
        ("no base64", digest("SHA-256=***".into()), mismatch),
        ("wrong content-digest", content_digest(format!("sha-256=:{wrong}:")), mismatch),
        (
            "two in one list",
            digest(format!("SHA-256={right},sha-256={wrong}")),
            Err(SignatureRefusal::Duplicated("digest")),
        ),
        (
            "a right one, and an unsigned wrong one",
            Letter::post().with(|letter| letter.set("content-digest", format!("sha-256=:{wrong}:"))),
            mismatch,
        ),
    ]);
}

#[test]
fn a06_the_request_target_must_be_signed_and_ours() {
    let mismatch = Err(SignatureRefusal::DoesNotMatch);
    let elsewhere = |target: &str| Letter::post().with(|letter| letter.target = target.into());
    let get = |signed: &str, target: &str| Letter::get(signed).with(|letter| letter.target = target.into());
    check(vec![
        (
            "unsigned",
            Letter::post().with(|letter| letter.signed = "host date digest".into()),
            Err(SignatureRefusal::NotSigned("(request-target)")),
        ),
        ("replayed on the shared inbox", elsewhere("/inbox"), mismatch),
        ("query added to a post", elsewhere("/c/garden/inbox?x=1"), mismatch),
        ("get", get("/c/garden", "/c/garden"), Ok(())),
        ("get with query signed", get("/c/garden?page=1", "/c/garden?page=1"), Ok(())),
        ("get with query left out", get("/c/garden", "/c/garden?page=1"), Ok(())),
        ("get with another query", get("/c/garden?page=2", "/c/garden?page=1"), mismatch),
        ("get with query invented", get("/c/garden?page=1", "/c/garden"), mismatch),
        ("get elsewhere", get("/c/garden", "/c/attic"), mismatch),
    ]);
    // The method is part of what is signed: a signed GET is no POST.
    let header = Letter::get("/c/garden/inbox").signature_header();
    let signed_get = Letter::get("/c/garden/inbox").with(|letter| letter.method = Method::HEAD);
    assert_eq!(signed_get.arrives_with(Some(header), &KEY.public_key()), mismatch);
}

#[test]
fn a07_host_must_be_ours() {
    let host = |value: &str| Letter::post().with(|letter| letter.set("host", value));
    let other = Err(SignatureRefusal::OtherHost);
    let unsigned = "(request-target) date digest";
    check(vec![
        ("upper case", host("Pine.Example"), Ok(())),
        ("with the usual port", host("pine.example:443"), Ok(())),
        ("meant for another", host("evil.test"), other),
        ("another port", host("pine.example:8443"), other),
        ("sub-domain", host("x.pine.example"), other),
        ("nonsense", host("pine.example/evil"), other),
        (
            "unsigned",
            Letter::post().with(|letter| letter.signed = unsigned.into()),
            Err(SignatureRefusal::NotSigned("host")),
        ),
        (
            "absent",
            Letter::post().with(|letter| letter.headers.retain(|(name, _)| *name != "host")),
            Err(SignatureRefusal::NotSigned("host")),
        ),
    ]);
}

#[test]
fn a08_the_date_must_be_signed_and_near() {
    let date = |moment: DateTime<Utc>| Letter::post().with(|letter| letter.set("date", http_date(moment)));
    let created = |signed: &str, created: i64, expires: Option<i64>| {
        Letter::post().with(|letter| {
            letter.signed = signed.into();
            letter.created = Some(created);
            letter.expires = expires;
            letter.algorithm = Some("hs2019".into());
        })
    };
    let by_created = "(request-target) (created) host digest";
    let by_both = "(request-target) (created) (expires) host date digest";
    let now = noon().timestamp();
    let outside = Err(SignatureRefusal::OutsideWindow);
    check(vec![
        ("59 minutes old", date(noon() - TimeDelta::minutes(59)), Ok(())),
        ("59 minutes early", date(noon() + TimeDelta::minutes(59)), Ok(())),
        ("61 minutes old", date(noon() - TimeDelta::minutes(61)), outside),
        ("13 hours old", date(noon() - TimeDelta::hours(13)), outside),
        ("2 hours early", date(noon() + TimeDelta::hours(2)), outside),
        ("no date", Letter::post().with(|letter| letter.set("date", "soon")), Err(SignatureRefusal::Undated)),
        (
            "a fresh date that nobody signed",
            Letter::post().with(|letter| letter.signed = "(request-target) host digest".into()),
            Err(SignatureRefusal::NotSigned("date")),
        ),
        (
            "a fresh date that nobody signed, on an old signature",
            created(by_created, now - 7200, None),
            outside,
        ),
        ("created", created(by_created, now, None), Ok(())),
        ("created early", created(by_created, now + 7200, None), outside),
        ("a fresh date, but created long ago", created(by_both, now - 7200, Some(now + 300)), outside),
        ("created and expires", created(by_both, now, Some(now + 300)), Ok(())),
        ("expired", created(by_both, now - 1200, Some(now - 600)), Err(SignatureRefusal::Expired)),
        ("expired, unsigned", created(by_created, now, Some(now - 600)), Err(SignatureRefusal::Expired)),
        ("beyond time", created(by_created, i64::MAX, None), Err(SignatureRefusal::Undated)),
    ]);
    let no_created = Letter::post().with(|letter| letter.signed = by_created.into());
    assert_eq!(no_created.arrives(), Err(SignatureRefusal::Undated));
}

#[test]
fn a13_every_form_of_key_id_is_read() {
    for id in [
        "https://peer.example/u/robin#main-key",
        "https://peer.example/u/robin#key",
        "https://peer.example/users/robin/main-key",
        "https://peer.example/uid/1?x=a,b#key",
    ] {
        let letter = Letter::post().with(|letter| letter.key_id = id.into());
        assert_eq!(letter.arrives(), Ok(()), "{id}");
    }
}

#[test]
fn a14_only_a_mismatch_asks_for_a_newer_key() {
    let other = PrivateKey::generate().unwrap().public_key();
    let letter = Letter::post();
    let refused = letter.arrives_with(Some(letter.signature_header()), &other);
    assert_eq!(refused, Err(SignatureRefusal::DoesNotMatch));
}

#[test]
fn a16_only_rsa_with_sha256() {
    let algorithm = |name: &str| Letter::post().with(|letter| letter.algorithm = Some(name.into()));
    for name in ["rsa-sha256", "RSA-SHA256", "hs2019"] {
        assert_eq!(algorithm(name).arrives(), Ok(()), "{name}");
    }
    for name in ["hmac-sha256", "none", "", "rsa-sha1", "ecdsa-sha256", "ed25519", "rsa-sha256 none"] {
        assert_eq!(algorithm(name).arrives(), Err(SignatureRefusal::UnknownAlgorithm), "{name}");
    }
}

#[test]
fn a17_what_decides_may_be_there_once() {
    let added = |name, value: String| Letter::post().with(|letter| letter.added.push((name, value)));
    let twice = |name| Err(SignatureRefusal::Duplicated(name));
    check(vec![
        ("signature", added("signature", Letter::post().signature_header()), twice("signature")),
        ("digest", added("digest", digest_header(b"{}")), twice("digest")),
        ("host", added("host", "evil.test".into()), twice("host")),
        ("date", added("date", http_date(noon())), twice("date")),
        ("a signed header", added("content-type", "text/html".into()), twice("a signed header")),
        ("an unsigned header", added("accept", "a".into()).with(|letter| letter.set("accept", "b")), Ok(())),
    ]);
    assert_eq!(SignatureRefusal::Duplicated("host").status(), 400);
}

#[test]
fn a17_a_signature_header_has_one_meaning() {
    let good = Letter::post().signature_header();
    let broken = [
        format!(r#"{good},keyId="https://evil.test/u/eve""#),
        good.replace("host date", "host host date"),
        good.replace("keyId", "keyid"),
        good.replace(r#"signature=""#, r#"signature="*"#),
        good.replace(r#"",headers"#, r#" ,headers"#),
        "Bearer abc".to_owned(),
        "keyId".to_owned(),
        "=".to_owned(),
        String::new(),
        "a=\"b\" c=\"d\"".to_owned(),
        format!("{good},x=\"{}\"", "x".repeat(9000)),
        good.replace("(request-target)", &"(request-target) x".repeat(40)),
    ];
    for header in broken {
        let refusal = Letter::post().arrives_with(Some(header.clone()), &KEY.public_key()).unwrap_err();
        assert_eq!(refusal, SignatureRefusal::Malformed, "{header}");
        assert_eq!(refusal.status(), 400);
    }
}

#[test]
fn a18_what_is_written_loosely_is_read_all_the_same() {
    let loose = Letter::post().with(|letter| letter.separator = " , ");
    let nameless = Letter::post().with(|letter| letter.algorithm = None);
    assert_eq!(loose.arrives(), Ok(()));
    assert_eq!(nameless.arrives(), Ok(()));
    let good = Letter::post().signature_header();
    for header in [
        format!("{good},version=\"2\",opaque=bare"),
        format!("  {good}  "),
        format!("{good},"),
        good.replace("(request-target) host", "(Request-Target)  HOST"),
    ] {
        let arrived = Letter::post().arrives_with(Some(header.clone()), &KEY.public_key());
        assert_eq!(arrived, Ok(()), "{header}");
    }
}

#[test]
fn a19_the_newer_kind_of_signature_is_told_apart() {
    let letter = Letter::post().with(|letter| {
        letter.added.push(("signature-input", r#"sig1=("@method" "@target-uri");created=1"#.into()));
    });
    let refusal = letter.arrives_with(Some("sig1=:YWJj:".into()), &KEY.public_key()).unwrap_err();
    assert_eq!(refusal, SignatureRefusal::NewerKind);
    assert_eq!(refusal.status(), 401);
}

#[test]
fn a_header_that_is_signed_must_be_there() {
    let letter = Letter::post().with(|letter| letter.signed = format!("{EVERYTHING} x-absent"));
    assert_eq!(letter.arrives(), Err(SignatureRefusal::NotSigned("a header it names")));
}
