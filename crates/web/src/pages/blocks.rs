//! Blocking a name, for oneself alone: nobody is told, and it can be taken back in the settings.

use std::sync::Arc;

use askama::Template;
use axum::{
    Router,
    routing::{get, post},
};
use members::{Persona, blocks};
use serde::Deserialize;
use store::PersonaId;

use crate::{
    answers::{Answer, go_to, local_path, page},
    forms::Form,
    layout::Page,
    parts::id::Id,
    site::Site,
    viewer::{Frame, SignedIn, Visit},
};

/// `/people/{persona}/block` and `/settings/blocks`.
pub fn routes() -> Router<Arc<Site>> {
    Router::new().route("/people/{persona}/block", post(create)).route("/settings/blocks", get(show))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    /// Not empty: take it back.
    end: String,
    to: String,
}

#[derive(Template)]
#[template(path = "settings/blocks.html")]
struct Show {
    page: Page,
    names: Vec<Persona>,
}

async fn show(mut visit: Visit) -> Answer {
    visit.member()?;
    let names = blocks::list(&mut visit.tx, &visit.journal).await?;
    page(&Show { page: visit.page, names })
}

async fn create(
    SignedIn(member): SignedIn,
    frame: Frame,
    Id(id): Id<PersonaId>,
    Form(asked): Form<Asked>,
) -> Answer {
    let mut tx = frame.site.database().write().await?;
    if asked.end.is_empty() {
        blocks::block(&mut tx, &member, id).await?;
    } else {
        blocks::unblock(&mut tx, &member, id).await?;
    }
    tx.commit().await?;
    go_to(if asked.to.is_empty() { "/settings/blocks" } else { local_path(&asked.to) })
}
