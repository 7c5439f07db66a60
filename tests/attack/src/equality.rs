//! By value: equal values in any two places join the rows that hold them.

use std::collections::{BTreeMap, HashMap};

use crate::{
    dump::{Dump, Value},
    guess::{Guesses, best},
};

/// More rows than this share a value by being of one kind, not of one person.
const FEW: usize = 6;

/// Joins names whose rows, or rows that lead to them, hold an equal value.
#[must_use]
pub fn guesses(dump: &Dump) -> Guesses {
    let groups = groups(dump);
    let members = |one: i64| {
        let group = groups.get(&one)?;
        Some(
            groups.iter().filter(move |(_, other)| *other == group).map(|(other, _)| (*other, 1.0)).collect(),
        )
    };
    best(dump, |one| members(one).unwrap_or_else(HashMap::new))
}

/// For each name the number of its group: rows that share a rare value are one group.
fn groups(dump: &Dump) -> BTreeMap<i64, usize> {
    let mut holders: HashMap<&Value, Vec<usize>> = HashMap::new();
    let mut named = BTreeMap::new();
    let mut count = 0;
    for (table, content) in &dump.tables {
        for row in &content.rows {
            if table == "personas" {
                named.extend(row[0].number().map(|id| (id, count)));
            }
            row.iter()
                .filter(|value| telling(value))
                .for_each(|value| holders.entry(value).or_default().push(count));
            count += 1;
        }
    }
    // What a public thing is called joins nobody: communities, organisations, threads.
    let public = |value: &Value| {
        ["communities", "organisations", "threads"]
            .iter()
            .any(|table| dump.table(table).rows.iter().any(|row| row.first() == Some(value)))
    };
    let mut union = Union::new(count);
    for (value, rows) in holders.iter().filter(|(_, rows)| rows.len() > 1 && rows.len() <= FEW) {
        if rows.len() <= 3 || !public(value) {
            rows[1..].iter().for_each(|row| union.join(rows[0], *row));
        }
    }
    named.into_iter().map(|(id, row)| (id, union.find(row))).collect()
}

/// Small numbers, yes and no, and short words are equal by accident.
fn telling(value: &Value) -> bool {
    match value {
        Value::Null => false,
        // Times are the matter of another attack.
        Value::Number(number) => *number > 4_000_000_000,
        Value::Text(text) => text.len() > 11,
        Value::Bytes(bytes) => bytes.len() >= 8,
    }
}

/// Rows that belong together.
struct Union(Vec<usize>);

impl Union {
    fn new(rows: usize) -> Self {
        Self((0..rows).collect())
    }

    fn find(&mut self, row: usize) -> usize {
        let mut root = row;
        while self.0[root] != root {
            self.0[root] = self.0[self.0[root]];
            root = self.0[root];
        }
        root
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.find(one), self.find(other));
        self.0[one] = other;
    }
}
