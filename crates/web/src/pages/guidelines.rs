//! What a community agreed on, in its order; changing it is for those who lead.

use std::sync::Arc;

use askama::Template;
use axum::{Router, routing::get};
use moderation::guidelines::{self, Guideline};
use serde::Deserialize;

use crate::{
    answers::{Answer, go_to, page, page_again},
    forms::{Errors, Form, lines},
    layout::Page,
    parts::{
        id::Id,
        place::{self, Place},
    },
    site::Site,
    viewer::{Frame, SignedIn, Visit},
};

/// `/c/{name}/guidelines`.
pub fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/c/{name}/guidelines", get(show).post(update))
        .route("/c/{name}/guidelines/edit", get(edit))
}

/// What the form sends: one guideline a line.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Written {
    guidelines: String,
}

#[derive(Template)]
#[template(path = "guidelines/show.html")]
struct Show {
    page: Page,
    place: Place,
    guidelines: Vec<Guideline>,
}

#[derive(Template)]
#[template(path = "guidelines/edit.html")]
struct Edit {
    page: Page,
    place: Place,
    text: String,
    errors: Errors,
}

async fn show(mut visit: Visit, Id(name): Id<String>) -> Answer {
    let place = Place::at(&mut visit, &name).await?;
    let guidelines = guidelines::list(&mut visit.tx, place.community.id).await?;
    page(&Show { page: visit.page, place, guidelines })
}

async fn edit(mut visit: Visit, Id(name): Id<String>) -> Answer {
    visit.member()?;
    let place = Place::at(&mut visit, &name).await?;
    place.lead()?;
    let guidelines = guidelines::list(&mut visit.tx, place.community.id).await?;
    let text = guidelines.into_iter().map(|guideline| guideline.text).collect::<Vec<_>>().join("\n");
    page(&Edit { page: visit.page, place, text, errors: Errors::none() })
}

async fn update(
    SignedIn(member): SignedIn,
    frame: Frame,
    Id(name): Id<String>,
    Form(written): Form<Written>,
) -> Answer {
    let mut tx = frame.site.database().write().await?;
    let (community, moderator) = place::moderated(&mut tx, &member, &name).await?;
    let text = lines(&written.guidelines);
    let texts = text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
    match guidelines::set(&mut tx, &moderator, texts).await {
        Ok(()) => {
            tx.commit().await?;
            go_to(format!("{}/guidelines", place::path(&community)))
        }
        Err(moderation::Refusal::GuidelinesUnfit) => {
            drop(tx);
            let mut visit = frame.visit(Some(member)).await?;
            let place = Place::at(&mut visit, &name).await?;
            let errors = Errors::one("guidelines", "refusal-guidelines-unfit");
            page_again(&Edit { page: visit.page, place, text, errors })
        }
        Err(refusal) => Err(refusal.into()),
    }
}
