//! "Delete me": the passphrase, then two equal ways, then good-bye.

use std::sync::Arc;

use askama::Template;
use axum::{
    Router,
    extract::{Query, State},
    routing::{get, post},
};
use forum::leaving;
use members::{Member, Organisation, Pace, Refusal, offices};
use moderation::team;
use serde::Deserialize;

use crate::{
    answers::{Answer, go_to, page, page_again},
    forms::{Errors, Form},
    layout::Page,
    pages::leave::forget,
    site::Site,
    viewer::{Frame, SignedIn, Visit},
};

/// `/settings/leaving`, the step behind it, and the page that is left.
pub fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/settings/leaving", get(show).post(create))
        .route("/settings/leaving/departure", post(depart))
        .route("/farewell", get(farewell))
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    current: String,
}

/// The second step: what the first one gave, and the pace.
#[derive(Deserialize)]
struct Departure {
    #[serde(default)]
    proof: String,
    #[serde(default)]
    pace: String,
}

#[derive(Deserialize)]
struct Gone {
    #[serde(default)]
    pace: String,
}

#[derive(Template)]
#[template(path = "settings/leaving.html")]
struct Show {
    page: Page,
    errors: Errors,
    /// Nobody else runs this server.
    last_operator: bool,
    homes: Vec<Organisation>,
    /// Communities that nobody else leads.
    leads: Vec<String>,
}

#[derive(Template)]
#[template(path = "settings/departure.html")]
struct Choose {
    page: Page,
    proof: String,
}

#[derive(Template)]
#[template(path = "settings/farewell.html")]
struct Farewell {
    page: Page,
    spread: bool,
}

async fn show(visit: Visit) -> Answer {
    let member = visit.member()?;
    page(&first(visit, &member, Errors::none()).await?)
}

async fn first(mut visit: Visit, member: &Member, errors: Errors) -> Result<Show, crate::Error> {
    let last_operator = offices::is_last_operator(&mut visit.tx, member).await?;
    let homes = offices::managed(&mut visit.tx, member).await?;
    let leads = team::led_alone(&mut visit.tx, visit.journal.names()).await?;
    Ok(Show { page: visit.page, errors, last_operator, homes, leads })
}

async fn create(
    State(site): State<Arc<Site>>,
    frame: Frame,
    SignedIn(member): SignedIn,
    Form(asked): Form<Asked>,
) -> Answer {
    let proof = site.members.ask_to_leave(&member, &asked.current).await;
    let visit = frame.visit(Some(member.clone())).await?;
    match proof {
        Ok(proof) => page(&Choose { page: visit.page, proof }),
        Err(Refusal::Fault(fault)) => Err(fault.into()),
        Err(refusal) => page_again(&first(visit, &member, Errors::one("current", refusal.key())).await?),
    }
}

async fn depart(
    State(site): State<Arc<Site>>,
    SignedIn(member): SignedIn,
    Form(departure): Form<Departure>,
) -> Answer {
    let Ok(pace) = departure.pace.parse::<Pace>() else { return go_to("/settings/leaving") };
    if !site.members.asked_to_leave(&member, &departure.proof) {
        return go_to("/settings/leaving");
    }
    match leaving::leave(&site.members, &member, pace).await {
        Err(forum::Refusal::LastOperator) => return go_to("/settings/leaving"),
        left => left?,
    }
    let address = if pace == Pace::Spread { "/farewell?pace=spread" } else { "/farewell" };
    Ok(forget(&site, go_to(address)?))
}

async fn farewell(visit: Visit, Query(gone): Query<Gone>) -> Answer {
    page(&Farewell { page: visit.page, spread: gone.pace == "spread" })
}
