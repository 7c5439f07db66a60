//! The audit, for those who run this server: where its chains end, to be written down, and the last rows.

use std::sync::Arc;

use askama::Template;
use axum::{Router, routing::get};
use members::offices;
use store::audit::{self, Act, Mark, Row};

use crate::{
    Error,
    answers::{Answer, page},
    layout::Page,
    parts::times::Times,
    site::Site,
    viewer::Visit,
};

/// `/settings/audit`.
pub fn routes() -> Router<Arc<Site>> {
    Router::new().route("/settings/audit", get(show))
}

/// How many rows the page shows.
const ROWS: i64 = 50;

#[derive(Template)]
#[template(path = "settings/audit.html")]
struct Show {
    page: Page,
    head: String,
    rows: Vec<Row>,
    times: Times,
}

async fn show(mut visit: Visit) -> Answer {
    let member = visit.member()?;
    offices::operator(&mut visit.tx, &member).await?.ok_or(Error::NotFound)?;
    let marks: Vec<Mark> = audit::marks(&mut visit.tx).await?.into_values().collect();
    let rows = audit::last(&mut visit.tx, ROWS).await?;
    let times = Times::new(&visit.page.t, visit.page.hour, rows.iter().map(|row| row.month));
    page(&Show { page: visit.page, head: Mark::print(&marks), rows, times })
}

impl Show {
    /// What was done: a key.
    fn did(row: &Row) -> &'static str {
        let act = Act::ALL.iter().find(|act| act.word() == row.act);
        match act {
            Some(Act::MeasureTaken) => "audit-measure-taken",
            Some(Act::MeasureLifted) => "audit-measure-lifted",
            Some(Act::ProposalMade) => "audit-proposal-made",
            Some(Act::ProposalDone) => "audit-proposal-done",
            Some(Act::ProposalDropped) => "audit-proposal-dropped",
            Some(Act::AppealMade) => "audit-appeal-made",
            Some(Act::AppealSettled) => "audit-appeal-settled",
            Some(Act::Appointed) => "audit-appointed",
            Some(Act::Retired) => "audit-retired",
            Some(Act::GuidelinesChanged) => "audit-guidelines-changed",
            Some(Act::CommunityFounded) => "audit-community-founded",
            Some(Act::CommunityClosed) => "audit-community-closed",
            Some(Act::OrganisationMade) => "audit-organisation-made",
            Some(Act::OfficeGiven) => "audit-office-given",
            Some(Act::StayEnded) => "audit-stay-ended",
            Some(Act::ServerListed) => "audit-server-listed",
            Some(Act::ServerEnded) => "audit-server-ended",
            Some(Act::ServerBlocked) => "audit-server-blocked",
            None => "audit-something",
        }
    }

    /// By which guideline or rule, of which kind, of which server: as it is kept.
    fn what(row: &Row) -> String {
        let guideline = row.guideline.map(|number| format!("G{number}"));
        let parts = [Some(row.what.clone()), guideline, row.rule.clone(), Some(row.host.clone())];
        parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }

    fn community(row: &Row) -> Option<String> {
        row.community().map(|community| community.to_string())
    }
}
