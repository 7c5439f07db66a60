//! What Porchlight is, under which licence, and where its source is: owed to everybody who uses a server.

use std::sync::Arc;

use askama::Template;
use axum::{Router, routing::get};

use crate::{
    answers::{Answer, page},
    layout::Page,
    site::Site,
    viewer::Visit,
};

/// `/about`.
pub fn routes() -> Router<Arc<Site>> {
    Router::new().route("/about", get(show))
}

#[derive(Template)]
#[template(path = "about/show.html")]
struct Show {
    page: Page,
    version: &'static str,
}

async fn show(visit: Visit) -> Answer {
    page(&Show { page: visit.page, version: env!("CARGO_PKG_VERSION") })
}
