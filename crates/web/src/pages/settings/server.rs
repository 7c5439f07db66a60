//! What this server is like, for those who run it: its name, its colour, who may read, whom to call, the house keys.

use std::sync::Arc;

use askama::Template;
use axum::{
    Router,
    extract::{Query, State},
    routing::{get, post},
};
use members::{Keeper, Member, help_lines, offices, porch};
use serde::Deserialize;
use store::Tx;
use url::Url;

use crate::{
    Error,
    answers::{Answer, go_to, page, page_again},
    forms::{Errors, Form},
    layout::Page,
    parts::{
        help_lines::{Lines, LinesForm, keep as keep_lines},
        look::{self, COLOURS, LookForm, READERS},
    },
    site::Site,
    viewer::{Frame, SignedIn, Visit, is_country},
};

/// `/settings/server` and `/settings/help-lines`.
pub fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/settings/server", get(show_look).post(update_look))
        .route("/settings/help-lines", get(show_lines).post(update_lines))
        .route("/settings/help-lines/removal", post(remove_line))
}

#[derive(Template)]
#[template(path = "settings/server.html")]
struct Look {
    page: Page,
    errors: Errors,
    form: LookForm,
    /// The public address, which only the settings file changes.
    address: Url,
}

#[derive(Template)]
#[template(path = "settings/help_lines.html")]
struct HelpLines {
    page: Page,
    errors: Errors,
    form: LinesForm,
    lines: Lines,
}

#[derive(Deserialize)]
struct Asked {
    /// Which country's lines; without it, this server's.
    country: Option<String>,
}

#[derive(Deserialize)]
struct Removed {
    #[serde(default)]
    country: String,
    #[serde(default)]
    number: String,
}

/// Only for those who run this server: for anybody else there is no such page.
pub(super) async fn keeper(tx: &mut Tx, member: &Member) -> Result<Keeper, Error> {
    Ok(Keeper::from(&offices::operator(tx, member).await?.ok_or(Error::NotFound)?))
}

async fn show_look(State(site): State<Arc<Site>>, mut visit: Visit) -> Answer {
    let member = visit.member()?;
    keeper(&mut visit.tx, &member).await?;
    let form = LookForm::of(&porch::read(&mut visit.tx).await?, &site.settings.name);
    let address = site.settings.base.clone();
    page(&Look { page: visit.page, errors: Errors::none(), form, address })
}

async fn update_look(
    State(site): State<Arc<Site>>,
    frame: Frame,
    SignedIn(member): SignedIn,
    Form(form): Form<LookForm>,
) -> Answer {
    let mut tx = site.database().write().await?;
    let keeper = keeper(&mut tx, &member).await?;
    if let Err(errors) = look::keep(&mut tx, &keeper, &form).await? {
        drop(tx);
        let page = frame.visit(Some(member)).await?.page;
        let address = site.settings.base.clone();
        return page_again(&Look { page, errors, form, address });
    }
    tx.commit().await?;
    site.look_again().await?;
    go_to("/settings?saved=yes")
}

async fn show_lines(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let country = asked.country.unwrap_or_else(|| visit.page.chosen.porch.country.clone());
    let form = LinesForm { country, ..LinesForm::default() };
    page(&gathered(visit, form, Errors::none()).await?)
}

async fn gathered(mut visit: Visit, form: LinesForm, errors: Errors) -> Result<HelpLines, Error> {
    let member = visit.member()?;
    keeper(&mut visit.tx, &member).await?;
    let site = visit.page.site.clone();
    let lines = Lines::of(&site.emergency, &visit.page.chosen, &form.country, site.database().clock().day());
    Ok(HelpLines { page: visit.page, errors, form, lines })
}

async fn update_lines(
    State(site): State<Arc<Site>>,
    frame: Frame,
    SignedIn(member): SignedIn,
    Form(form): Form<LinesForm>,
) -> Answer {
    let mut tx = site.database().write().await?;
    let keeper = keeper(&mut tx, &member).await?;
    if !form.again.is_empty() {
        drop(tx);
        return page(&gathered(frame.visit(Some(member)).await?, form, Errors::none()).await?);
    }
    let shown = Lines::of(&site.emergency, &site.choice.now(), &form.country, site.database().clock().day());
    let country = if is_country(&form.country) { form.country.as_str() } else { "" };
    porch::live_in(&mut tx, &keeper, country).await?;
    if let Err(errors) = keep_lines(&mut tx, &keeper, &form, &shown).await? {
        drop(tx);
        return page_again(&gathered(frame.visit(Some(member)).await?, form, errors).await?);
    }
    tx.commit().await?;
    site.look_again().await?;
    go_to("/settings/help-lines")
}

async fn remove_line(
    State(site): State<Arc<Site>>,
    SignedIn(member): SignedIn,
    Form(removed): Form<Removed>,
) -> Answer {
    let mut tx = site.database().write().await?;
    let keeper = keeper(&mut tx, &member).await?;
    help_lines::take_away(&mut tx, &keeper, &removed.country, &removed.number).await?;
    tx.commit().await?;
    site.look_again().await?;
    go_to("/settings/help-lines")
}
