//! What an attacker claims, and how much of it is true.

use std::collections::{BTreeMap, HashMap};

use crate::dump::Dump;

/// For each name, the other name that the attacker would say belongs to the same person.
pub type Guesses = BTreeMap<i64, i64>;

/// Who everybody really is: names to people. Only a test knows it.
pub type Truth = HashMap<i64, usize>;

/// How many of all names were joined to another of the same person: 0 to 1.
#[must_use]
pub fn share_right(guesses: &Guesses, truth: &Truth) -> f64 {
    let right =
        guesses.iter().filter(|(one, other)| truth.contains_key(one) && truth.get(one) == truth.get(other));
    right.count() as f64 / truth.len().max(1) as f64
}

/// What an attacker would get who knows nothing and guesses any name worn elsewhere.
#[must_use]
pub fn chance(truth: &Truth) -> f64 {
    let mut names = HashMap::<usize, usize>::new();
    truth.values().for_each(|person| *names.entry(*person).or_default() += 1);
    let others: usize = names.values().map(|count| count * (count - 1)).sum();
    others as f64 / (truth.len() * truth.len().saturating_sub(1)).max(1) as f64
}

/// The share that luck alone would hardly ever reach: six standard deviations above [`chance`]. Guesses by order are mostly
/// mutual, so right ones come in pairs.
#[must_use]
pub fn luck(truth: &Truth) -> f64 {
    let chance = chance(truth);
    chance + 6.0 * (chance / truth.len().max(1) as f64).sqrt()
}

/// For each name the best-scoring one worn in another community; no guess where nothing scores.
#[must_use]
pub fn best(dump: &Dump, score: impl Fn(i64) -> HashMap<i64, f64>) -> Guesses {
    let worn = dump.communities();
    let elsewhere = |one: i64, other: i64| one != other && worn.get(&one) != worn.get(&other);
    let guess = |one: i64| {
        let scores = score(one).into_iter().filter(|(other, _)| elsewhere(one, *other));
        // The ids are random, so that a tie is broken by chance.
        let (other, _) = scores.max_by(|(a, left), (b, right)| left.total_cmp(right).then(a.cmp(b)))?;
        Some((one, other))
    };
    dump.personas().into_iter().filter_map(guess).collect()
}
