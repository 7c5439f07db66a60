//! Whether people without an invitation may ask to come in, and whose team answers them. For those who run the server.

use std::sync::Arc;

use askama::Template;
use axum::{Router, extract::State, routing::get};
use members::{Community, Keeper, Refusal, asking, communities, offices};
use serde::Deserialize;
use store::CommunityId;

use crate::{
    Error,
    answers::{Answer, go_to, page, page_again},
    forms::{Errors, Form},
    layout::Page,
    site::Site,
    viewer::{Frame, SignedIn, Visit},
};

/// `/settings/door`.
pub fn routes() -> Router<Arc<Site>> {
    Router::new().route("/settings/door", get(show).post(update))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Chosen {
    community: String,
}

#[derive(Template)]
#[template(path = "settings/door.html")]
struct Show {
    page: Page,
    errors: Errors,
    communities: Vec<Community>,
    chosen: Option<CommunityId>,
}

async fn show(visit: Visit) -> Answer {
    page(&gathered(visit, Errors::none()).await?)
}

async fn gathered(mut visit: Visit, errors: Errors) -> Result<Show, Error> {
    let member = visit.member()?;
    offices::operator(&mut visit.tx, &member).await?.ok_or(Error::NotFound)?;
    let communities = communities::list(&mut visit.tx, &visit.viewer).await?;
    let communities = communities.into_iter().filter(|one| one.is_local() && !one.closed).collect();
    let chosen = visit.page.chosen.porch.door;
    Ok(Show { page: visit.page, errors, communities, chosen })
}

async fn update(
    State(site): State<Arc<Site>>,
    frame: Frame,
    SignedIn(member): SignedIn,
    Form(form): Form<Chosen>,
) -> Answer {
    let mut tx = site.database().write().await?;
    let keeper = Keeper::from(&offices::operator(&mut tx, &member).await?.ok_or(Error::NotFound)?);
    match asking::open_door(&mut tx, &keeper, form.community.parse().ok()).await {
        Ok(()) => {
            tx.commit().await?;
            site.look_again().await?;
            go_to("/settings?saved=yes")
        }
        Err(Refusal::Fault(fault)) => Err(fault.into()),
        Err(refusal) => {
            drop(tx);
            let visit = frame.visit(Some(member)).await?;
            page_again(&gathered(visit, Errors::one("community", refusal.key())).await?)
        }
    }
}

impl Show {
    fn is_chosen(&self, community: &Community) -> bool {
        self.chosen == Some(community.id)
    }
}
