//! One community: its threads, joining it, the name worn there, its settings.

mod belonging;
mod name;
mod settings;
mod show;

use std::sync::Arc;

use axum::{
    Router,
    routing::{get, post},
};

use crate::site::Site;

/// `/c/{name}`, and what belongs to it besides threads and moderation.
pub fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/c/{name}", get(show::show))
        .route("/c/{name}/membership", post(belonging::join))
        .route("/c/{name}/membership/end", post(belonging::leave))
        .route("/c/{name}/name", get(name::show).post(name::change))
        .route("/c/{name}/settings", get(settings::show).post(settings::change))
        .route("/c/{name}/closing", get(settings::confirm).post(settings::close))
}
