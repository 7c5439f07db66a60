//! What sounds like somebody in danger now, though nothing in it is said as other rules know it.

use crate::screening::{Class, Lane, Outcome, Rule, Test};

pub(super) const RULE: Rule = Rule {
    id: "alarming",
    outcome: Outcome::OfferHelp,
    lane: Lane::ImminentDanger,
    test: Test::Says { says: &[], but: &[] },
    weighs: Some(Class::Danger),
};
