//! Homes and groups: who may invite people to them. For managers, and for operators who make them.

mod invitations;

use std::sync::Arc;

use askama::Template;
use axum::{Router, extract::State, response::Redirect, routing::get};
use members::{Member, Organisation, Refusal, offices, organisations};
use serde::Deserialize;

use crate::{
    Error,
    answers::{Answer, go_to, page, page_again},
    forms::{Errors, Form},
    layout::Page,
    site::Site,
    viewer::{Frame, SignedIn, Visit},
};

/// `/organisations` and the pages under it; `/invitations` leads there.
pub fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/organisations", get(list).post(create))
        .route("/invitations", get(|| async { Redirect::to("/organisations") }))
        .merge(invitations::routes())
}

#[derive(Deserialize, Default)]
struct New {
    #[serde(default)]
    name: String,
    #[serde(default)]
    house: String,
}

#[derive(Template)]
#[template(path = "organisations/list.html")]
struct List {
    page: Page,
    errors: Errors,
    form: New,
    organisations: Vec<Organisation>,
    operates: bool,
}

async fn list(visit: Visit) -> Answer {
    let member = visit.member()?;
    let template =
        gathered(visit, &member, New { house: "yes".into(), ..New::default() }, Errors::none()).await?;
    page(&template)
}

/// Only who manages something sees this page at all.
async fn gathered(mut visit: Visit, member: &Member, form: New, errors: Errors) -> Result<List, Error> {
    let organisations = offices::managed(&mut visit.tx, member).await?;
    let operates = offices::operator(&mut visit.tx, member).await?.is_some();
    if organisations.is_empty() && !operates {
        return Err(Error::NotFound);
    }
    Ok(List { page: visit.page, errors, form, organisations, operates })
}

async fn create(
    State(site): State<Arc<Site>>,
    frame: Frame,
    SignedIn(member): SignedIn,
    Form(form): Form<New>,
) -> Answer {
    let mut tx = site.database().write().await?;
    let Some(operator) = offices::operator(&mut tx, &member).await? else { return Err(Error::NotFound) };
    match organisations::create(&mut tx, &operator, &form.name, !form.house.is_empty()).await {
        Ok(made) => {
            tx.commit().await?;
            go_to(format!("/organisations/{}", made.id))
        }
        Err(Refusal::Fault(fault)) => Err(fault.into()),
        Err(refusal) => {
            drop(tx);
            let visit = frame.visit(Some(member.clone())).await?;
            page_again(&gathered(visit, &member, form, Errors::one("name", refusal.key())).await?)
        }
    }
}
