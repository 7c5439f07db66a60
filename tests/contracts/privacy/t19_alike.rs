//! Who asks for what is there and for what is not, unable to tell which: the answers have one status, the same headers
//! and one length, and take the same statements and hashes, step by step. Clocks are for the benchmark.

use attack::timing;
use axum::{
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use members::{Device, Joining};
use store::{Mutant, labour};
use tower::ServiceExt as _;

use crate::porch::Porch;

/// Something that is asked: its name, and the two requests that differ in what is there.
type Pair = (&'static str, Asked, Asked);

/// A request. Those of a pair are of one length, because an answer repeats some of it.
struct Asked {
    path: String,
    form: Option<String>,
    wants: &'static str,
}

/// What came back, as an onlooker sees it.
#[derive(Debug, PartialEq, Eq)]
struct Seen {
    status: StatusCode,
    headers: Vec<(String, String)>,
    length: usize,
    work: Vec<&'static str>,
}

fn get(path: impl Into<String>) -> Asked {
    Asked { path: path.into(), form: None, wants: "application/activity+json" }
}

fn page(path: &str) -> Asked {
    Asked { wants: "text/html", ..get(path) }
}

fn post(path: impl Into<String>, form: &[(&str, &str)]) -> Asked {
    let form: Vec<String> = form.iter().map(|(name, value)| format!("{name}={value}")).collect();
    Asked { path: path.into(), form: Some(form.join("&").replace(' ', "+")), wants: "text/html" }
}

async fn ask(porch: &Porch, asked: &Asked) -> Seen {
    let request = match &asked.form {
        None => Request::get(&asked.path).header(header::ACCEPT, asked.wants),
        Some(_) => {
            Request::post(&asked.path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        }
    };
    let request = request.header(header::HOST, "maple.localhost:8499");
    let request = request.body(Body::from(asked.form.clone().unwrap_or_default())).unwrap();
    let _before = labour::taken();
    let (head, body) = porch.instance.router().oneshot(request).await.unwrap().into_parts();
    let header = |(name, value): (&header::HeaderName, &header::HeaderValue)| {
        // It repeats what was asked for.
        let value = if name == header::LOCATION { "" } else { value.to_str().unwrap() };
        (name.to_string(), value.to_owned())
    };
    Seen {
        status: head.status,
        headers: head.headers.iter().map(header).collect(),
        length: to_bytes(body, 1_000_000).await.unwrap().len(),
        work: labour::taken(),
    }
}

const RIGHT: &str = "cedar lamp window tuesday";
const WRONG: &str = "seven slow brass lanterns";

/// Somebody who joined and came back once: codes that worked, and work no more.
async fn used_codes(porch: &Porch) -> (String, String) {
    let joining =
        |name: &str| Joining { sign_in_name: name.into(), passphrase: RIGHT.into(), device: Device::Own };
    let members = &porch.instance.members;
    let invitation = porch.keeper.invitation("kim").await;
    let joined = members.join(&invitation, joining("kim")).await.unwrap();
    let recovery = joined.recovery_codes[0].clone();
    members.recover(&recovery, joining("kim")).await.unwrap();
    (invitation, recovery)
}

/// Every question whose answer must not tell. "sam" and "kitchen" are there; "tam" and "kitchex" are not.
async fn pairs(porch: &Porch) -> Vec<Pair> {
    let sign_in = |name: &str| post("/sign-in", &[("name", name), ("passphrase", WRONG), ("device", "own")]);
    let join = |code: &str, name: &str| {
        let form = [
            ("step", "passphrase"),
            ("sign_in_name", name),
            ("passphrase", RIGHT),
            ("device", "own"),
            ("adult", "yes"),
        ];
        post(format!("/join/{code}"), &form)
    };
    let recover = |code: &str, name: &str| {
        post("/recover", &[("code", code), ("sign_in_name", name), ("passphrase", RIGHT), ("device", "own")])
    };
    let finger =
        |name: &str| get(format!("/.well-known/webfinger?resource=acct:{name}@maple.localhost:8499"));
    let (invitation, recovery) = used_codes(porch).await;
    let (no_invitation, no_recovery) = ("2222-2222-2222-2222", "2222-2222-2222-2222-2222");
    let hidden = &porch.names[4].handle;
    let nobody: String = hidden.chars().rev().collect();
    vec![
        ("a sign-in name", sign_in("sam"), sign_in("tam")),
        ("an invitation", get(format!("/join/{invitation}")), get(format!("/join/{no_invitation}"))),
        ("an invitation, sent", join(&invitation, "robin"), join(no_invitation, "robin")),
        ("a name without an invitation", join(no_invitation, "sam"), join(no_invitation, "tam")),
        ("a recovery code", recover(&recovery, "robin"), recover(no_recovery, "robin")),
        ("a name without a recovery code", recover(no_recovery, "sam"), recover(no_recovery, "tam")),
        ("a hidden name by WebFinger", finger(hidden), finger(&nobody)),
        ("a hidden community by WebFinger", finger("kitchen"), finger("kitchex")),
        ("a hidden name", get(format!("/p/{hidden}")), get(format!("/p/{nobody}"))),
        ("a hidden name's list", get(format!("/p/{hidden}/outbox")), get(format!("/p/{nobody}/outbox"))),
        ("a hidden community", get("/c/kitchen"), get("/c/kitchex")),
        ("its moderators", get("/p/moderators_kitchen"), get("/p/moderators_kitchex")),
        ("its page", page("/c/kitchen"), page("/c/kitchex")),
        ("its guidelines", page("/c/kitchen/guidelines"), page("/c/kitchex/guidelines")),
        ("its decisions", page("/c/kitchen/decisions"), page("/c/kitchex/decisions")),
    ]
}

/// What an onlooker could tell from the answers.
async fn told() -> Vec<String> {
    let porch = Porch::busy().await;
    let mut told = Vec::new();
    for (what, there, nowhere) in pairs(&porch).await {
        let (one, other) = (ask(&porch, &there).await, ask(&porch, &nowhere).await);
        assert!(!one.status.is_success(), "{what}: {one:?} is no refusal");
        if one != other {
            told.push(format!("{what}: {one:?} or {other:?}"));
        }
    }
    told
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_there_and_what_is_not_answer_alike_for_equal_work() {
    assert_eq!(told().await, Vec::<String>::new());
}

/// The naive attacker, who would look at a clock, looks at the work: without the promise it tells every time.
#[tokio::test(flavor = "multi_thread")]
async fn a_cheaper_answer_for_an_unknown_name_is_caught() {
    let porch = Porch::busy().await;
    let work = async |name: &str| {
        let form = [("name", name), ("passphrase", WRONG), ("device", "own")];
        let seen = ask(&porch, &post("/sign-in", &form)).await;
        seen.work.iter().filter(|step| **step == "Argon2id").count() as f64
    };
    assert_eq!(timing::area(&[work("sam").await, work("alex").await], &[work("tam").await]), 0.5);
    Mutant::UnknownNamesAreCheap.switch_on();
    assert_eq!(timing::area(&[work("sam").await, work("alex").await], &[work("tam").await]), 1.0);
    assert!(told().await.iter().any(|line| line.starts_with("a sign-in name:")));
}

#[tokio::test(flavor = "multi_thread")]
async fn other_words_for_an_unknown_name_is_caught() {
    Mutant::UnknownNamesAreTold.switch_on();
    assert!(told().await.iter().any(|line| line.starts_with("a sign-in name:")));
}

#[tokio::test(flavor = "multi_thread")]
async fn less_work_for_a_missing_actor_is_caught() {
    Mutant::MissingActorsAreCheap.switch_on();
    let told = told().await;
    assert!(told.iter().any(|line| line.starts_with("a hidden name by WebFinger:")), "{told:?}");
    assert!(told.iter().any(|line| line.starts_with("a hidden name:")), "{told:?}");
}
