//! Who is on call in a community, and what woke them: for its team.

use std::sync::Arc;

use askama::Template;
use axum::{
    Router,
    extract::Query,
    routing::{get, post},
};
use members::Member;
use moderation::{
    Moderator, Subject,
    alerts::{self, Kind, Line},
    bells::{self, Bell},
    rota::{self, OnCall, week_hour},
    team::{self, Greeter},
};
use serde::Deserialize;
use store::{AlertId, PersonaId};

use crate::{
    Error,
    answers::{Answer, go_to, page, page_again},
    forms::{Errors, Form},
    layout::Page,
    parts::{
        id::Id,
        place::{self, Place},
        times::Times,
        weekly::{self, ClockChoice, HoursForm, Said},
    },
    site::Site,
    viewer::{Frame, SignedIn, Visit},
};

/// `/c/{name}/rota`, and saying that one is on it.
pub fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/c/{name}/rota", get(show).post(take))
        .route("/c/{name}/rota/end", post(give_back))
        .route("/c/{name}/alerts", post(acknowledge))
}

/// By which clock the hours are told.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    clock: String,
}

#[derive(Deserialize)]
struct Acknowledged {
    #[serde(default)]
    alert: String,
}

#[derive(Template)]
#[template(path = "rota/show.html")]
struct Show {
    page: Page,
    place: Place,
    errors: Errors,
    team: Vec<Named>,
    mine: Vec<Said>,
    lines: Vec<Line>,
    times: Times,
    bells: Vec<Hung>,
    moderates: bool,
    /// The visitor's own name in the team.
    own: PersonaId,
    ahead: i64,
    clocks: Vec<ClockChoice>,
    /// What was typed for a bell before it came back.
    typed: String,
}

/// Somebody of the team.
struct Named {
    name: String,
    now: bool,
    hours: Vec<Said>,
}

/// A bell, and its hours in words.
struct Hung {
    bell: Bell,
    hours: Vec<Said>,
}

async fn show(visit: Visit, Id(name): Id<String>, Query(asked): Query<Asked>) -> Answer {
    let form = HoursForm::of(&asked.clock, &[], "", "");
    page(&gathered(visit, &name, form.ahead(), Errors::none(), String::new()).await?)
}

/// The page once more, with what is to be mended of a bell.
pub(super) async fn again(visit: Visit, name: &str, ahead: i64, errors: Errors, typed: String) -> Answer {
    page_again(&gathered(visit, name, ahead, errors, typed).await?)
}

/// Only the team sees this page at all.
async fn gathered(
    mut visit: Visit,
    name: &str,
    ahead: i64,
    errors: Errors,
    typed: String,
) -> Result<Show, Error> {
    let member = visit.member()?;
    let place = Place::at(&mut visit, name).await?;
    let greeter = team::greeter(&mut visit.tx, &member, &place.community).await?.ok_or(Error::NotFound)?;
    let t = visit.page.t.clone();
    let rota = rota::list(&mut visit.tx, place.community.id).await?;
    let mine = rota.iter().find(|one| one.persona.id == greeter.persona());
    let mine = mine.map(|one| weekly::say(&t, &one.hours, ahead)).unwrap_or_default();
    let now = week_hour(visit.page.hour);
    let named = |one: OnCall| Named {
        now: one.hours.contains(&now),
        hours: weekly::say(&t, &one.hours, ahead),
        name: one.persona.name,
    };
    let lines = alerts::open(&mut visit.tx, place.community.id).await?;
    let times = Times::new(&t, visit.page.hour, lines.iter().map(|line| line.hour));
    let bells = match place.moderator.clone() {
        Some(moderator) => hung(&mut visit, &member, &moderator, ahead).await?,
        None => Vec::new(),
    };
    Ok(Show {
        team: rota.into_iter().map(named).collect(),
        clocks: weekly::clocks(&t, visit.page.hour),
        moderates: place.moderator.is_some(),
        own: greeter.persona(),
        page: visit.page,
        place,
        errors,
        mine,
        lines,
        times,
        bells,
        ahead,
        typed,
    })
}

async fn hung(
    visit: &mut Visit,
    member: &Member,
    moderator: &Moderator,
    ahead: i64,
) -> Result<Vec<Hung>, Error> {
    let bells = bells::list(&mut visit.tx, moderator, member.secrets()).await?;
    let t = &visit.page.t;
    Ok(bells.into_iter().map(|bell| Hung { hours: weekly::say(t, &bell.hours, ahead), bell }).collect())
}

