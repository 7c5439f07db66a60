//! By deletions: names whose words vanish together may be one person's. This is what another server sees on the wire,
//! or somebody who reads an open community every hour.

use std::collections::BTreeMap;

use crate::guess::Guesses;

/// When something of a name vanished: the hour, and the place in the order of all that vanished.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Vanishing {
    /// The hour.
    pub hour: i64,
    /// How many things vanished before it.
    pub place: usize,
}

/// What vanished, name by name.
pub type Watched = BTreeMap<i64, Vec<Vanishing>>;

/// Joins each name with the one whose words began and ended to vanish at the nearest times.
#[must_use]
pub fn by_window(watched: &Watched) -> Guesses {
    let ends = |seen: &[Vanishing]| {
        let hours = || seen.iter().map(|one| one.hour);
        (hours().min().unwrap_or(0), hours().max().unwrap_or(0))
    };
    nearest(watched, |one, other| {
        let ((from, until), (begin, end)) = (ends(one), ends(other));
        -(((from - begin).abs() + (until - end).abs()) as f64)
    })
}

/// Joins each name with the one that shares most of its hours; an hour in which little vanished counts more.
#[must_use]
pub fn by_hours(watched: &Watched) -> Guesses {
    let mut load: BTreeMap<i64, f64> = BTreeMap::new();
    watched.values().flatten().for_each(|one| *load.entry(one.hour).or_default() += 1.0);
    let all: f64 = load.values().sum();
    nearest(watched, |one, other| {
        let shared = |seen: &&Vanishing| other.iter().any(|there| there.hour == seen.hour);
        one.iter().filter(shared).map(|seen| (all / load[&seen.hour]).ln()).sum()
    })
}

/// Joins each name with the one whose words vanished next to its own.
#[must_use]
pub fn by_order(watched: &Watched) -> Guesses {
    nearest(watched, |one, other| {
        let near = |seen: &Vanishing| {
            let gaps = other.iter().map(|there| seen.place.abs_diff(there.place));
            1.0 / gaps.min().unwrap_or(usize::MAX).max(1) as f64
        };
        one.iter().map(near).sum()
    })
}

/// For each name the other one with the best score; ids are random, so that a tie is broken by chance.
fn nearest(watched: &Watched, score: impl Fn(&[Vanishing], &[Vanishing]) -> f64) -> Guesses {
    let guess = |(id, seen): (&i64, &Vec<Vanishing>)| {
        let others = watched.iter().filter(|(other, _)| *other != id);
        let scored = others.map(|(other, there)| (*other, score(seen, there)));
        let (best, _) = scored.max_by(|(a, left), (b, right)| left.total_cmp(right).then(a.cmp(b)))?;
        Some((*id, best))
    };
    watched.iter().filter_map(guess).collect()
}
