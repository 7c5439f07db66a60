//! People at the door without an invitation, for the team that answers them.

use std::sync::Arc;

use askama::Template;
use axum::{Router, routing::get};
use members::{
    Refusal,
    asking::{self, Ask},
};
use moderation::team;
use serde::Deserialize;
use store::AskId;

use crate::{
    Error,
    answers::{Answer, go_to, page, page_again},
    forms::{Errors, Form, lines},
    layout::Page,
    parts::{
        id::Id,
        place::{self, Place},
    },
    site::Site,
    viewer::{Frame, SignedIn, Visit},
};

/// `/c/{name}/door`.
pub fn routes() -> Router<Arc<Site>> {
    Router::new().route("/c/{name}/door", get(show).post(answer))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Answered {
    ask: String,
    words: String,
    /// `in` to let them in.
    decision: String,
}

#[derive(Template)]
#[template(path = "door/show.html")]
struct Show {
    page: Page,
    place: Place,
    asks: Vec<Ask>,
    errors: Errors,
    form: Answered,
    answers: bool,
}

async fn show(visit: Visit, Id(name): Id<String>) -> Answer {
    page(&gathered(visit, &name, Errors::none(), Answered::default()).await?)
}

async fn gathered(mut visit: Visit, name: &str, errors: Errors, form: Answered) -> Result<Show, Error> {
    let member = visit.member()?;
    let place = Place::at(&mut visit, name).await?;
    team::greeter(&mut visit.tx, &member, &place.community).await?.ok_or(Error::NotFound)?;
    let asks = asking::list(&mut visit.tx, place.community.id).await?;
    let answers = visit.page.chosen.porch.door == Some(place.community.id);
    Ok(Show { page: visit.page, place, asks, errors, form, answers })
}

async fn answer(
    SignedIn(member): SignedIn,
    frame: Frame,
    Id(name): Id<String>,
    Form(form): Form<Answered>,
) -> Answer {
    let mut tx = frame.site.database().write().await?;
    let (community, _greeter) = place::greeted(&mut tx, &member, &name).await?;
    let (id, words) = (AskId(form.ask.parse().unwrap_or_default()), lines(form.words.trim()));
    match asking::answer(&mut tx, &community, id, &words, form.decision == "in").await {
        Ok(()) => {
            tx.commit().await?;
            go_to(format!("{}/door", place::path(&community)))
        }
        Err(Refusal::Fault(fault)) => Err(fault.into()),
        Err(refusal) => {
            drop(tx);
            let visit = frame.visit(Some(member)).await?;
            page_again(&gathered(visit, &name, Errors::one("words", refusal.key()), form).await?)
        }
    }
}

impl Show {
    /// Whether an answer to this one came back to be mended.
    fn is_mended(&self, ask: &Ask) -> bool {
        !self.errors.is_empty() && self.form.ask == ask.id.to_string()
    }
}
