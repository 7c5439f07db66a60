//! Coming back with a recovery code alone: a new sign-in name, a new passphrase, new codes.

use std::sync::Arc;

use askama::Template;
use axum::{Router, extract::State, http::StatusCode, routing::get};
use members::Refusal;
use serde::Deserialize;

use crate::{
    answers::{Answer, page, page_with},
    doors::{Door, knock},
    forms::{Errors, Form},
    layout::Page,
    neighbourhood::Neighbourhood,
    pages::{
        join::{self, Draft},
        sign_in,
    },
    site::Site,
    viewer::Frame,
};

/// `/recover`.
pub fn routes() -> Router<Arc<Site>> {
    Router::new().route("/recover", get(show).post(create))
}

#[derive(Deserialize)]
struct Recovery {
    #[serde(default)]
    code: String,
    #[serde(flatten)]
    draft: Draft,
}

#[derive(Template)]
#[template(path = "recover/show.html")]
struct Show {
    page: Page,
    errors: Errors,
    code: String,
    form: Draft,
    suggestions: Vec<String>,
}

async fn show(State(site): State<Arc<Site>>, frame: Frame) -> Answer {
    let form = Draft::offered(site.database().chance());
    let suggestions = Vec::new();
    page(&Show { page: frame.stranger(), errors: Errors::none(), code: String::new(), form, suggestions })
}

async fn create(
    State(site): State<Arc<Site>>,
    frame: Frame,
    from: Neighbourhood,
    Form(sent): Form<Recovery>,
) -> Answer {
    let Some(device) = sign_in::device(&sent.draft.device) else {
        return again(frame, sent, Errors::one("device", "device-missing"), Vec::new());
    };
    knock(&site, from, &Door::Recovery(&sent.code))?;
    match site.members.recover(&sent.code, sent.draft.joining(device)).await {
        Ok(joined) => join::codes::welcome(&site, frame, joined, sent.draft.sign_in_name, false).await,
        Err(Refusal::Fault(fault)) => Err(fault.into()),
        Err(refusal) => {
            let errors = Errors::one(join::field_of(&refusal), refusal.key());
            let Refusal::SignInNameTaken { suggestions } = refusal else {
                return again(frame, sent, errors, Vec::new());
            };
            again(frame, sent, errors, suggestions)
        }
    }
}

fn again(frame: Frame, sent: Recovery, errors: Errors, suggestions: Vec<String>) -> Answer {
    let Recovery { code, draft: form } = sent;
    let template = Show { page: frame.stranger(), errors, code, form, suggestions };
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &template)
}
