//! Asking to come in, at three at night and without an invitation: a few words, nothing else, and a code to look back
//! with. Where words speak of danger, help comes first.

use std::sync::Arc;

use askama::Template;
use axum::{Router, extract::State, routing::get};
use members::{
    Refusal,
    asking::{self, Ask},
};
use moderation::{
    alerts,
    screening::{self, Outcome, Screened},
};
use serde::Deserialize;

use crate::{
    Error,
    answers::{Answer, page, page_again},
    doors::{Door, knock},
    forms::{Errors, Form, lines},
    layout::Page,
    neighbourhood::Neighbourhood,
    site::Site,
    viewer::Frame,
};

/// `/join/ask` and `/join/asked`.
pub fn routes() -> Router<Arc<Site>> {
    Router::new().route("/join/ask", get(show).post(create)).route("/join/asked", get(look).post(look_back))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asking {
    words: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Code {
    code: String,
}

#[derive(Template)]
#[template(path = "join/asking.html")]
struct Show {
    page: Page,
    errors: Errors,
    form: Asking,
    answers: bool,
}

#[derive(Template)]
#[template(path = "join/asked.html")]
struct Asked {
    page: Page,
    code: String,
    /// Whether their words speak of danger.
    danger: bool,
}

#[derive(Template)]
#[template(path = "join/look_back.html")]
struct LookBack {
    page: Page,
    errors: Errors,
    code: String,
    found: Option<Ask>,
}

async fn show(frame: Frame) -> Answer {
    page(&asking_page(frame, Errors::none(), Asking::default()))
}

fn asking_page(frame: Frame, errors: Errors, form: Asking) -> Show {
    let page = frame.stranger();
    Show { answers: page.chosen.porch.door.is_some(), page, errors, form }
}

async fn create(
    State(site): State<Arc<Site>>,
    frame: Frame,
    from: Neighbourhood,
    Form(form): Form<Asking>,
) -> Answer {
    knock(&site, from, &Door::Asking)?;
    let words = lines(form.words.trim());
    let verdict = screening::screen(&Screened { text: &words, body: &words, links: 0, recent: &[] });
    let mut tx = site.database().write().await?;
    let (community, id, code) = match asking::ask(&mut tx, &words).await {
        Ok(asked) => asked,
        Err(Refusal::Fault(fault)) => return Err(fault.into()),
        Err(refusal) => {
            return page_again(&asking_page(frame, Errors::one("words", refusal.key()), form));
        }
    };
    alerts::knock(&mut tx, community, id, verdict).await?;
    tx.commit().await?;
    page(&Asked { page: frame.stranger(), code, danger: verdict.outcome() == Outcome::OfferHelp })
}

async fn look(frame: Frame) -> Answer {
    page(&LookBack { page: frame.stranger(), errors: Errors::none(), code: String::new(), found: None })
}

async fn look_back(
    State(site): State<Arc<Site>>,
    frame: Frame,
    from: Neighbourhood,
    Form(form): Form<Code>,
) -> Answer {
    knock(&site, from, &Door::Asked(&form.code))?;
    let found = find(&site, &form.code).await?;
    let errors = if found.is_some() { Errors::none() } else { Errors::one("code", "asked-unknown") };
    let again = found.is_none();
    let template = LookBack { page: frame.stranger(), errors, code: super::typed_code(&form.code), found };
    if again { page_again(&template) } else { page(&template) }
}

async fn find(site: &Site, code: &str) -> Result<Option<Ask>, Error> {
    let mut tx = site.database().read().await?;
    Ok(asking::look_back(&mut tx, code).await?)
}
