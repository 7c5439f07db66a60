//! Two new recovery codes; the old ones stop working.

use std::sync::Arc;

use askama::Template;
use axum::{Router, extract::State, routing::get};
use members::{Limit, Refusal};
use serde::Deserialize;

use crate::{
    answers::{Answer, page, page_again},
    forms::{Errors, Form},
    layout::Page,
    pages::join::codes::CodesScreen,
    site::Site,
    viewer::{Frame, SignedIn, Visit},
};

/// `/settings/recovery-codes`.
pub fn routes() -> Router<Arc<Site>> {
    Router::new().route("/settings/recovery-codes", get(show).post(create))
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    current: String,
}

#[derive(Template)]
#[template(path = "settings/recovery_codes.html")]
struct Show {
    page: Page,
    errors: Errors,
}

async fn show(visit: Visit) -> Answer {
    visit.member()?;
    page(&Show { page: visit.page, errors: Errors::none() })
}

async fn create(
    State(site): State<Arc<Site>>,
    frame: Frame,
    SignedIn(member): SignedIn,
    Form(asked): Form<Asked>,
) -> Answer {
    site.limits.of_account(Limit::Passphrase, &member)?;
    let made = site.members.new_recovery_codes(&member, &asked.current).await;
    let chrome = frame.visit(Some(member)).await?.page;
    match made {
        Ok(codes) => page(&CodesScreen::renewed(chrome, codes)),
        Err(Refusal::Fault(fault)) => Err(fault.into()),
        Err(refusal) => page_again(&Show { page: chrome, errors: Errors::one("current", refusal.key()) }),
    }
}
