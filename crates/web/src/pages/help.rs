//! Short answers to what people ask first.

use std::sync::Arc;

use askama::Template;
use axum::{Router, routing::get};

use crate::{
    answers::{Answer, page},
    layout::Page,
    site::Site,
    viewer::Visit,
};

/// `/help`.
pub fn routes() -> Router<Arc<Site>> {
    Router::new().route("/help", get(show))
}

#[derive(Template)]
#[template(path = "help/show.html")]
struct Show {
    page: Page,
    /// Each question and its answer, by key.
    answers: [(&'static str, &'static str); 7],
}

const ANSWERS: [(&str, &str); 7] = [
    ("help-names-title", "help-names-text"),
    ("help-readers-title", "help-readers-text"),
    ("help-delete-title", "help-delete-text"),
    ("help-times-title", "help-times-text"),
    ("help-leave-title", "leave-how"),
    ("help-codes-title", "help-codes-text"),
    ("help-report-title", "help-report-text"),
];

async fn show(visit: Visit) -> Answer {
    page(&Show { page: visit.page, answers: ANSWERS })
}
