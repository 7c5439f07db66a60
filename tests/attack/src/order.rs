//! By order: rows that were written one after the other may stand beside each other.

use std::collections::HashMap;

use crate::{
    dump::Dump,
    guess::{Guesses, best},
};

/// How far the attacker looks to either side.
const NEAR: usize = 3;

/// Joins each name with the one that stands next to it in the copy.
#[must_use]
pub fn by_place(dump: &Dump) -> Guesses {
    let ids = dump.personas();
    let place: HashMap<i64, usize> = ids.iter().enumerate().map(|(at, id)| (*id, at)).collect();
    best(dump, |one| {
        let at = place[&one];
        let near = at.saturating_sub(NEAR)..=(at + NEAR).min(ids.len() - 1);
        near.map(|other| (ids[other], -(other.abs_diff(at) as f64))).collect()
    })
}

/// Joins each name with the one whose id is next to its own.
#[must_use]
pub fn guesses(dump: &Dump) -> Guesses {
    let mut ids = dump.personas();
    ids.sort_unstable();
    let place: HashMap<i64, usize> = ids.iter().enumerate().map(|(at, id)| (*id, at)).collect();
    best(dump, |one| {
        let at = place[&one];
        let near = at.saturating_sub(NEAR)..=(at + NEAR).min(ids.len() - 1);
        // The difference tells consecutive numbers from random ones only by its size, so the nearest is guessed.
        near.map(|other| (ids[other], -((ids[other] - one).abs() as f64))).collect()
    })
}