async fn take(
    SignedIn(member): SignedIn,
    frame: Frame,
    Id(name): Id<String>,
    Form(form): Form<HoursForm>,
) -> Answer {
    let mut tx = frame.site.database().write().await?;
    let (community, greeter) = place::greeted(&mut tx, &member, &name).await?;
    for stretch in form.stretches() {
        rota::take(&mut tx, &greeter, stretch).await?;
    }
    tx.commit().await?;
    go_to(back(&place::path(&community), form.ahead()))
}

async fn give_back(
    SignedIn(member): SignedIn,
    frame: Frame,
    Id(name): Id<String>,
    Form(form): Form<HoursForm>,
) -> Answer {
    let mut tx = frame.site.database().write().await?;
    let (community, greeter) = place::greeted(&mut tx, &member, &name).await?;
    for stretch in form.named() {
        rota::give_back(&mut tx, &greeter, stretch).await?;
    }
    tx.commit().await?;
    go_to(back(&place::path(&community), form.ahead()))
}

/// The page, by the same clock.
pub(super) fn back(path: &str, ahead: i64) -> String {
    if ahead == 0 { format!("{path}/rota") } else { format!("{path}/rota?clock={ahead}") }
}

/// What is gone, somebody else saw to.
async fn acknowledge(
    SignedIn(member): SignedIn,
    frame: Frame,
    Id(name): Id<String>,
    Form(form): Form<Acknowledged>,
) -> Answer {
    let mut tx = frame.site.database().write().await?;
    let (community, greeter): (_, Greeter) = place::greeted(&mut tx, &member, &name).await?;
    alerts::acknowledge(&mut tx, &greeter, AlertId(form.alert.parse().unwrap_or_default())).await?;
    tx.commit().await?;
    go_to(format!("{}/rota", place::path(&community)))
}

impl Show {
    fn on_call(&self) -> Vec<&str> {
        self.team.iter().filter(|one| one.now).map(|one| one.name.as_str()).collect()
    }

    fn why(line: &Line) -> &'static str {
        match line.kind {
            Kind::Danger => "alert-danger",
            Kind::Held => "alert-held",
            Kind::Unanswered => "alert-unanswered",
            Kind::LongUnanswered => "alert-long-unanswered",
            Kind::Door => "alert-door",
            Kind::Trial => "alert-trial",
        }
    }

    /// Whether it waits for somebody to say that they are on it.
    fn is_open(line: &Line) -> bool {
        !line.taken_up && line.kind != Kind::Trial
    }

    /// Whether the visitor can say so: in danger, nobody counts twice.
    fn may_take_up(&self, line: &Line) -> bool {
        Self::is_open(line) && line.on_it != Some(self.own)
    }

    /// Who is on it already.
    fn on_it(&self, line: &Line) -> Option<&'static str> {
        match line.on_it {
            _ if line.taken_up => Some("alerts-taken-up"),
            Some(first) if first == self.own => Some("alerts-you-first"),
            Some(_) => Some("alerts-first-on-it"),
            None => None,
        }
    }

    /// Where to look.
    fn href(&self, line: &Line) -> Option<String> {
        let path = self.place.path();
        match (line.kind, line.subject) {
            (Kind::Trial, _) => None,
            (Kind::Held, _) => self.moderates.then(|| format!("{path}/queue")),
            (_, Some(Subject::Thread(id))) => Some(format!("/t/{id}")),
            (_, Some(Subject::Comment(id))) => Some(format!("/comments/{id}")),
            (_, Some(Subject::Persona(_))) => self.moderates.then(|| format!("{path}/queue")),
            (_, None) => Some(format!("{path}/door")),
        }
    }

    fn bell_kind(bell: &Bell) -> &'static str {
        match bell.kind {
            bells::Kind::Ntfy => "bell-ntfy",
            bells::Kind::Webhook => "bell-webhook",
        }
    }

    /// The server alone: the rest of the address is as good as a password.
    fn host(bell: &Bell) -> &str {
        bell.place.split('/').nth(2).unwrap_or_default()
    }

    fn days(&self) -> Vec<(usize, &str)> {
        weekly::days(&self.page.t).into_iter().enumerate().collect()
    }

    fn hours() -> Vec<(i64, String)> {
        weekly::hours()
    }
}
