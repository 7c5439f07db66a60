//! By time: names that are active at the same times may be one person's.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::{
    dump::{Dump, Value},
    guess::{Guesses, best},
};

/// Two acts within a quarter of an hour, or in neighbouring ones, count as at the same time.
const QUARTER: i64 = 900;

/// Joins each name with the one that shares most of its times; a time that few share counts more.
#[must_use]
pub fn guesses(dump: &Dump) -> Guesses {
    let active = active(dump);
    let mut holders: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for (persona, times) in &active {
        times.iter().for_each(|time| holders.entry(*time).or_default().push(*persona));
    }
    let all = active.len().max(2) as f64;
    best(dump, |one| {
        let mut scores = HashMap::new();
        for time in active.get(&one).into_iter().flatten() {
            for near in [time - 1, *time, time + 1] {
                let others = holders.get(&near).map_or(&[][..], Vec::as_slice);
                let weight = (all / others.len().max(1) as f64).ln();
                others.iter().for_each(|other| *scores.entry(*other).or_insert(0.0) += weight);
            }
        }
        scores
    })
}

/// The quarters of an hour in which each name did something, as far as the database says: every time in a row that also
/// holds a name.
fn active(dump: &Dump) -> BTreeMap<i64, BTreeSet<i64>> {
    let mut active: BTreeMap<i64, BTreeSet<i64>> = BTreeMap::new();
    for table in dump.tables.values() {
        let Some(persona) = table.columns.iter().position(|column| column == "persona_id") else { continue };
        let timed = |column: &String| {
            ["hour", "day", "at"].iter().any(|word| column.split('_').any(|part| part == *word))
        };
        let times: Vec<usize> = (0..table.columns.len()).filter(|at| timed(&table.columns[*at])).collect();
        for row in &table.rows {
            let Some(persona) = row[persona].number() else { continue };
            let found = times.iter().filter_map(|at| Value::number(&row[*at])).map(|time| time / QUARTER);
            active.entry(persona).or_default().extend(found);
        }
    }
    active
}
