//! Whether this program lives, and whether it can serve: for whoever watches over it.

use std::sync::Arc;

use axum::{
    Router,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    routing::get,
};
use url::Url;

use crate::site::Site;

/// `/health/live`, `/health/ready` and `/health/front`.
pub fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/health/live", get(live))
        .route("/health/ready", get(ready))
        .route("/health/front", get(front))
}

async fn live() -> &'static str {
    "live\n"
}

/// What whoever stands in front of us passed on, for the doctor: nothing about anybody, only whether it is as it
/// should be.
async fn front(State(site): State<Arc<Site>>, headers: HeaderMap) -> String {
    let settings = &site.settings;
    let said = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let is =
        |base: &Url| base.host_str().is_some_and(|host| said.eq_ignore_ascii_case(&authority(base, host)));
    let host = if is(&settings.base) || settings.onion.as_ref().is_some_and(is) { "right" } else { "wrong" };
    let who = match &settings.address_header {
        None => "unasked",
        Some(header) if headers.contains_key(header) => "told",
        Some(_) => "untold",
    };
    format!("porchlight\nhost {host}\nwho {who}\n")
}

/// A host as browsers say it: with its port, unless that is the usual one.
fn authority(base: &Url, host: &str) -> String {
    base.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

/// Ready means: the database answers.
async fn ready(State(site): State<Arc<Site>>) -> (StatusCode, &'static str) {
    let asked =
        async { site.database().read().await?.sql("SELECT COUNT(*) FROM settings").value::<i64>().await };
    match asked.await {
        Ok(_) => (StatusCode::OK, "ready\n"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "not ready\n"),
    }
}
