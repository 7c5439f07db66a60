//! The page: a stretch of the cases, each with its form.

use askama::Template;
use axum::extract::Query;
use moderation::{
    Moderator,
    cases::{self, Shelf},
    guidelines::{self, Guideline},
    screening::Lane,
    team,
};
use serde::Deserialize;
use store::{CaseId, Cursor};

use super::{card::Card, decide::Decided, words};
use crate::{
    Error,
    answers::{Answer, page, page_again},
    care::{self, Looked},
    forms::Errors,
    layout::Page,
    parts::{id::Id, place::Place},
    viewer::Visit,
};

/// Where the list goes on, which part of it, and what was just decided.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    after: String,
    handed: String,
    decided: String,
    did: String,
}

#[derive(Template)]
#[template(path = "queue/show.html")]
struct Show {
    page: Page,
    place: Place,
    cards: Vec<Card>,
    lanes: Vec<(Lane, i64)>,
    guidelines: Vec<Guideline>,
    ordinary: Option<i64>,
    may_ask: bool,
    handed: bool,
    undo: Vec<CaseId>,
    did: &'static str,
    mended: Option<(CaseId, Decided)>,
    errors: Errors,
    continued: bool,
    next: Option<Cursor>,
    looked: Looked,
    folded: bool,
}

/// The cases that wait.
pub async fn show(visit: Visit, Id(name): Id<String>, Query(asked): Query<Asked>) -> Answer {
    list(visit, &name, asked, None, Errors::none()).await
}

/// The page, perhaps with a form that came back.
///
/// # Errors
/// When the visitor does not moderate there, or the database fails.
pub async fn list(
    mut visit: Visit,
    name: &str,
    asked: Asked,
    mended: Option<(CaseId, Decided)>,
    errors: Errors,
) -> Answer {
    visit.member()?;
    let place = Place::at(&mut visit, name).await?;
    let moderator = place.moderator()?.clone();
    let (from, handed) = (asked.after.parse().ok(), !asked.handed.is_empty());
    let shelf = if handed { Shelf::HandedOn } else { Shelf::Waiting };
    let stretch = cases::list(&mut visit.tx, &moderator, shelf, from).await?;
    let guidelines = guidelines::list(&mut visit.tx, place.community.id).await?;
    let mut lanes = cases::waiting(&mut visit.tx, place.community.id).await?;
    lanes.retain(|(lane, _)| moderator.is_lead() || !lane.is_sealed());
    let team = team::list(&mut visit.tx, place.community.id).await?;
    let may_ask = team.iter().filter(|(_, role)| role.moderates()).count() > 1;
    let looked = visit.page.site.care.of(visit.tx.clock().day(), moderator.persona());
    // Where there are others, what is hard is theirs after so much of it.
    let folded = may_ask && looked.is_enough() && !handed;
    let mut cards = Vec::with_capacity(stretch.items.len());
    for case in stretch.items {
        if !folded || !care::can_wait_for_others(case.lane) {
            cards.push(Card::of(&mut visit, &moderator, case).await?);
        }
    }
    let ordinary = likeliest(&mut visit, &moderator, &mut cards).await?;
    let undo = undoable(&mut visit, &moderator, &asked.decided).await?;
    let again = !errors.is_empty();
    let template = Show {
        page: visit.page,
        may_ask,
        place,
        cards,
        lanes,
        guidelines,
        ordinary,
        handed,
        did: did(&asked.did),
        undo,
        mended,
        errors,
        continued: from.is_some(),
        next: stretch.next,
        looked,
        folded,
    };
    if again { page_again(&template) } else { page(&template) }
}

/// Puts into each form the guideline that was last named in its lane; answers the one of ordinary cases.
async fn likeliest(
    visit: &mut Visit,
    moderator: &Moderator,
    cards: &mut [Card],
) -> Result<Option<i64>, Error> {
    let mut ordinary = None;
    for lane in Lane::ALL {
        if !cards.iter().any(|card| card.case.lane == lane) {
            continue;
        }
        let before = cases::guideline_before(&mut visit.tx, moderator, lane).await?;
        cards.iter_mut().filter(|card| card.case.lane == lane).for_each(|card| card.guideline = before);
        if lane == Lane::Ordinary {
            ordinary = before;
        }
    }
    Ok(ordinary)
}

/// Those of the cases just decided that can be opened again.
async fn undoable(visit: &mut Visit, moderator: &Moderator, decided: &str) -> Result<Vec<CaseId>, Error> {
    let mut undo = Vec::new();
    for id in decided.split('.').filter_map(|id| id.parse().ok()).take(MOST_AT_ONCE) {
        if let Ok(case) = cases::find(&mut visit.tx, moderator, id).await
            && case.closed_hour.is_some_and(|closed| closed >= visit.page.hour.plus_hours(-1))
        {
            undo.push(id);
        }
    }
    Ok(undo)
}

/// More than a page holds are not decided at once.
pub const MOST_AT_ONCE: usize = 20;

/// The key of what was just done.
fn did(word: &str) -> &'static str {
    match word {
        "remove" => "queue-did-remove",
        "warn" => "queue-did-warn",
        "hold" => "queue-did-hold",
        "look" => "queue-did-look",
        "ask" => "queue-did-ask",
        "rest" => "queue-did-rest",
        "undo" => "queue-did-undo",
        "keep" => "queue-did-keep",
        _ => "",
    }
}

impl Show {
    fn lane(lane: &Lane) -> &'static str {
        words::lane(*lane)
    }

    fn ready() -> [&'static str; 7] {
        words::READY
    }

    /// What was filled in before it came back, for the card that it came from.
    fn filled(&self, card: &Card) -> Option<&Decided> {
        self.mended.as_ref().filter(|(id, _)| *id == card.case.id).map(|(_, decided)| decided)
    }

    fn is_chosen(&self, card: &Card, number: &i64) -> bool {
        match self.filled(card) {
            Some(decided) => decided.guideline() == Some(*number),
            None => card.is_chosen(number),
        }
    }

    fn is_ready(&self, card: &Card, ready: &str) -> bool {
        self.filled(card).map_or_else(|| card.is_likely(ready), |decided| decided.ready == ready)
    }
}
