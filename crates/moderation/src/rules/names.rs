//! First and last names of people who did not choose to be here.

use crate::screening::{Lane, Outcome, Rule, Test};

pub(super) const RULE: Rule = Rule {
    id: "names",
    outcome: Outcome::Nudge,
    lane: Lane::Identity,
    test: Test::Says { says: &[SAYS], but: &[] },
    weighs: None,
};

const SAYS: &[&str] = &[
    "my|our|his|her|mi|nuestro|nuestra ~1 {relation}|{someone}|sponsor|padrino|madrina|therapist|boss ~1 @ @",
    "name|named|called|nombre|llamado|llamada ~1 is|es|was|era? ~1 @ @",
    "se ~1 llama|llamaba @ @",
    "{title} @ @",
];
