//! The public log of a community: what was decided, by which guideline, when, coarsely. No words, no names.

use askama::Template;
use axum::extract::Query;
use moderation::{
    Measure, Subject,
    measures::{self, Kind, Reach},
};
use serde::Deserialize;
use store::Cursor;

use crate::{
    answers::{Answer, page},
    layout::Page,
    parts::{id::Id, place::Place, times::Times},
    viewer::Visit,
};

/// Where the list goes on.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    before: String,
}

#[derive(Template)]
#[template(path = "decisions/log.html")]
struct Show {
    page: Page,
    place: Place,
    measures: Vec<Measure>,
    times: Times,
    next: Option<Cursor>,
}

/// The page.
pub async fn show(mut visit: Visit, Id(name): Id<String>, Query(asked): Query<Asked>) -> Answer {
    let place = Place::at(&mut visit, &name).await?;
    let list = measures::log(&mut visit.tx, place.community.id, asked.before.parse().ok()).await?;
    let times =
        Times::new(&visit.page.t, visit.page.hour, list.items.iter().map(|measure| measure.taken_hour));
    page(&Show { page: visit.page, place, measures: list.items, times, next: list.next })
}

impl Show {
    /// What was done, to what: a key.
    fn did(measure: &Measure) -> &'static str {
        match (measure.kind, measure.subject) {
            (Kind::Remove, Subject::Thread(_)) => "log-remove-thread",
            (Kind::Remove, _) => "log-remove-comment",
            (Kind::Lock, _) => "log-lock",
            (Kind::Pin, _) => "log-pin",
            (Kind::Ban, _) if measure.reach == Reach::Host => "log-ban-everywhere",
            (Kind::Ban, _) => "log-ban",
            (Kind::Hold, _) => "log-hold",
            (Kind::Warn, _) => "log-warn",
        }
    }
}
