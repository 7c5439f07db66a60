//! What robots are asked for: to come to open communities only. It protects nothing, it is a request.

use std::sync::Arc;

use axum::{Router, http::header, response::IntoResponse, routing::get};

use crate::site::Site;

/// What is not open asks a robot to sign in, like anybody else, and says `noindex`.
const ROBOTS: &str = "User-agent: *\nAllow: /c/\nAllow: /t/\nAllow: /styles/\nDisallow: /\n";

/// `/robots.txt`.
pub fn routes() -> Router<Arc<Site>> {
    Router::new().route("/robots.txt", get(show))
}

async fn show() -> impl IntoResponse {
    ([(header::CACHE_CONTROL, "public, max-age=3600")], ROBOTS)
}
