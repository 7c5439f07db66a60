//! The words of the queue: lanes, what rules found, how long something waits, sentences that lie ready for a writer.

use moderation::screening::Lane;
use store::Hour;

use crate::{parts::times::Times, translations::Translations};

/// The key of a lane's name.
#[must_use]
pub fn lane(lane: Lane) -> &'static str {
    match lane {
        Lane::ImminentDanger => "lane-danger",
        Lane::IllegalPicture => "lane-picture",
        Lane::Identity => "lane-identity",
        Lane::Predation => "lane-predation",
        Lane::Sourcing => "lane-sourcing",
        Lane::SelfHarm => "lane-self-harm",
        Lane::Harassment => "lane-harassment",
        Lane::Ordinary => "lane-ordinary",
    }
}

/// The key of what a rule found, as moderators read it.
#[must_use]
pub fn rule(rule: &str) -> Option<&'static str> {
    Some(match rule {
        "advice" => "queue-rule-advice",
        "alarming" => "queue-rule-alarming",
        "approach" => "queue-rule-approach",
        "brokering" => "queue-rule-brokering",
        "craving" => "queue-rule-craving",
        "crisis" => "queue-rule-crisis",
        "despair" => "queue-rule-despair",
        "dosing" => "queue-rule-dosing",
        "heavy" => "queue-rule-heavy",
        "identity" => "queue-rule-identity",
        "links" => "queue-rule-links",
        "medication-shaming" => "queue-rule-medication-shaming",
        "newcomer" => "queue-rule-newcomer",
        "overdose" => "queue-rule-overdose",
        "repetition" => "queue-rule-repetition",
        "sourcing" => "queue-rule-sourcing",
        "withdrawal" => "queue-rule-withdrawal",
        own if own.starts_with("own-") => "queue-rule-own",
        _ => return None,
    })
}

/// The keys of sentences that lie ready for whoever wrote something.
pub const READY: [&str; 7] = [
    "ready-identity",
    "ready-offers",
    "ready-sourcing",
    "ready-approach",
    "ready-kindness",
    "ready-medicine",
    "ready-elsewhere",
];

/// The sentence that fits most of a lane.
#[must_use]
pub fn likely(lane: Lane) -> &'static str {
    match lane {
        Lane::Identity | Lane::IllegalPicture => "ready-identity",
        Lane::Predation => "ready-offers",
        Lane::Sourcing => "ready-sourcing",
        Lane::Harassment => "ready-kindness",
        Lane::ImminentDanger | Lane::SelfHarm | Lane::Ordinary => "ready-elsewhere",
    }
}

/// What a moderator says: the ready sentence that was chosen, then their own words.
#[must_use]
pub fn said(t: &Translations, ready: &str, own: &str) -> String {
    let ready = READY.into_iter().find(|known| *known == ready).map(|key| t.say(key));
    let parts = [ready.unwrap_or_default(), own.trim()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// Since when something waits: hours for two days, then what is left of the time.
#[must_use]
pub fn since(t: &Translations, now: Hour, hour: Hour) -> String {
    match (now.0 - hour.0).div_euclid(3_600) {
        hours if hours < 1 => t.say("queue-since-now").to_owned(),
        hours if hours < 48 => t.say_with("queue-since-hours", ("count", hours)),
        _ => t.say_with("queue-since", ("when", Times::new(t, now, [hour]).say(hour))),
    }
}

#[cfg(test)]
mod tests {
    use moderation::rules;

    use super::*;

    #[test]
    fn every_rule_that_opens_a_case_has_words_for_moderators() {
        for one in rules::ALL {
            let verdict = moderation::screening::Verdict { rule: Some(one), own: None };
            assert!(verdict.looks().is_none() || rule(one.id).is_some(), "{}", one.id);
        }
    }

    #[test]
    fn waiting_is_said_in_hours_then_coarsely() {
        let (t, now) = (Translations::english(), Hour(1_795_442_400));
        let said = [0, -1, -47, -49].map(|hours| since(&t, now, now.plus_hours(hours)));
        assert_eq!(said, ["since this hour", "since 1 hour", "since 47 hours", "open: in November"]);
        assert_eq!(super::said(&t, "", " mine \n"), "mine");
        assert!(super::said(&t, "ready-offers", "mine").ends_with("\n\nmine"));
    }
}
