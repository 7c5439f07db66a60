//! The list: every rule, what it found and how often it was wrong; switching one off, and discarding one's own.

use std::collections::HashMap;

use askama::Template;
use moderation::{
    own_rules::{self, Hits, OwnRule},
    rules,
    screening::{Outcome, Rule},
};
use serde::Deserialize;

use super::said;
use crate::{
    answers::{Answer, go_to, page},
    forms::Form,
    layout::Page,
    parts::{
        id::Id,
        place::{self, Place},
    },
    viewer::{Frame, SignedIn, Visit},
};

#[derive(Template)]
#[template(path = "screening/show.html")]
struct Show {
    page: Page,
    place: Place,
    own: Vec<OwnRule>,
    resting: Vec<String>,
    hits: HashMap<String, Hits>,
}

pub(super) async fn show(mut visit: Visit, Id(name): Id<String>) -> Answer {
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
pub(super) struct Switched {
    rule: String,
    /// `on`, `off` or `gone`.
    state: String,
}

pub(super) async fn switch(
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
        "alarming" => "rule-alarming",
        "approach" => "rule-approach",
        "brokering" => "rule-brokering",
        "craving" => "rule-craving",
        "crisis" => "rule-crisis",
        "despair" => "rule-despair",
        "dosing" => "rule-dosing",
        "heavy" => "rule-heavy",
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
