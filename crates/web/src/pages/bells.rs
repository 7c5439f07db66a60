//! Where a team is woken: putting bells up, trying them out, taking them down. For its moderators.

use std::sync::Arc;

use axum::{Router, routing::post};
use moderation::bells::{self, Kind};
use serde::Deserialize;
use store::BellId;

use crate::{
    answers::{Answer, go_to},
    forms::{Errors, Form},
    pages::rota,
    parts::{id::Id, place, weekly::HoursForm},
    site::Site,
    viewer::{Frame, SignedIn},
};

/// `/c/{name}/bells`.
pub fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/c/{name}/bells", post(put_up))
        .route("/c/{name}/bells/hours", post(change_hours))
        .route("/c/{name}/bells/trial", post(try_out))
        .route("/c/{name}/bells/end", post(take_down))
}

/// What the forms send.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Chosen {
    bell: String,
    kind: String,
    place: String,
    /// Pressed to let it ring at every hour.
    always: String,
    clock: String,
    day: Vec<i64>,
    from: String,
    to: String,
}

impl Chosen {
    fn bell(&self) -> BellId {
        BellId(self.bell.parse().unwrap_or_default())
    }

    fn hours(&self) -> HoursForm {
        HoursForm::of(&self.clock, &self.day, &self.from, &self.to)
    }
}

async fn put_up(
    SignedIn(member): SignedIn,
    frame: Frame,
    Id(name): Id<String>,
    Form(form): Form<Chosen>,
) -> Answer {
    let mut tx = frame.site.database().write().await?;
    let (community, moderator) = place::moderated(&mut tx, &member, &name).await?;
    let place = form.place.trim();
    let opens = frame.site.federation.as_ref().is_some_and(|federation| federation.may_ring_at(place));
    let put_up = match Kind::read(&form.kind).filter(|_| opens) {
        Some(kind) => bells::put_up(&mut tx, &moderator, kind, place, member.secrets()).await,
        None => Err(moderation::Refusal::BellUnfit),
    };
    match put_up {
        Ok(bell) => {
            bells::add_hours(&mut tx, &moderator, bell, &form.hours().stretches()).await?;
            tx.commit().await?;
            go_to(rota::back(&place::path(&community), form.hours().ahead()))
        }
        Err(moderation::Refusal::Fault(fault)) => Err(fault.into()),
        Err(refusal) => {
            drop(tx);
            let (visit, errors) = (frame.visit(Some(member)).await?, Errors::one("place", refusal.key()));
            rota::again(visit, &name, form.hours().ahead(), errors, form.place).await
        }
    }
}

async fn change_hours(
    SignedIn(member): SignedIn,
    frame: Frame,
    Id(name): Id<String>,
    Form(form): Form<Chosen>,
) -> Answer {
    let mut tx = frame.site.database().write().await?;
    let (community, moderator) = place::moderated(&mut tx, &member, &name).await?;
    if form.always.is_empty() {
        bells::add_hours(&mut tx, &moderator, form.bell(), &form.hours().stretches()).await?;
    } else {
        bells::ring_always(&mut tx, &moderator, form.bell()).await?;
    }
    tx.commit().await?;
    go_to(rota::back(&place::path(&community), form.hours().ahead()))
}

async fn try_out(
    SignedIn(member): SignedIn,
    frame: Frame,
    Id(name): Id<String>,
    Form(form): Form<Chosen>,
) -> Answer {
    let mut tx = frame.site.database().write().await?;
    let (community, moderator) = place::moderated(&mut tx, &member, &name).await?;
    bells::try_out(&mut tx, &moderator, form.bell()).await?;
    tx.commit().await?;
    go_to(rota::back(&place::path(&community), form.hours().ahead()))
}

async fn take_down(
    SignedIn(member): SignedIn,
    frame: Frame,
    Id(name): Id<String>,
    Form(form): Form<Chosen>,
) -> Answer {
    let mut tx = frame.site.database().write().await?;
    let (community, moderator) = place::moderated(&mut tx, &member, &name).await?;
    bells::take_down(&mut tx, &moderator, form.bell()).await?;
    tx.commit().await?;
    go_to(rota::back(&place::path(&community), form.hours().ahead()))
}
