//! Loose ends: values that should lead to a row and do not. A dump of one moment has as many as the database had then.

use std::collections::BTreeMap;

use crate::{Fault, Result};

/// How many loose ends each link has, by its name.
pub type Loose = BTreeMap<String, i64>;

/// A column whose values are keys of another table.
pub(super) struct Link {
    from: &'static str,
    column: &'static str,
    to: &'static str,
}

/// What leads where. The schema names no foreign keys, so that nothing stored leads to an account; these are the
/// ways on one side of that line. None has a loose end unless something went wrong.
const LINKS: &[Link] = &[
    Link { from: "comments", column: "thread_id", to: "threads" },
    Link { from: "comments", column: "persona_id", to: "personas" },
    Link { from: "followers", column: "community_id", to: "communities" },
    Link { from: "guidelines", column: "community_id", to: "communities" },
    Link { from: "measures", column: "community_id", to: "communities" },
    Link { from: "memberships", column: "community_id", to: "communities" },
    Link { from: "personas", column: "community_id", to: "communities" },
    Link { from: "recovery_codes", column: "account_id", to: "accounts" },
    Link { from: "releases", column: "thread_id", to: "threads" },
    Link { from: "reports", column: "community_id", to: "communities" },
    Link { from: "stays", column: "organisation_id", to: "organisations" },
    Link { from: "subscriptions", column: "community_id", to: "communities" },
    Link { from: "team", column: "community_id", to: "communities" },
    Link { from: "team", column: "persona_id", to: "personas" },
    Link { from: "threads", column: "community_id", to: "communities" },
    Link { from: "threads", column: "persona_id", to: "personas" },
];

/// Those whose tables are there.
pub(super) fn among(tables: &[String]) -> impl Iterator<Item = &'static Link> {
    let there = |name: &str| tables.iter().any(|table| table == name);
    LINKS.iter().filter(move |link| there(link.from) && there(link.to))
}

impl Link {
    pub(super) fn name(&self) -> String {
        format!("{}.{}", self.from, self.column)
    }

    /// Counts them.
    pub(super) fn sql(&self) -> String {
        let Self { from, column, to } = self;
        format!(
            "SELECT COUNT(*) FROM {from} WHERE {column} IS NOT NULL \
             AND NOT EXISTS (SELECT 1 FROM {to} WHERE {to}.id = {from}.{column})"
        )
    }
}

/// Whether a copy has the loose ends of its original, and no more.
pub(super) fn same(original: &Loose, copy: &Loose) -> Result<()> {
    match copy.iter().find(|(link, count)| original.get(*link).is_some_and(|had| had != *count)) {
        None => Ok(()),
        Some((link, count)) => {
            Err(Fault::Other(format!("{count} rows lead nowhere by {link}: it is no whole copy")))
        }
    }
}
