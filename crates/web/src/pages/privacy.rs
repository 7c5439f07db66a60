//! What is promised, what is kept and who can see it, made from `PRIVACY.toml`; and what can be handed out to whom.

use std::sync::Arc;

use askama::Template;
use axum::{Router, extract::Query, routing::get};
use members::size;
use serde::Deserialize;

use crate::{
    answers::{Answer, page, page_of},
    layout::Page,
    privacy::{Disclosed, Privacy, Sentence},
    site::Site,
    viewer::Visit,
};

/// `/privacy` and `/privacy/requests`.
pub fn routes() -> Router<Arc<Site>> {
    Router::new().route("/privacy", get(show)).route("/privacy/requests", get(requests))
}

/// About how many bytes the page takes.
const ROOM: usize = 80_000;

#[derive(Deserialize)]
struct Asked {
    /// Given to unfold every table, to print the page.
    all: Option<String>,
}

#[derive(Template)]
#[template(path = "privacy/show.html")]
struct Show {
    page: Page,
    privacy: Privacy,
    /// Whether so few have an account that they are easier to guess.
    small: bool,
    unfolded: bool,
}

#[derive(Template)]
#[template(path = "privacy/requests.html")]
struct Requests {
    page: Page,
    disclosed: Vec<Disclosed>,
    not_stored: Vec<Sentence>,
    not_printed: Vec<Sentence>,
}

async fn show(mut visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let small = size::is_small(&mut visit.tx).await?;
    let privacy = Privacy::embedded();
    page_of(ROOM, &Show { page: visit.page, privacy, small, unfolded: asked.all.is_some() })
}

async fn requests(visit: Visit) -> Answer {
    let Privacy { disclosed, not_stored, not_printed, .. } = Privacy::embedded();
    page(&Requests { page: visit.page, disclosed, not_stored, not_printed })
}
