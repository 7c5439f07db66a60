//! The rules of screening in one community, for its moderators: which there are, how often each was right, letting one
//! rest; and making a new one from examples.

use std::{collections::HashMap, sync::Arc};

use askama::Template;
use axum::{Router, routing::get};
use forum::lately;
use moderation::{
    Moderator, Refusal, Subject,
    guidelines::{self, Guideline},
    own_rules::{self, Draft, Hits, OwnRule},
    rules,
    screening::{self, Derived, Lane, Outcome, Rule, Sought},
};
use serde::Deserialize;
use store::Tx;

use crate::{
    Error,
    answers::{Answer, go_to, page, page_again},
    forms::{Errors, Form, lines},
    layout::Page,
    pages::queue::words,
    parts::{
        id::Id,
        place::{self, Place},
    },
    site::Site,
    viewer::{Frame, SignedIn, Visit},
};

/// `/c/{name}/screening` and `/c/{name}/screening/new`.
pub fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/c/{name}/screening", get(show).post(switch))
        .route("/c/{name}/screening/new", get(new).post(create))
}

#[derive(Template)]
#[template(path = "screening/show.html")]
struct Show {
    page: Page,
    place: Place,
    own: Vec<OwnRule>,
    resting: Vec<String>,
    hits: HashMap<String, Hits>,
}

async fn show(mut visit: Visit, Id(name): Id<String>) -> Answer {
    visit.member()?;
    let place = Place::at(&mut visit, &name).await?;
    let moderator = place.moderator()?;
    let own = own_rules::list(&mut visit.tx, moderator).await?;
    let resting = own_rules::resting(&mut visit.tx, moderator).await?;
    let hits = own_rules::hits(&mut visit.tx, moderator).await?;
    page(&Show { page: visit.page, place, own, resting, hits })
}

/// What the small forms of the list send.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Switched {
    rule: String,
    /// `on`, `off` or `gone`.
    state: String,
}

async fn switch(
    SignedIn(member): SignedIn,
    frame: Frame,
    Id(name): Id<String>,
    Form(switched): Form<Switched>,
) -> Answer {
    let mut tx = frame.site.database().write().await?;
    let (community, moderator) = place::moderated(&mut tx, &member, &name).await?;
    match &*switched.state {
        "gone" => own_rules::discard(&mut tx, &moderator, &switched.rule).await?,
        state => own_rules::switch(&mut tx, &moderator, &switched.rule, state == "on").await?,
    }
    tx.commit().await?;
    go_to(format!("{}/screening", place::path(&community)))
}

/// What the form of a new rule sends.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Written {
    /// Texts with an empty line between them.
    examples: String,
    /// Texts that are not meant.
    counter: String,
    /// Words that are not meant.
    struck: Vec<String>,
    /// So many words must come together; empty: as the examples have them.
    needs: String,
    outcome: String,
    lane: String,
    guideline: String,
    sentence: String,
    /// Sent by the button that switches it on.
    on: Option<String>,
}

/// So many examples say what is meant; more are not read.
const MOST_EXAMPLES: usize = 10;

impl Written {
    fn derived(&self) -> Derived {
        let (examples, counter) = (texts(&self.examples), texts(&self.counter));
        let struck: Vec<&str> = self.struck.iter().map(String::as_str).collect();
        screening::derive(&borrowed(&examples), &borrowed(&counter), &struck, self.needs.parse().ok())
    }

    fn draft(&self, sought: Sought) -> Draft {
        Draft {
            sought,
            outcome: Outcome::read(&self.outcome).unwrap_or(Outcome::Nudge),
            lane: Lane::read(&self.lane).unwrap_or(Lane::Ordinary),
            guideline: self.guideline.parse().ok(),
            sentence: self.sentence.clone(),
        }
    }
}

fn texts(written: &str) -> Vec<String> {
    let written = lines(written);
    let texts = written.split("\n\n").map(str::trim).filter(|text| !text.is_empty());
    texts.take(MOST_EXAMPLES).map(str::to_owned).collect()
}

fn borrowed(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}

/// What a rule would have found.
struct Found {
    path: String,
    excerpt: String,
}

/// What examples lead to.
struct Tried {
    derived: Derived,
    found: Vec<Found>,
    /// Whether there are more than are shown.
    more: bool,
    /// How many texts were looked at.
    of: usize,
}

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

async fn new(visit: Visit, Id(name): Id<String>) -> Answer {
    write(visit, &name, Written::default(), Errors::none()).await
}

