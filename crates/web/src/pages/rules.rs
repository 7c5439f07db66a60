//! The last screen of joining: five lines of rules, then a first step of one's own choice.

use std::sync::Arc;

use askama::Template;
use axum::{Router, routing::get};
use members::{Audience, communities, size};

use crate::{
    answers::{Answer, page},
    layout::Page,
    site::Site,
    viewer::Visit,
};

/// `/welcome`.
pub fn routes() -> Router<Arc<Site>> {
    Router::new().route("/welcome", get(show))
}

#[derive(Template)]
#[template(path = "join/rules.html")]
struct Show {
    page: Page,
    /// Where to say hello: the house's own community, or the list.
    introduce: String,
    /// Said once, here: with few people, each is easier to guess.
    small: bool,
}

async fn show(mut visit: Visit) -> Answer {
    visit.member()?;
    let readable = communities::list(&mut visit.tx, &visit.viewer).await?;
    let own = readable.iter().find(|community| community.audience == Audience::House);
    let introduce = own.map_or("/communities".to_owned(), |community| format!("/c/{}", community.address()));
    let small = size::is_small(&mut visit.tx).await?;
    page(&Show { page: visit.page.alone(), introduce, small })
}
