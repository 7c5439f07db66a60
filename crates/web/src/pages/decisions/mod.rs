//! Decisions of moderators: taking one, what its author may know, undoing it, the public log.

mod about;
mod appeal;
mod appeals;
mod ban;
mod lift;
mod log;
mod pending;
mod propose;
pub mod take;

use std::sync::Arc;

use axum::{
    Router,
    routing::{get, post},
};
use moderation::{Measure, measures::Kind};

use crate::site::Site;

/// `/c/{name}/decisions`, `/t/{id}/decisions`, `/comments/{id}/decisions`, `/decisions/…`, `/people/…`, `/proposals…`.
pub fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/c/{name}/decisions", get(log::show))
        .route("/t/{id}/decisions", get(about::thread).post(take::thread))
        .route("/comments/{id}/decisions", get(about::comment).post(take::comment))
        .route("/c/{name}/appeals", get(appeals::show))
        .route("/decisions/{id}", get(appeal::show))
        .route("/decisions/{id}/appeal", post(appeal::create))
        .route("/decisions/{id}/appeal/outcome", post(appeals::settle))
        .route("/decisions/{id}/lift", post(lift::create))
        .route("/people/{persona}/ban", get(ban::show).post(ban::create))
        .route("/people/{persona}/proposal", get(propose::show).post(propose::create))
        .route("/proposals", get(pending::show))
        .route("/proposals/{id}/agreement", post(pending::agree))
        .route("/proposals/{id}/refusal", post(pending::decline))
        .route("/proposals/{id}/withdrawal", post(pending::withdraw))
}

/// The key of what a decision did, in words.
#[must_use]
pub fn key(kind: Kind) -> &'static str {
    match kind {
        Kind::Remove => "decision-remove",
        Kind::Lock => "decision-lock",
        Kind::Pin => "decision-pin",
        Kind::Ban => "decision-ban",
        Kind::Hold => "decision-hold",
        Kind::Warn => "decision-warn",
    }
}

/// The key of what a decision did to whoever reads it.
#[must_use]
pub fn key_for_author(measure: &Measure) -> &'static str {
    match measure.kind {
        Kind::Ban if measure.ends_hour.is_some() => "decision-mute-you",
        Kind::Ban => "decision-ban-you",
        kind => key(kind),
    }
}

/// The key of what a screening rule found, in words.
#[must_use]
pub fn rule_key(rule: &str) -> Option<&'static str> {
    Some(match rule {
        own if own.starts_with("own-") => "decision-rule-own",
        "advice" => "decision-rule-advice",
        "alarming" => "decision-rule-alarming",
        "approach" => "decision-rule-approach",
        "brokering" => "decision-rule-brokering",
        "craving" => "decision-rule-craving",
        "crisis" => "decision-rule-crisis",
        "despair" => "decision-rule-despair",
        "dosing" => "decision-rule-dosing",
        "heavy" => "decision-rule-heavy",
        "identity" => "decision-rule-identity",
        "intoxicated" => "decision-rule-intoxicated",
        "lapse" => "decision-rule-lapse",
        "links" => "decision-rule-links",
        "medication-shaming" => "decision-rule-medication-shaming",
        "names" => "decision-rule-names",
        "newcomer" => "decision-rule-newcomer",
        "overdose" => "decision-rule-overdose",
        "reported-identity" => "decision-rule-reported-identity",
        "reported-picture" => "decision-rule-reported-picture",
        "repetition" => "decision-rule-repetition",
        "sourcing" => "decision-rule-sourcing",
        "withdrawal" => "decision-rule-withdrawal",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use moderation::rules;

    use super::rule_key;

    #[test]
    fn every_rule_has_words_for_the_author() {
        for rule in rules::ALL {
            assert!(rule_key(rule.id).is_some(), "{}", rule.id);
        }
    }
}
