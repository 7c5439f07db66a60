//! The fourth screen: the house key sheet on paper. A part of it is typed back, for a lost pepper locks everybody out.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use members::{
    Keeper,
    porch::{self, Stage},
};
use serde::Deserialize;

use crate::{
    answers::{Answer, go_to, page, page_again},
    forms::{Errors, Form},
    layout::Page,
    pages::setup::{operator, visit_of_operator},
    parts::keys::Typed,
    public_address::{Kind, Seen},
    site::Site,
    viewer::{Frame, SignedIn, Visit},
};

#[derive(Deserialize)]
pub(super) struct Asked {
    /// Given to make another sheet in place of the one that counts.
    #[serde(default)]
    new: String,
}

#[derive(Template)]
#[template(path = "setup/keys.html")]
struct Show {
    page: Page,
    errors: Errors,
    /// The sheet; `None` where one counts already, or where others could read along.
    typed: Option<Typed>,
    /// Whether it is to be made at the machine, because others could read along here.
    overheard: bool,
}

pub(super) async fn show(
    State(site): State<Arc<Site>>,
    seen: Seen,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Answer {
    let visit = visit_of_operator(visit).await?;
    let used = seen.0.unwrap_or_else(|| site.settings.base.clone());
    let overheard = !site.settings.secure && Kind::of(&used).is_overheard(&used);
    let counts = site.settings.machine.has_sheet() && asked.new.is_empty();
    let typed = (!overheard && !counts).then(|| Typed::drawn(site.database().chance()));
    page(&Show { page: visit.page.alone(), errors: Errors::none(), typed, overheard })
}

/// The sheet counts once a part of it was typed back: what nobody wrote down must not count.
pub(super) async fn create(
    State(site): State<Arc<Site>>,
    frame: Frame,
    SignedIn(member): SignedIn,
    Form(typed): Form<Typed>,
) -> Answer {
    let mut tx = site.database().read().await?;
    let keeper = Keeper::from(&operator(&mut tx, &member).await?);
    drop(tx);
    let keeps = typed.later.is_empty();
    if keeps && !typed.fits() {
        let page = frame.visit(Some(member)).await?.page.alone();
        let errors = Errors::one("typed-1", "keys-typed-wrong");
        return page_again(&Show { page, errors, typed: Some(typed), overheard: false });
    }
    if keeps {
        site.settings.machine.keep_sheet(typed.words).await?;
    }
    let mut tx = site.database().write().await?;
    if keeps {
        porch::keys_are_kept(&mut tx, &keeper).await?;
    }
    porch::advance(&mut tx, &keeper, Stage::Keys).await?;
    tx.commit().await?;
    site.look_again().await?;
    go_to("/setup")
}
