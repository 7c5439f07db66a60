//! What an alert says: nothing of what it is about.

use std::collections::BTreeSet;

use moderation::{alerts::WORDS, bells};
use store::Mutant;

use super::{scene::Scene, tower::Heard};

/// Everything that an alert could tell: every header, and every body by how its bell is rung.
async fn said_of_everything() -> (BTreeSet<String>, BTreeSet<String>) {
    let scene = Scene::new().await;
    scene.bell(bells::Kind::Ntfy, "topic", &[]).await;
    scene.bell(bells::Kind::Webhook, "hook", &[]).await;
    let sam = scene.newcomer("sam").await;
    let thread = sam.start(&scene.community, "Canary title", "Canary body").await;
    sam.start(&scene.community, "Tonight", "I want to kill myself, I have the pills here").await;
    scene.report(thread).await;
    scene.passes(0).await;
    scene.passes(2 * 3_600).await;
    scene.passes(4 * 3_600).await;
    let kinds: BTreeSet<&str> = scene.lines().await.iter().map(|line| line.kind.word()).collect();
    assert!(kinds.len() >= 3, "{kinds:?}");
    let heard = scene.tower.heard();
    assert!(heard.len() >= 8, "{heard:?}");
    let numbers: Vec<String> = heard.iter().map(Heard::number).collect();
    let without = |body: &str| numbers.iter().fold(body.to_owned(), |body, number| body.replace(number, "#"));
    let headers = heard.iter().flat_map(|heard| heard.headers.keys().map(ToString::to_string)).collect();
    (headers, heard.iter().map(|heard| without(&heard.body)).collect())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_alert_holds_no_content() {
    let (headers, bodies) = said_of_everything().await;
    let allowed = [
        "accept",
        "accept-encoding",
        "content-length",
        "content-type",
        "host",
        "porchlight-ring",
        "user-agent",
    ];
    assert!(headers.iter().all(|name| allowed.contains(&name.as_str())), "{headers:?}");
    let hook = serde_json::json!({ "text": WORDS, "content": WORDS, "id": "#" }).to_string();
    assert_eq!(bodies, BTreeSet::from([WORDS.to_owned(), hook]));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_alert_that_tells_is_caught() {
    Mutant::AlertTells.switch_on();
    let (_, bodies) = said_of_everything().await;
    assert!(bodies.len() > 2, "{bodies:?}");
}
