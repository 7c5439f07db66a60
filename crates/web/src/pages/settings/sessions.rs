//! Where one is signed in, and ending that from afar.

use std::sync::Arc;

use askama::Template;
use axum::{
    Router,
    extract::{Path, State},
    routing::{get, post},
};
use members::{Device, SessionLine};
use store::Day;

use crate::{
    answers::{Answer, go_to, page},
    layout::Page,
    site::Site,
    viewer::{SignedIn, Visit},
};

/// `/settings/sessions`.
pub fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/settings/sessions", get(show))
        .route("/settings/sessions/others/end", post(end_others))
        .route("/settings/sessions/{id}/end", post(end))
}

#[derive(Template)]
#[template(path = "settings/sessions.html")]
struct Show {
    page: Page,
    lines: Vec<SessionLine>,
    today: Day,
}

impl Show {
    fn device_key(line: &SessionLine) -> &'static str {
        match line.device {
            Device::Own => "device-own",
            Device::Shared => "device-shared",
        }
    }

    fn days_left(&self, line: &SessionLine) -> i64 {
        ((line.expires.0 - self.today.0) / 86_400).max(0)
    }
}

async fn show(State(site): State<Arc<Site>>, visit: Visit) -> Answer {
    let member = visit.member()?;
    let lines = site.members.sessions(&member).await?;
    let today = site.database().clock().day();
    page(&Show { page: visit.page, lines, today })
}

async fn end(State(site): State<Arc<Site>>, SignedIn(member): SignedIn, Path(id): Path<String>) -> Answer {
    site.members.end_session(&member, &id).await?;
    go_to("/settings/sessions")
}

async fn end_others(State(site): State<Arc<Site>>, SignedIn(member): SignedIn) -> Answer {
    site.members.end_other_sessions(&member).await?;
    go_to("/settings/sessions")
}
