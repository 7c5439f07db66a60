//! Whether this program lives, and whether it can serve: for whoever watches over it.

use std::sync::Arc;

use axum::{Router, extract::State, http::StatusCode, routing::get};

use crate::site::Site;

/// `/health/live` and `/health/ready`.
pub fn routes() -> Router<Arc<Site>> {
    Router::new().route("/health/live", get(live)).route("/health/ready", get(ready))
}

async fn live() -> &'static str {
    "live\n"
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
