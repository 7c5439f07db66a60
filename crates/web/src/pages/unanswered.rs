//! Threads that nobody answered yet, for those who greet: first ones, and those that ask for help.

use std::sync::Arc;

use askama::Template;
use axum::{Router, extract::Query, routing::get};
use forum::first_replies::{self, Waiting};
use moderation::team;
use serde::Deserialize;

use crate::{
    Error,
    answers::{Answer, page},
    layout::Page,
    parts::{id::Id, place::Place, times::Times},
    site::Site,
    viewer::Visit,
};

/// `/c/{name}/unanswered`.
pub fn routes() -> Router<Arc<Site>> {
    Router::new().route("/c/{name}/unanswered", get(show))
}

/// Which page, from 0.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    page: String,
}

#[derive(Template)]
#[template(path = "unanswered/show.html")]
struct Show {
    page: Page,
    place: Place,
    threads: Vec<Waiting>,
    next: Option<u32>,
    median: Option<i64>,
    times: Times,
}

async fn show(mut visit: Visit, Id(name): Id<String>, Query(asked): Query<Asked>) -> Answer {
    let number: u32 = asked.page.parse().unwrap_or_default();
    let member = visit.member()?;
    let place = Place::at(&mut visit, &name).await?;
    let greeter = team::greeter(&mut visit.tx, &member, &place.community).await?.ok_or(Error::NotFound)?;
    let (threads, more) = first_replies::unanswered(&mut visit.tx, &greeter, number).await?;
    let next = more.then(|| number.saturating_add(1));
    let median = first_replies::median(&mut visit.tx, &greeter).await?;
    let times = Times::new(&visit.page.t, visit.page.hour, threads.iter().map(|thread| thread.hour));
    page(&Show { page: visit.page, place, threads, next, median, times })
}

impl Show {
    /// How long it waits: in hours for two days, then since which month.
    fn since(&self, thread: &Waiting) -> String {
        match (self.page.hour.0 - thread.hour.0) / 3_600 {
            ..1 => self.page.t.say("unanswered-this-hour").to_owned(),
            hours @ 1..=48 => self.page.t.say_with("unanswered-hours", ("count", hours)),
            _ => self.page.t.say_with("unanswered-since", ("time", self.times.say(thread.hour))),
        }
    }
}
