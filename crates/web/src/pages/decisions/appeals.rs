//! What authors asked to be looked at again, for the moderators who did not decide it.

use askama::Template;
use axum::extract::Query;
use members::communities;
use moderation::{
    Measure, Subject,
    appeals::{self, Appeal, Outcome, Part},
    measures, team,
};
use serde::Deserialize;
use store::{Cursor, Day, Hour, MeasureId};

use super::key;
use crate::{
    Error,
    answers::{Answer, go_to, page},
    forms::Form,
    layout::Page,
    parts::{
        case::path,
        id::Id,
        place::{self, Place},
        times::days_until,
    },
    viewer::{Frame, SignedIn, Visit},
};

/// Where the list goes on.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    before: String,
}

/// Which button was pressed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Looked {
    outcome: String,
}

#[derive(Template)]
#[template(path = "decisions/appeals.html")]
struct Show {
    page: Page,
    place: Place,
    cases: Vec<Case>,
    continued: bool,
    next: Option<Cursor>,
}

/// An appeal, what it is against, and what this moderator may do.
struct Case {
    appeal: Appeal,
    measure: Measure,
    part: Part,
}

/// The page.
pub async fn show(mut visit: Visit, Id(name): Id<String>, Query(asked): Query<Asked>) -> Answer {
    visit.member()?;
    let place = Place::at(&mut visit, &name).await?;
    let moderator = place.moderator()?.clone();
    let from: Option<Cursor> = asked.before.parse().ok();
    let list = appeals::open(&mut visit.tx, &moderator, from).await?;
    let mut cases = Vec::with_capacity(list.items.len());
    for appeal in list.items {
        let Some(measure) = measures::get(&mut visit.tx, appeal.measure).await? else { continue };
        let part = appeals::part(&mut visit.tx, &moderator, &appeal, &measure).await?;
        cases.push(Case { appeal, measure, part });
    }
    page(&Show { page: visit.page, place, cases, continued: from.is_some(), next: list.next })
}

/// Settles it.
pub async fn settle(
    SignedIn(member): SignedIn,
    frame: Frame,
    Id(id): Id<MeasureId>,
    Form(looked): Form<Looked>,
) -> Answer {
    let mut visit = frame.clone().visit(Some(member.clone())).await?;
    let measure = measures::get(&mut visit.tx, id).await?.ok_or(Error::NotFound)?;
    let found = communities::get(&mut visit.tx, &visit.viewer, measure.community).await?;
    let community = found.ok_or(Error::NotFound)?;
    drop(visit);
    let mut tx = frame.site.database().write().await?;
    let moderator = team::moderator(&mut tx, &member, &community).await?.ok_or(Error::NotFound)?;
    let outcome = Outcome::read(&looked.outcome).unwrap_or(Outcome::Stands);
    appeals::settle(&mut tx, &moderator, id, outcome).await?;
    tx.commit().await?;
    go_to(format!("{}/appeals", place::path(&community)))
}

impl Show {
    fn did(case: &Case) -> &'static str {
        key(case.measure.kind)
    }

    /// Where what was decided about can be seen.
    fn where_to(&self, case: &Case) -> String {
        match case.measure.subject {
            Subject::Persona(id) => format!("/people/{id}/ban?community={}", self.place.community.address()),
            subject => format!("{}/decisions", path(subject)),
        }
    }

    fn may_settle(case: &Case) -> bool {
        matches!(case.part, Part::Other | Part::Same)
    }

    fn is_own(case: &Case) -> bool {
        case.part == Part::Same
    }

    /// In how many days whoever decided may look again.
    fn later(&self, case: &Case) -> Option<i64> {
        match case.part {
            Part::SameLater(Day(day)) => Some(days_until(self.page.hour, Hour(day))),
            _ => None,
        }
    }
}
