//! The public log of a community: what was decided, by which guideline, when, coarsely. No words, no names; where few
//! people are, only how many in a month.

use askama::Template;
use axum::extract::Query;
use moderation::{
    Measure, Subject,
    measures::{self, Count, Kind, Reach},
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

#[derive(Template)]
#[template(path = "decisions/counts.html")]
struct Small {
    page: Page,
    place: Place,
    counts: Vec<Count>,
    times: Times,
}

/// The page.
pub async fn show(mut visit: Visit, Id(name): Id<String>, Query(asked): Query<Asked>) -> Answer {
    let place = Place::at(&mut visit, &name).await?;
    if measures::is_small(&mut visit.tx, place.community.id).await? {
        let counts = measures::counts(&mut visit.tx, place.community.id).await?;
        let times = Times::new(&visit.page.t, visit.page.hour, counts.iter().map(|count| count.month));
        return page(&Small { page: visit.page, place, counts, times });
    }
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
            (Kind::Ban, _) if measure.ends_hour.is_some() => "log-mute",
            (Kind::Ban, _) => "log-ban",
            (Kind::Hold, _) => "log-hold",
            (Kind::Warn, _) => "log-warn",
        }
    }
}

impl Small {
    /// What was done so often: a key.
    fn did(count: &Count) -> &'static str {
        match count.kind {
            Kind::Remove => "counts-remove",
            Kind::Lock => "counts-lock",
            Kind::Pin => "counts-pin",
            Kind::Ban => "counts-ban",
            Kind::Hold => "counts-hold",
            Kind::Warn => "counts-warn",
        }
    }
}
