//! What sounds like somebody who is not well, though nothing in it is said as other rules know it. It wakes nobody.

use crate::screening::{Class, Lane, Outcome, Rule, Test};

pub(super) const RULE: Rule = Rule {
    id: "heavy",
    outcome: Outcome::OfferHelp,
    lane: Lane::SelfHarm,
    test: Test::Says { says: &[], but: &[] },
    weighs: Some(Class::Help),
};
