//! Settings: one topic a page, and each says what others will see of it (nothing, as a rule).

pub mod audit;
pub mod door;
pub mod everything;
pub mod finding;
pub mod guidelines;
pub mod leaving;
pub mod life;
pub mod look;
pub mod names;
pub mod passphrase;
pub mod recovery_codes;
pub mod server;
pub mod sessions;
pub mod sign_in_name;

use std::sync::Arc;

use askama::Template;
use axum::{Router, extract::Query, routing::get};
use members::{Organisation, offices, organisations};
use serde::Deserialize;

use crate::{
    answers::{Answer, page},
    layout::Page,
    site::Site,
    viewer::Visit,
};

/// `/settings` and the pages under it.
pub fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/settings", get(show))
        .merge(passphrase::routes())
        .merge(sign_in_name::routes())
        .merge(recovery_codes::routes())
        .merge(sessions::routes())
        .merge(look::routes())
        .merge(life::routes())
        .merge(finding::routes())
        .merge(everything::routes())
        .merge(leaving::routes())
        .merge(names::routes())
        .merge(server::routes())
        .merge(door::routes())
        .merge(audit::routes())
        .merge(guidelines::routes())
}

/// Said once after something was saved: `/settings?saved=yes`.
#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    saved: String,
}

#[derive(Template)]
#[template(path = "settings/show.html")]
struct Show {
    page: Page,
    saved: bool,
    homes: Vec<Organisation>,
    manages: bool,
    operates: bool,
}

async fn show(mut visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let member = visit.member()?;
    let homes = organisations::mine(&mut visit.tx, &member).await?;
    let manages = !offices::managed(&mut visit.tx, &member).await?.is_empty();
    let operates = offices::operator(&mut visit.tx, &member).await?.is_some();
    page(&Show { page: visit.page, saved: !asked.saved.is_empty(), homes, manages, operates })
}
