//! A plain list of what members called the moderators for, and what waits for a look.

use std::sync::Arc;

use askama::Template;
use axum::{
    Router,
    extract::Query,
    routing::{get, post},
};
use members::Member;
use moderation::{
    Measure, Moderator,
    guidelines::{self, Guideline},
    measures::{self, Kind, Matter},
    reports::{self, Report},
};
use serde::Deserialize;
use store::{Cursor, ReportId};

use crate::{
    Error,
    answers::{Answer, go_to, page, page_again},
    forms::{Errors, Form, lines},
    layout::Page,
    pages::{
        decisions::{rule_key, take::take},
        report::reason_key,
    },
    parts::{
        case::Case,
        id::Id,
        place::{self, Place},
        times::Times,
    },
    site::Site,
    viewer::{Frame, SignedIn, Visit},
};

/// `/c/{name}/reports`.
pub fn routes() -> Router<Arc<Site>> {
    Router::new().route("/c/{name}/reports", get(show)).route("/c/{name}/reports/{id}", post(resolve))
}

/// Where the list goes on.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    before: String,
}

/// What the two buttons of a card send.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Decided {
    decision: String,
    guideline: String,
    words: String,
}

#[derive(Template)]
#[template(path = "reports/show.html")]
struct Show {
    page: Page,
    place: Place,
    cards: Vec<Card>,
    held: Vec<Held>,
    guidelines: Vec<Guideline>,
    times: Times,
    mended: Option<(ReportId, Decided)>,
    errors: Errors,
    continued: bool,
    next: Option<Cursor>,
}

/// A report, and what it is about; `None` when that is gone.
struct Card {
    report: Report,
    case: Option<Case>,
}

/// Something that a rule kept back.
struct Held {
    measure: Measure,
    case: Case,
}

async fn show(visit: Visit, Id(name): Id<String>, Query(asked): Query<Asked>) -> Answer {
    list(visit, &name, asked.before.parse().ok(), None, Errors::none()).await
}

async fn list(
    mut visit: Visit,
    name: &str,
    from: Option<Cursor>,
    mended: Option<(ReportId, Decided)>,
    errors: Errors,
) -> Answer {
    visit.member()?;
    let place = Place::at(&mut visit, name).await?;
    let moderator = place.moderator()?.clone();
    let list = reports::open(&mut visit.tx, &moderator, from).await?;
    let held = if from.is_none() { held(&mut visit, &moderator).await? } else { Vec::new() };
    let guidelines = guidelines::list(&mut visit.tx, place.community.id).await?;
    let times = Times::new(&visit.page.t, visit.page.hour, list.items.iter().map(|report| report.hour));
    let mut cards = Vec::with_capacity(list.items.len());
    for report in list.items {
        let case = case(&mut visit, &moderator, report.subject).await?;
        cards.push(Card { report, case });
    }
    let (continued, next, again) = (from.is_some(), list.next, !errors.is_empty());
    let template =
        Show { page: visit.page, place, cards, held, guidelines, times, mended, errors, continued, next };
    if again { page_again(&template) } else { page(&template) }
}

async fn held(visit: &mut Visit, moderator: &Moderator) -> Result<Vec<Held>, Error> {
    let mut held = Vec::new();
    for measure in measures::held(&mut visit.tx, moderator, None).await?.items {
        if let Some(case) = case(visit, moderator, measure.subject).await? {
            held.push(Held { measure, case });
        }
    }
    Ok(held)
}

async fn case(
    visit: &mut Visit,
    moderator: &Moderator,
    subject: moderation::Subject,
) -> Result<Option<Case>, Error> {
    match Case::find(visit, subject).await {
        Ok((case, _)) => Ok(Some(case.opened(&mut visit.tx, moderator).await?)),
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Keeps it, or removes it by a guideline.
async fn resolve(
    SignedIn(member): SignedIn,
    frame: Frame,
    Id((name, id)): Id<(String, ReportId)>,
    Form(decided): Form<Decided>,
) -> Answer {
    match decide(&frame, &member, &name, id, &decided).await? {
        Ok(address) => go_to(address),
        Err(errors) => list(frame.visit(Some(member)).await?, &name, None, Some((id, decided)), errors).await,
    }
}

async fn decide(
    frame: &Frame,
    member: &Member,
    name: &str,
    id: ReportId,
    decided: &Decided,
) -> Result<Result<String, Errors>, Error> {
    let mut tx = frame.site.database().write().await?;
    let (community, moderator) = place::moderated(&mut tx, member, name).await?;
    if decided.decision == "remove" {
        let report = reports::get(&mut tx, id).await?;
        let report = report.filter(|report| report.community == community.id).ok_or(Error::NotFound)?;
        let (guideline, words) = (decided.guideline.parse().ok(), lines(decided.words.trim()));
        let matter = Matter { kind: Kind::Remove, subject: report.subject, guideline, words, ends: None };
        if let Err(errors) = take(&mut tx, &moderator, matter, member.secrets()).await? {
            return Ok(Err(errors));
        }
    } else {
        reports::resolve(&mut tx, &moderator, id, None).await?;
    }
    tx.commit().await?;
    Ok(Ok(format!("{}/reports", place::path(&community))))
}

impl Show {
    fn reason(report: &Report) -> &'static str {
        reason_key(report.reason)
    }

    fn rule(held: &Held) -> Option<&'static str> {
        rule_key(held.measure.rule.as_deref()?)
    }

    /// What was filled in before it came back, for the card that it came from.
    fn filled(&self, report: &Report) -> Option<&Decided> {
        self.mended.as_ref().filter(|(id, _)| *id == report.id).map(|(_, decided)| decided)
    }

    fn is_chosen(&self, report: &Report, number: &i64) -> bool {
        self.filled(report).is_some_and(|decided| decided.guideline.parse() == Ok(*number))
    }
}
