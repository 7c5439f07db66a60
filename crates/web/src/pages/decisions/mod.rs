//! Decisions of moderators: taking one, what its author may know, undoing it, the public log.

mod about;
mod ban;
mod lift;
mod log;
mod pending;
mod propose;
pub mod take;

use std::sync::Arc;

use axum::{
    Router,
    routing::{get, post},
};
use moderation::measures::Kind;

use crate::site::Site;

/// `/c/{name}/decisions`, `/t/{id}/decisions`, `/comments/{id}/decisions`, `/decisions/…`, `/people/…`, `/proposals…`.
pub fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/c/{name}/decisions", get(log::show))
        .route("/t/{id}/decisions", get(about::thread).post(take::thread))
        .route("/comments/{id}/decisions", get(about::comment).post(take::comment))
        .route("/decisions/{id}/lift", post(lift::create))
        .route("/people/{persona}/ban", get(ban::show).post(ban::create))
        .route("/people/{persona}/proposal", get(propose::show).post(propose::create))
        .route("/proposals", get(pending::show))
        .route("/proposals/{id}/agreement", post(pending::agree))
        .route("/proposals/{id}/refusal", post(pending::decline))
        .route("/proposals/{id}/withdrawal", post(pending::withdraw))
}

/// The key of what a decision did, in words.
#[must_use]
pub fn key(kind: Kind) -> &'static str {
    match kind {
        Kind::Remove => "decision-remove",
        Kind::Lock => "decision-lock",
        Kind::Pin => "decision-pin",
        Kind::Ban => "decision-ban",
        Kind::Hold => "decision-hold",
    }
}

/// The key of what a screening rule found, in words.
#[must_use]
pub fn rule_key(rule: &str) -> Option<&'static str> {
    match rule {
        "links" => Some("decision-rule-links"),
        "repetition" => Some("decision-rule-repetition"),
        _ => None,
    }
}
