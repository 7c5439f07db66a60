//! A stolen copy without keys. By equal values, sizes and order the attacker does no better than luck; by time 3 % of the
//! names are joined at most. The same attacker joins most of them where a link is kept, or the exact time.

use attack::{
    dump::Dump,
    equality,
    guess::{Guesses, Truth, chance, luck, share_right},
    order, size, time,
};
use store::Mutant;

use crate::crowd::Crowd;

/// What the privacy page says of times, of a thousand people with three names each.
const BY_TIME: f64 = 0.03;
const PEOPLE: usize = 1_000;
/// Enough to see a leak; on PostgreSQL, where each statement is a round trip, also enough for the gate.
pub(super) const FEW: usize = 150;

/// How often each comes by in half a year.
pub(super) const VISITS: usize = 7;

fn how_many() -> usize {
    if std::env::var("TEST_ENGINE").as_deref() == Ok("postgres") { FEW } else { PEOPLE }
}

/// Among fewer people there are fewer to be mistaken for.
fn by_time(truth: &Truth) -> f64 {
    BY_TIME * (PEOPLE * 3) as f64 / truth.len() as f64
}

/// An attack, and what it may reach at most.
pub(super) type Attack = (&'static str, fn(&Dump) -> Guesses, fn(&Truth) -> f64);

pub(super) const ATTACKS: [Attack; 4] = [
    ("equal values", equality::guesses, luck),
    ("sizes", size::guesses, luck),
    ("order", order::guesses, luck),
    ("times", time::guesses, by_time),
];

/// What each attack reaches, and whether that is too much.
async fn reached(crowd: &Crowd) -> Vec<(&'static str, f64, bool)> {
    let (dump, truth) = (crowd.dump().await, crowd.truth().await);
    println!("{} names, luck {:.3} %", truth.len(), 100.0 * chance(&truth));
    let try_it = |(name, attack, most): Attack| {
        let share = share_right(&attack(&dump), &truth);
        println!("by {name}: {:.2} %, allowed {:.2} %", 100.0 * share, 100.0 * most(&truth));
        (name, share, share > most(&truth))
    };
    ATTACKS.map(try_it).into()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_joins_no_names_but_by_luck_and_few_by_time() {
    let told: Vec<_> = reached(&Crowd::of(how_many(), VISITS).await).await;
    assert!(told.iter().all(|(.., too_much)| !too_much), "{told:?}");
}

/// With this fault the named attack joins more than `most` of all names.
async fn caught(mutant: Mutant, by: &str, most: f64) {
    mutant.switch_on();
    let told = reached(&Crowd::of(FEW, VISITS).await).await;
    let (_, share, too_much) = told.iter().find(|(name, ..)| *name == by).unwrap();
    assert!(*too_much && *share > most, "{mutant:?} by {by}: {told:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_column_that_links_names_is_caught() {
    caught(Mutant::LinkColumn, "equal values", 0.8).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn exact_times_is_caught() {
    caught(Mutant::ExactTimes, "times", 0.8).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_that_count_up_is_caught() {
    caught(Mutant::SerialIds, "order", 0.2).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_seal_as_long_as_its_owner_is_caught() {
    caught(Mutant::UnpaddedSeals, "sizes", 0.05).await;
}
