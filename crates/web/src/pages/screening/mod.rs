//! The rules of screening in one community, for its moderators: which there are, how often each was right, letting one
//! rest; and making a new one from examples.

mod list;
mod new;
mod tried;
mod written;

use std::sync::Arc;

use axum::{Router, routing::get};

use crate::site::Site;

/// `/c/{name}/screening` and `/c/{name}/screening/new`.
pub fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/c/{name}/screening", get(list::show).post(list::switch))
        .route("/c/{name}/screening/new", get(new::new).post(new::create))
}

/// Words as people read them: `call…` in all its forms.
fn said(words: &[String]) -> String {
    words.iter().map(|word| word.replace('*', "…")).collect::<Vec<_>>().join(", ")
}
