//! Threads: starting one, reading it, changing it.

mod change;
pub mod follow;
mod foot;
mod reading;
pub mod show;
mod start;

use std::sync::Arc;

use axum::{
    Router,
    routing::{get, post},
};

use crate::site::Site;

/// `/c/{name}/threads…` and `/t/{id}…`.
pub fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/c/{name}/threads", post(start::create))
        .route("/c/{name}/threads/new", get(start::new))
        .route("/t/{id}", get(show::show))
        .route("/t/{id}/new", get(show::first_new))
        .route("/t/{id}/edit", get(change::edit).post(change::update))
        .route("/t/{id}/deletion", get(change::confirm).post(change::delete))
        .route("/t/{id}/support", post(follow::support))
        .route("/t/{id}/mute", post(follow::mute))
        .route("/t/{id}/keeping", post(follow::keep))
}
