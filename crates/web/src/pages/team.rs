//! Who keeps a community safe, and who greets; appointing and retiring is for those who lead.

use std::sync::Arc;

use askama::Template;
use axum::{
    Router,
    routing::{get, post},
};
use members::Persona;
use moderation::team::{self, Role};
use serde::Deserialize;
use store::PersonaId;

use crate::{
    Error,
    answers::{Answer, go_to, page},
    forms::Form,
    layout::Page,
    parts::{
        id::Id,
        place::{self, Place},
    },
    site::Site,
    viewer::{Frame, SignedIn, Visit},
};

/// `/c/{name}/team`.
pub fn routes() -> Router<Arc<Site>> {
    Router::new().route("/c/{name}/team", get(show).post(appoint)).route("/c/{name}/team/end", post(retire))
}

/// Whom.
#[derive(Deserialize)]
struct Chosen {
    #[serde(default)]
    persona: String,
    #[serde(default)]
    role: String,
}

impl Chosen {
    fn persona(&self) -> Result<PersonaId, Error> {
        self.persona.parse().map_err(|_| Error::NotFound)
    }
}

#[derive(Template)]
#[template(path = "team/show.html")]
struct Show {
    page: Page,
    place: Place,
    team: Vec<(Persona, Role)>,
    greeters: Vec<Persona>,
}

async fn show(mut visit: Visit, Id(name): Id<String>) -> Answer {
    let place = Place::at(&mut visit, &name).await?;
    let team = team::list(&mut visit.tx, place.community.id).await?;
    let greeters = team::greeters(&mut visit.tx, place.community.id).await?;
    page(&Show { page: visit.page, place, team, greeters })
}

impl Show {
    fn may_retire(&self, persona: &Persona) -> bool {
        let own = self.place.persona.as_ref().is_some_and(|mine| mine.id == persona.id);
        self.place.moderator.as_ref().is_some_and(|moderator| moderator.is_lead() || own)
    }

    fn is_lead(role: &Role) -> bool {
        *role == Role::Lead
    }
}

async fn appoint(
    SignedIn(member): SignedIn,
    frame: Frame,
    Id(name): Id<String>,
    Form(chosen): Form<Chosen>,
) -> Answer {
    let mut tx = frame.site.database().write().await?;
    let (community, moderator) = place::moderated(&mut tx, &member, &name).await?;
    let role = Role::read(&chosen.role).unwrap_or(Role::Moderator);
    team::appoint(&mut tx, &moderator, chosen.persona()?, role).await?;
    tx.commit().await?;
    go_to(format!("{}/team", place::path(&community)))
}

async fn retire(
    SignedIn(member): SignedIn,
    frame: Frame,
    Id(name): Id<String>,
    Form(chosen): Form<Chosen>,
) -> Answer {
    let mut tx = frame.site.database().write().await?;
    let community = place::community(&mut tx, &member, &name).await?;
    let persona = chosen.persona()?;
    match team::moderator(&mut tx, &member, &community).await? {
        Some(moderator) => team::retire(&mut tx, &moderator, persona).await?,
        None => {
            let greeter = team::greeter(&mut tx, &member, &community).await?;
            let own = greeter.filter(|greeter| greeter.persona() == persona).ok_or(Error::NotFound)?;
            team::step_down(&mut tx, &own).await?;
        }
    }
    tx.commit().await?;
    go_to(format!("{}/team", place::path(&community)))
}
