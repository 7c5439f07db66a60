//! What a new community here starts with, for those who run this server: written when it was set up, and changed here.

use std::sync::Arc;

use askama::Template;
use axum::{Router, extract::State, routing::get};
use members::porch;
use serde::Deserialize;

use crate::{
    answers::{Answer, go_to, page, page_again},
    forms::{Errors, Form, lines},
    layout::Page,
    pages::{founding, settings::server::keeper},
    site::Site,
    viewer::{Frame, SignedIn, Visit},
};

/// `/settings/guidelines`.
pub fn routes() -> Router<Arc<Site>> {
    Router::new().route("/settings/guidelines", get(show).post(update))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Guidelines {
    /// One a line.
    guidelines: String,
}

#[derive(Template)]
#[template(path = "settings/guidelines.html")]
struct Show {
    page: Page,
    errors: Errors,
    guidelines: String,
}

async fn show(mut visit: Visit) -> Answer {
    let member = visit.member()?;
    keeper(&mut visit.tx, &member).await?;
    let guidelines = founding::starting_guidelines(&porch::read(&mut visit.tx).await?).join("\n");
    page(&Show { page: visit.page, errors: Errors::none(), guidelines })
}

async fn update(
    State(site): State<Arc<Site>>,
    frame: Frame,
    SignedIn(member): SignedIn,
    Form(form): Form<Guidelines>,
) -> Answer {
    let mut tx = site.database().write().await?;
    let keeper = keeper(&mut tx, &member).await?;
    let guidelines = lines(&form.guidelines);
    match founding::guidelines_in(&guidelines) {
        Ok(guidelines) => porch::agree_on(&mut tx, &keeper, &guidelines).await?,
        Err(errors) => {
            drop(tx);
            let page = frame.visit(Some(member)).await?.page;
            return page_again(&Show { page, errors, guidelines });
        }
    }
    tx.commit().await?;
    site.look_again().await?;
    go_to("/settings?saved=yes")
}
