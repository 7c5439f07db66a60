//! How long what I write from now on stays.

use std::sync::Arc;

use askama::Template;
use axum::{Router, extract::State, routing::get};
use members::{Life, journal};
use serde::Deserialize;

use crate::{
    answers::{Answer, go_to, page},
    forms::Form,
    layout::Page,
    site::Site,
    viewer::{SignedIn, Visit},
};

/// `/settings/life`.
pub fn routes() -> Router<Arc<Site>> {
    Router::new().route("/settings/life", get(show).post(create))
}

#[derive(Deserialize)]
struct Choice {
    #[serde(default)]
    life: String,
}

#[derive(Template)]
#[template(path = "settings/life.html")]
struct Show {
    page: Page,
    chosen: Option<Life>,
}

impl Show {
    fn key(life: &Life) -> &'static str {
        match life {
            Life::Week => "life-week",
            Life::Month => "life-month",
            Life::Season => "life-season",
            Life::Year => "life-year",
            Life::Never => "life-never",
        }
    }

    fn is_chosen(&self, life: &Life) -> bool {
        self.chosen == Some(*life)
    }
}

async fn show(visit: Visit) -> Answer {
    visit.member()?;
    page(&Show { chosen: visit.journal.life(), page: visit.page })
}

async fn create(
    State(site): State<Arc<Site>>,
    SignedIn(member): SignedIn,
    Form(choice): Form<Choice>,
) -> Answer {
    let mut tx = site.database().write().await?;
    journal::choose_life(&mut tx, &member, choice.life.parse().ok()).await?;
    tx.commit().await?;
    go_to("/settings?saved=yes")
}
