//! The few places where the two engines must differ.

use crate::Tag;

/// A list of ids bound as one value, for `IN list($1)`.
#[derive(Clone, Debug)]
pub struct Ids(pub Vec<i64>);

impl<T: Into<i64>> FromIterator<T> for Ids {
    fn from_iter<I: IntoIterator<Item = T>>(ids: I) -> Self {
        Self(ids.into_iter().map(Into::into).collect())
    }
}

/// A list of tags bound as one value, for `IN tags($1)`.
#[derive(Clone, Debug)]
pub struct Tags(pub Vec<Tag>);

impl FromIterator<Tag> for Tags {
    fn from_iter<I: IntoIterator<Item = Tag>>(tags: I) -> Self {
        Self(tags.into_iter().collect())
    }
}

/// Writes `IN list($1)` and `IN tags($1)` as this engine understands it.
pub(crate) fn lists(sql: &str, sqlite: bool) -> String {
    let mut written = String::with_capacity(sql.len() + 64);
    let mut rest = sql;
    while let Some((start, kind)) = next_list(rest) {
        let open = start + kind.len();
        let close = open + rest[open..].find(')').unwrap_or(rest.len() - open);
        let placeholder = &rest[open..close];
        written.push_str(&rest[..start]);
        written.push_str(&match sqlite {
            false => format!("= ANY({placeholder})"),
            true => format!("IN rarray({placeholder})"),
        });
        rest = rest.get(close + 1..).unwrap_or_default();
    }
    written.push_str(rest);
    written
}

fn next_list(sql: &str) -> Option<(usize, &'static str)> {
    ["IN list(", "IN tags("].into_iter().filter_map(|kind| sql.find(kind).map(|at| (at, kind))).min()
}

/// Splits a migration file into statements, each as SQLite wants it: without hidden row numbers.
pub(crate) fn statements(file: &str, sqlite: bool) -> Vec<String> {
    let bare: String =
        file.lines().filter(|line| !line.trim_start().starts_with("--")).collect::<Vec<_>>().join("\n");
    let whole = bare.split(";\n").chain([]).map(str::trim).filter(|statement| !statement.is_empty());
    whole.map(|statement| adapt(statement.trim_end_matches(';'), sqlite)).collect()
}

fn adapt(statement: &str, sqlite: bool) -> String {
    if sqlite && statement.starts_with("CREATE TABLE") {
        format!("{statement} WITHOUT ROWID")
    } else {
        statement.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_written_for_each_engine() {
        let sql = "SELECT 1 FROM a WHERE b IN list($1) AND c IN tags($2) AND d = $3";
        assert_eq!(lists(sql, false), "SELECT 1 FROM a WHERE b = ANY($1) AND c = ANY($2) AND d = $3");
        assert_eq!(lists(sql, true), "SELECT 1 FROM a WHERE b IN rarray($1) AND c IN rarray($2) AND d = $3");
    }

    #[test]
    fn sqlite_tables_have_no_row_numbers() {
        let file = "-- why\nCREATE TABLE a (\n  id BIGINT PRIMARY KEY\n);\nCREATE INDEX b ON a (id);\n";
        assert_eq!(
            statements(file, true),
            ["CREATE TABLE a (\n  id BIGINT PRIMARY KEY\n) WITHOUT ROWID", "CREATE INDEX b ON a (id)"]
        );
        assert!(!statements(file, false)[0].contains("ROWID"));
    }
}
