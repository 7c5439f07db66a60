//! Equal values as edges, over every table of a busy server: no way leads from an account to a name, or from one name
//! to another of the same account. `members` has the same test for a house of its own; this one knows what the
//! forum, moderation and federation keep.

use std::collections::{BTreeSet, HashMap, VecDeque};

use porchlight::privacy::Privacy;

use crate::porch::{Porch, Row, number, text};

/// What a row holds that may join it to others: its values, and the numbers and addresses inside its texts.
fn values((_, row): &Row) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for value in row.values().map(text) {
        let parts = value.split(|sign: char| !sign.is_ascii_alphanumeric()).map(str::to_owned);
        found.extend(parts.filter(|part| part.len() > 11));
        found.insert(value);
    }
    found
}

/// Long numbers, keys and handles are never equal by accident; other values join when few rows hold them. With so few
/// people that would be every word of the program's own, such as "lead": those are small letters and nothing else.
fn joins(value: &str, rows: usize) -> bool {
    let digit = value.bytes().any(|byte| byte.is_ascii_digit());
    let random = digit && value.len() > 11 && value.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let word = value.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    random || (value.len() > 3 && rows <= 3 && !word)
}

/// For each row, the number of its group.
fn groups(rows: &[Row], public: &BTreeSet<String>) -> Vec<usize> {
    let mut holders: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, row) in rows.iter().enumerate() {
        for value in values(row).into_iter().filter(|value| !public.contains(value)) {
            holders.entry(value).or_default().push(at);
        }
    }
    let mut group: Vec<usize> = (0..rows.len()).collect();
    for (_, held) in holders.into_iter().filter(|(value, held)| joins(value, held.len())) {
        for other in &held[1..] {
            let (from, to) = (group[*other], group[held[0]]);
            group.iter_mut().filter(|one| **one == from).for_each(|one| *one = to);
        }
    }
    group
}

/// What everybody may know: communities, organisations, other servers.
fn public(rows: &[Row]) -> BTreeSet<String> {
    let open = ["communities", "organisations", "instances", "followers", "migrations", "guidelines"];
    let open = rows.iter().filter(|(table, _)| open.contains(&table.as_str()));
    open.flat_map(values).collect()
}

/// From one row to another: by which value to a row of which table, step by step.
fn way(rows: &[Row], public: &BTreeSet<String>, (from, to): (usize, usize)) -> Vec<String> {
    let mut holders: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, row) in rows.iter().enumerate() {
        for value in values(row).into_iter().filter(|value| !public.contains(value)) {
            holders.entry(value).or_default().push(at);
        }
    }
    let mut ways: HashMap<usize, Vec<String>> = HashMap::from([(from, Vec::new())]);
    let mut next = VecDeque::from([from]);
    while let Some(at) = next.pop_front() {
        for value in values(&rows[at])
            .iter()
            .filter(|value| holders.get(*value).is_some_and(|held| joins(value, held.len())))
        {
            for other in &holders[value] {
                if !ways.contains_key(other) {
                    ways.insert(
                        *other,
                        [ways[&at].clone(), vec![format!("{value} in {}", rows[*other].0)]].concat(),
                    );
                    next.push_back(*other);
                }
            }
        }
    }
    ways.remove(&to).unwrap_or_default()
}

/// Every way from an account to a name, or between two names of one account.
fn leaks(porch: &Porch, rows: &[Row]) -> Vec<String> {
    let privacy = Privacy::embedded();
    let side = |table: &str| privacy.table(table).map_or("link", |table| table.side.as_str());
    let public = public(rows);
    let group = groups(rows, &public);
    let of = |id: i64| {
        let at = rows.iter().position(|(table, row)| table == "personas" && number(row, "id") == Some(id));
        at.expect("each name is stored")
    };
    let mut found = Vec::new();
    // The same three people, in the same order, wear the first three names and the next.
    for (one, other) in porch.names[..3].iter().zip(&porch.names[3..6]) {
        if group[of(one.id.0)] == group[of(other.id.0)] {
            let way = way(rows, &public, (of(one.id.0), of(other.id.0)));
            found.push(format!("{} and {} are one person: {way:?}", one.name, other.name));
        }
    }
    for (at, (table, _)) in rows.iter().enumerate().filter(|(_, (table, _))| side(table) == "account") {
        let there = rows
            .iter()
            .enumerate()
            .find(|(other, row)| group[*other] == group[at] && side(&row.0) != "account");
        found.extend(there.map(|(_, (other, _))| format!("{table} leads to {other}")));
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn no_value_in_any_table_joins_an_account_to_a_name_or_two_names() {
    let porch = Porch::busy().await;
    let rows = porch.dump().await;
    assert_eq!(leaks(&porch, &rows), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_in_any_table_is_caught() {
    let porch = Porch::busy().await;
    let rows = porch.dump().await;
    let value = |table: &str, at: usize, column: &str| {
        let row = rows.iter().filter(|(name, _)| name == table).nth(at).expect("it is stored");
        row.1[column].clone()
    };
    let id = |at: usize| {
        let found =
            |(table, row): &&Row| table == "personas" && number(row, "id") == Some(porch.names[at].id.0);
        rows.iter().find(found).expect("each name is stored").1["id"].clone()
    };
    for (one, other) in [
        (value("accounts", 0, "id"), id(1)),
        (value("sessions", 0, "account_id"), value("memberships", 0, "tag")),
        (id(1), id(4)),
    ] {
        let link = ("links".to_owned(), [("one".to_owned(), one), ("other".to_owned(), other)].into());
        assert!(!leaks(&porch, &[rows.clone(), vec![link]].concat()).is_empty(), "a link is seen");
    }
}
