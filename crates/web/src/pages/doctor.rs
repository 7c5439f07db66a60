//! What the doctor says, as a page for those who run this server.

use std::sync::Arc;

use askama::Template;
use axum::{Router, extract::State, routing::get};
use members::offices;

use crate::{
    Error,
    answers::{Answer, page},
    layout::Page,
    machine::{Finding, State as Health},
    site::Site,
    viewer::Visit,
};

/// `/doctor`.
pub fn routes() -> Router<Arc<Site>> {
    Router::new().route("/doctor", get(show))
}

#[derive(Template)]
#[template(path = "doctor/show.html")]
struct Show {
    page: Page,
    /// What wants somebody, the worst first.
    wanting: Vec<Finding>,
    fine: Vec<Finding>,
}

impl Show {
    fn is_broken(finding: &Finding) -> bool {
        finding.state == Health::Broken
    }
}

async fn show(State(site): State<Arc<Site>>, mut visit: Visit) -> Answer {
    let member = visit.member()?;
    offices::operator(&mut visit.tx, &member).await?.ok_or(Error::NotFound)?;
    // Looking after everything takes a moment, and the database is looked after too.
    let Visit { page: chrome, tx, .. } = visit;
    drop(tx);
    let findings = site.settings.machine.examine().await;
    let (wanting, fine) = findings.into_iter().partition(|finding| finding.state > Health::Unknown);
    page(&Show { page: chrome, wanting, fine })
}