/// Shows what the examples lead to, or switches it on.
async fn create(
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
        let missing = texts(&written.examples).is_empty();
        if missing { Errors::one("examples", "rule-examples-missing") } else { Errors::none() }
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
    let tried = match texts(&written.examples).is_empty() {
        true => None,
        false => Some(tried(&mut visit.tx, &moderator, written.derived()).await?),
    };
    let again = !errors.is_empty();
    let template = New { page: visit.page, place, written, guidelines, tried, errors };
    if again { page_again(&template) } else { page(&template) }
}

/// Tries what examples lead to on what was written lately in the moderator's own community.
async fn tried(tx: &mut Tx, moderator: &Moderator, derived: Derived) -> Result<Tried, Error> {
    /// More say no more.
    const SHOWN: usize = 20;
    let texts = lately::texts(tx, moderator).await?;
    let (of, sought) = (texts.len(), derived.sought.clone());
    let look = move || {
        let rules = sought.ready();
        texts.iter().filter(|text| rules.find(&text.words)).take(SHOWN + 1).map(found).collect::<Vec<_>>()
    };
    let looked = tokio::task::spawn_blocking(look).await;
    let mut found = looked.map_err(|error| store::Fault::Other(format!("trying a rule: {error}")))?;
    let more = found.len() > SHOWN;
    found.truncate(SHOWN);
    Ok(Tried { derived, found, more, of })
}

fn found(text: &lately::Text) -> Found {
    /// Enough to know it again.
    const EXCERPT: usize = 160;
    let path = match text.subject {
        Subject::Thread(id) => format!("/t/{id}"),
        Subject::Comment(id) => format!("/comments/{id}"),
        Subject::Persona(_) => String::new(),
    };
    Found { path, excerpt: text.words.chars().take(EXCERPT).collect() }
}

impl Show {
    fn ours() -> &'static [&'static Rule] {
        rules::ALL
    }

    fn name(rule: &Rule) -> &'static str {
        name_key(rule.id)
    }

    fn does(outcome: Outcome) -> &'static str {
        outcome_key(outcome)
    }

    fn rests(&self, rule: &Rule) -> bool {
        self.resting.iter().any(|resting| resting == rule.id)
    }

    fn hits(&self, rule: &str) -> String {
        let hits = self.hits.get(rule).copied().unwrap_or_default();
        let held = self.page.t.say_with("rule-held", ("least", coarse(hits.held)));
        if hits.held == 0 {
            return held;
        }
        let overturned = self.page.t.say_with("rule-overturned", ("least", coarse(hits.overturned)));
        format!("{held} {overturned}")
    }

    fn holds(outcome: Outcome) -> bool {
        outcome == Outcome::Hold
    }

    fn words(rule: &OwnRule) -> String {
        said(&rule.sought.words)
    }
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

/// Words as people read them: `call…` in all its forms.
fn said(words: &[String]) -> String {
    words.iter().map(|word| word.replace('*', "…")).collect::<Vec<_>>().join(", ")
}

/// A number as coarse as it is told.
fn coarse(number: i64) -> i64 {
    [100, 20, 5, 1].into_iter().find(|least| number >= *least).unwrap_or(0)
}

/// The key of what follows when a rule speaks.
fn outcome_key(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::OfferHelp => "rule-offers-help",
        Outcome::Hold => "rule-holds",
        Outcome::Route => "rule-routes",
        Outcome::Nudge | Outcome::Clear => "rule-suggests",
    }
}

/// The key of what one of our rules is called.
fn name_key(rule: &str) -> &'static str {
    match rule {
        "advice" => "rule-advice",
        "approach" => "rule-approach",
        "brokering" => "rule-brokering",
        "craving" => "rule-craving",
        "crisis" => "rule-crisis",
        "despair" => "rule-despair",
        "dosing" => "rule-dosing",
        "identity" => "rule-identity",
        "intoxicated" => "rule-intoxicated",
        "lapse" => "rule-lapse",
        "links" => "rule-links",
        "medication-shaming" => "rule-medication-shaming",
        "names" => "rule-names",
        "newcomer" => "rule-newcomer",
        "overdose" => "rule-overdose",
        "repetition" => "rule-repetition",
        "sourcing" => "rule-sourcing",
        "withdrawal" => "rule-withdrawal",
        _ => "rule-other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_of_ours_has_a_name() {
        for rule in rules::ALL {
            assert_ne!(name_key(rule.id), "rule-other", "{}", rule.id);
        }
    }

    #[test]
    fn numbers_are_coarse() {
        assert_eq!([0, 1, 4, 5, 19, 20, 100, 1_234].map(coarse), [0, 1, 1, 5, 5, 20, 100, 100]);
    }
}
