//! A new rule, made from examples: what they lead to is shown before it is switched on.

use askama::Template;
use moderation::{
    Moderator, Refusal,
    guidelines::{self, Guideline},
    own_rules,
    screening::{Lane, Outcome},
};
use store::Tx;

use super::{
    said,
    tried::{Tried, tried},
    written::Written,
};
use crate::{
    Error,
    answers::{Answer, go_to, page, page_again},
    forms::{Errors, Form},
    layout::Page,
    pages::queue::words,
    parts::{
        id::Id,
        place::{self, Place},
    },
    viewer::{Frame, SignedIn, Visit},
};

#[derive(Template)]
#[template(path = "screening/new.html")]
struct New {
    page: Page,
    place: Place,
    written: Written,
    guidelines: Vec<Guideline>,
    tried: Option<Tried>,
    errors: Errors,
}

pub(super) async fn new(visit: Visit, Id(name): Id<String>) -> Answer {
    write(visit, &name, Written::default(), Errors::none()).await
}

/// Shows what the examples lead to, or switches it on.
pub(super) async fn create(
    SignedIn(member): SignedIn,
    frame: Frame,
    Id(name): Id<String>,
    Form(written): Form<Written>,
) -> Answer {
    let mut tx = frame.site.database().write().await?;
    let (community, moderator) = place::moderated(&mut tx, &member, &name).await?;
    let errors = if written.on.is_some() {
        match add(&mut tx, &moderator, &written).await? {
            Ok(()) => {
                tx.commit().await?;
                return go_to(format!("{}/screening", place::path(&community)));
            }
            Err(errors) => errors,
        }
    } else {
        if written.is_empty() { Errors::one("examples", "rule-examples-missing") } else { Errors::none() }
    };
    drop(tx);
    write(frame.visit(Some(member)).await?, &name, written, errors).await
}

async fn add(tx: &mut Tx, moderator: &Moderator, written: &Written) -> Result<Result<(), Errors>, Error> {
    let draft = written.draft(written.derived().sought);
    match own_rules::add(tx, moderator, draft).await {
        Ok(_) => Ok(Ok(())),
        Err(Refusal::Fault(fault)) => Err(fault.into()),
        Err(refusal @ Refusal::UnknownGuideline) => Ok(Err(Errors::one("guideline", refusal.key()))),
        Err(refusal) => Ok(Err(Errors::one("sentence", refusal.key()))),
    }
}

async fn write(mut visit: Visit, name: &str, written: Written, errors: Errors) -> Answer {
    visit.member()?;
    let place = Place::at(&mut visit, name).await?;
    let moderator = place.moderator()?.clone();
    let guidelines = guidelines::list(&mut visit.tx, place.community.id).await?;
    let tried = match written.is_empty() {
        true => None,
        false => Some(tried(&mut visit.tx, &moderator, written.derived()).await?),
    };
    let again = !errors.is_empty();
    let template = New { page: visit.page, place, written, guidelines, tried, errors };
    if again { page_again(&template) } else { page(&template) }
}

impl New {
    fn word(word: &str) -> String {
        said(&[word.to_owned()])
    }

    fn lanes() -> impl Iterator<Item = Lane> {
        // What may cost a life is not for rules of one's own, and words are no pictures.
        let ours = [Lane::ImminentDanger, Lane::IllegalPicture];
        Lane::ALL.into_iter().filter(move |lane| !ours.contains(lane))
    }

    fn lane(lane: Lane) -> &'static str {
        words::lane(lane)
    }

    fn is_lane(&self, lane: Lane) -> bool {
        Lane::read(&self.written.lane).unwrap_or(Lane::Ordinary) == lane
    }

    fn holds(&self) -> bool {
        self.written.outcome == Outcome::Hold.word()
    }

    fn is_guideline(&self, number: i64) -> bool {
        self.written.guideline.parse() == Ok(number)
    }

    fn from_one(place: &usize) -> usize {
        place + 1
    }
}
