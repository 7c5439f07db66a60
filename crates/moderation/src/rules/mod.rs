//! The rules of screening: one file and one line each.

mod advice;
mod alarming;
mod approach;
mod brokering;
mod craving;
mod crisis;
mod despair;
mod dosing;
mod heavy;
mod identity;
mod idioms;
mod intoxicated;
mod lapse;
mod links;
mod names;
mod newcomer;
mod overdose;
mod past;
mod repetition;
mod shaming;
mod sourcing;
mod withdrawal;

use crate::screening::{Lane, Rule};

/// Every rule. What is gravest decides, see [`crate::screening::screen_here`]; among equal ones the most urgent lane, then
/// the order here. Addresses name a rule by its place, so a new one comes last.
pub const ALL: &[&Rule] = &[
    &crisis::RULE,
    &overdose::RULE,
    &withdrawal::RULE,
    &despair::RULE,
    &craving::RULE,
    &identity::RULE,
    &brokering::RULE,
    &approach::RULE,
    &sourcing::RULE,
    &dosing::RULE,
    &links::RULE,
    &repetition::RULE,
    &lapse::RULE,
    &intoxicated::RULE,
    &shaming::RULE,
    &names::RULE,
    &advice::RULE,
    &newcomer::RULE,
    &alarming::RULE,
    &heavy::RULE,
];

/// The rule that is asked only in threads whose author wants no advice.
pub const ADVICE: &str = advice::RULE.id;

/// The rule that is asked only of words to somebody who is new.
pub const NEWCOMER: &str = newcomer::RULE.id;

/// Whether a rule looks after somebody who is not well: nothing of it is ever public.
#[must_use]
pub fn cares(id: &str) -> bool {
    let rule = ALL.iter().find(|rule| rule.id == id);
    rule.is_some_and(|rule| matches!(rule.lane, Lane::ImminentDanger | Lane::SelfHarm))
}
