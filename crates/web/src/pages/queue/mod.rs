//! What waits for the moderators of a community, the most urgent first: two taps a case, with or without scripts.

mod card;
mod decide;
mod rest;
mod several;
mod show;
pub mod words;

use std::sync::Arc;

use axum::{
    Router,
    routing::{get, post},
};

pub use card::Card;

use crate::{
    answers::{Answer, go_to},
    parts::{id::Id, place::Place},
    site::Site,
    viewer::Visit,
};

/// `/c/{name}/queue`, and below it; `/c/{name}/reports` is where it used to be.
pub fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/c/{name}/queue", get(show::show).post(several::remove))
        .route("/c/{name}/queue/reopening", post(several::reopen))
        .route("/c/{name}/queue/rest", post(rest::create))
        .route("/c/{name}/queue/{id}", post(decide::create))
        .route("/c/{name}/reports", get(moved))
}

async fn moved(mut visit: Visit, Id(name): Id<String>) -> Answer {
    visit.member()?;
    let place = Place::at(&mut visit, &name).await?;
    place.moderator()?;
    go_to(format!("{}/queue", place.path()))
}
