//! Changing the passphrase; every other session ends.

use std::sync::Arc;

use askama::Template;
use axum::{Router, extract::State, routing::get};
use members::{Limit, Refusal, passphrases};
use serde::Deserialize;

use crate::{
    answers::{Answer, go_to, page, page_again},
    forms::{Errors, Form},
    layout::Page,
    site::Site,
    viewer::{Frame, SignedIn, Visit},
};

/// `/settings/passphrase`.
pub fn routes() -> Router<Arc<Site>> {
    Router::new().route("/settings/passphrase", get(show).post(create))
}

#[derive(Deserialize)]
struct Change {
    #[serde(default)]
    current: String,
    #[serde(default)]
    offered: String,
    #[serde(default)]
    passphrase: String,
}

#[derive(Template)]
#[template(path = "settings/passphrase.html")]
struct Show {
    page: Page,
    errors: Errors,
    form: Change,
}

async fn show(visit: Visit) -> Answer {
    visit.member()?;
    let offered = passphrases::offer(visit.tx.chance());
    let form = Change { current: String::new(), passphrase: offered.clone(), offered };
    page(&Show { page: visit.page, errors: Errors::none(), form })
}

async fn create(
    State(site): State<Arc<Site>>,
    frame: Frame,
    SignedIn(member): SignedIn,
    Form(form): Form<Change>,
) -> Answer {
    site.limits.of_account(Limit::Passphrase, &member)?;
    match site.members.change_passphrase(&member, &form.current, &form.passphrase).await {
        Ok(()) => go_to("/settings?saved=yes"),
        Err(Refusal::Fault(fault)) => Err(fault.into()),
        Err(refusal) => {
            let wrong = matches!(refusal, Refusal::WrongPassphrase);
            let field = if wrong { "current" } else { "passphrase" };
            let form = Change { current: String::new(), ..form };
            let chrome = frame.visit(Some(member)).await?.page;
            page_again(&Show { page: chrome, errors: Errors::one(field, refusal.key()), form })
        }
    }
}
