//! Changing what one signs in with.

use std::sync::Arc;

use askama::Template;
use axum::{Router, extract::State, routing::get};
use members::{Limit, Refusal, sign_in_names};
use serde::Deserialize;

use crate::{
    answers::{Answer, go_to, page, page_again},
    forms::{Errors, Form},
    layout::Page,
    site::Site,
    viewer::{Frame, SignedIn, Visit},
};

/// `/settings/sign-in-name`.
pub fn routes() -> Router<Arc<Site>> {
    Router::new().route("/settings/sign-in-name", get(show).post(create))
}

#[derive(Deserialize)]
struct Change {
    #[serde(default)]
    sign_in_name: String,
    #[serde(default)]
    current: String,
}

#[derive(Template)]
#[template(path = "settings/sign_in_name.html")]
struct Show {
    page: Page,
    errors: Errors,
    form: Change,
    suggestions: Vec<String>,
}

async fn show(visit: Visit) -> Answer {
    visit.member()?;
    let form = Change { sign_in_name: sign_in_names::offer(visit.tx.chance()), current: String::new() };
    page(&Show { page: visit.page, errors: Errors::none(), form, suggestions: Vec::new() })
}

async fn create(
    State(site): State<Arc<Site>>,
    frame: Frame,
    SignedIn(member): SignedIn,
    Form(form): Form<Change>,
) -> Answer {
    site.limits.of_account(Limit::Passphrase, &member)?;
    let Err(refusal) = site.members.change_sign_in_name(&member, &form.current, &form.sign_in_name).await
    else {
        return go_to("/settings?saved=yes");
    };
    let wrong = matches!(refusal, Refusal::WrongPassphrase);
    let (field, key) = (if wrong { "current" } else { "sign_in_name" }, refusal.key());
    let suggestions = match refusal {
        Refusal::Fault(fault) => return Err(fault.into()),
        Refusal::SignInNameTaken { suggestions } => suggestions,
        _ => Vec::new(),
    };
    let form = Change { current: String::new(), ..form };
    let chrome = frame.visit(Some(member)).await?.page;
    page_again(&Show { page: chrome, errors: Errors::one(field, key), form, suggestions })
}
