//! The one page of a new server, behind its single-use link: the first home, then the first invitation.

use std::sync::Arc;

use askama::Template;
use axum::{
    Router,
    extract::{Path, State},
    routing::get,
};
use members::{Refusal, SetUp};
use serde::Deserialize;
use subtle::ConstantTimeEq;

use crate::{
    Error,
    answers::{Answer, go_to, page, page_again},
    doors::{Door, knock},
    forms::{Errors, Form},
    layout::Page,
    neighbourhood::Neighbourhood,
    site::Site,
    viewer::Frame,
};

/// `/setup/{token}`.
pub fn routes() -> Router<Arc<Site>> {
    Router::new().route("/setup/{token}", get(show).post(create))
}

#[derive(Deserialize, Default)]
struct Answers {
    #[serde(default)]
    organisation: String,
    #[serde(default)]
    house: String,
}

#[derive(Template)]
#[template(path = "setup/show.html")]
struct Show {
    page: Page,
    errors: Errors,
    form: Answers,
    token: String,
    warnings: Vec<&'static str>,
}

/// Parts of a host name that tell everybody what its members live with.
const TELLING: [&str; 12] = [
    "rehab",
    "recover",
    "sober",
    "house",
    "treatment",
    "addict",
    "alumni",
    "detox",
    "clinic",
    "hope",
    "step",
    "porchlight",
];

/// The first part of a host name that tells too much, if there is one.
#[must_use]
pub fn telling(host: &str) -> Option<&'static str> {
    TELLING.into_iter().find(|word| host.contains(word))
}

impl Show {
    fn new(page: Page, errors: Errors, form: Answers, token: String) -> Self {
        let settings = &page.site.settings;
        let host = settings.base.host_str().unwrap_or_default();
        let mut warnings = Vec::new();
        if telling(host).is_some() {
            warnings.push("setup-telling-host");
        }
        if !settings.secure {
            warnings.push("setup-plain-http");
        }
        Self { page, errors, form, token, warnings }
    }
}

/// Works for whoever holds the link, until something is set up.
async fn judge(site: &Site, token: &str) -> Result<(), Error> {
    let right = site.settings.setup_token.as_ref().ok_or(Error::NotFound)?;
    let same: bool = right.as_bytes().ct_eq(token.as_bytes()).into();
    if same && !site.members.is_set_up().await? { Ok(()) } else { Err(Error::NotFound) }
}

async fn show(State(site): State<Arc<Site>>, frame: Frame, Path(token): Path<String>) -> Answer {
    judge(&site, &token).await?;
    let form = Answers { house: "yes".into(), ..Answers::default() };
    page(&Show::new(frame.stranger(), Errors::none(), form, token))
}

async fn create(
    State(site): State<Arc<Site>>,
    frame: Frame,
    from: Neighbourhood,
    Path(token): Path<String>,
    Form(form): Form<Answers>,
) -> Answer {
    knock(&site, from, &Door::SetUp(&token))?;
    judge(&site, &token).await?;
    let asked = SetUp { organisation_name: form.organisation.clone(), house: form.house == "yes" };
    match site.members.set_up(asked).await {
        Ok(code) => go_to(format!("/join/{code}")),
        Err(Refusal::OrganisationNameBad) => {
            let errors = Errors::one("organisation", Refusal::OrganisationNameBad.key());
            page_again(&Show::new(frame.stranger(), errors, form, token))
        }
        Err(Refusal::NotAllowed) => Err(Error::NotFound),
        Err(refusal) => Err(refusal.into()),
    }
}
