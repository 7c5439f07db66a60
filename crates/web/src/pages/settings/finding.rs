//! Whether search should find the threads that I start from now on: ticked beforehand in the composer, or not.

use std::sync::Arc;

use askama::Template;
use axum::{Router, extract::State, routing::get};
use members::journal;
use serde::Deserialize;

use crate::{
    answers::{Answer, go_to, page},
    forms::Form,
    layout::Page,
    site::Site,
    viewer::{SignedIn, Visit},
};

/// `/settings/search`.
pub fn routes() -> Router<Arc<Site>> {
    Router::new().route("/settings/search", get(show).post(create))
}

#[derive(Deserialize)]
struct Choice {
    unlisted: Option<String>,
}

#[derive(Template)]
#[template(path = "settings/finding.html")]
struct Show {
    page: Page,
    unlisted: bool,
}

async fn show(visit: Visit) -> Answer {
    visit.member()?;
    page(&Show { unlisted: visit.journal.unlisted(), page: visit.page })
}

async fn create(
    State(site): State<Arc<Site>>,
    SignedIn(member): SignedIn,
    Form(choice): Form<Choice>,
) -> Answer {
    let mut tx = site.database().write().await?;
    journal::choose_unlisted(&mut tx, &member, choice.unlisted.is_some()).await?;
    tx.commit().await?;
    go_to("/settings?saved=yes")
}
