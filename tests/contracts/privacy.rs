//! The schema joins no account to a name: a lint over the migrations, and the mutants that it must catch.

use std::collections::BTreeSet;

use store::migrations::FILES;

/// A table: its name and its columns.
struct Table {
    name: String,
    columns: Vec<String>,
}

fn tables(sql: &str) -> Vec<Table> {
    let bare: String =
        sql.lines().filter(|line| !line.trim_start().starts_with("--")).collect::<Vec<_>>().join("\n");
    bare.split(";\n").filter_map(|statement| table(statement.trim())).collect()
}

fn table(statement: &str) -> Option<Table> {
    let (head, body) = statement.strip_prefix("CREATE TABLE ")?.split_once('(')?;
    let columns = body.lines().filter_map(|line| line.split_whitespace().next());
    let columns =
        columns.filter(|word| word.chars().all(|c| c.is_ascii_lowercase() || c == '_')).map(str::to_owned);
    Some(Table { name: head.trim().to_owned(), columns: columns.collect() })
}

/// What each table must not do; one sentence for each breach.
fn breaches(sql: &str) -> Vec<String> {
    let mut breaches = Vec::new();
    for Table { name, columns } in tables(sql) {
        let has = |column: &str| columns.iter().any(|one| one == column);
        let account = has("account_id") || name == "accounts";
        let persona = has("persona_id") || has("taken_by") || name == "personas";
        let keyed = columns.iter().filter(|column| *column == "tag" || column.ends_with("_tag")).count();
        if account && persona {
            breaches.push(format!("{name} joins an account and a persona"));
        }
        if persona && keyed > 0 {
            breaches.push(format!("{name} joins a persona and a key"));
        }
        if keyed > 1 {
            breaches.push(format!("{name} joins two keys"));
        }
        for column in &columns {
            if KEPT_NOWHERE.iter().any(|never| column.split('_').any(|word| word == *never)) {
                breaches.push(format!("{name}.{column} is never kept"));
            }
            if column.ends_with("_at") && !CLOCKED.contains(&name.as_str()) {
                breaches.push(format!("{name}.{column} is finer than an hour"));
            }
        }
    }
    if sql.contains("REFERENCES") {
        breaches.push("a foreign key is a join that everybody can read".to_owned());
    }
    if sql.contains("SERIAL") || sql.contains("AUTOINCREMENT") {
        breaches.push("a serial number tells the order of arrival".to_owned());
    }
    breaches
}

const KEPT_NOWHERE: &[&str] =
    &["email", "mail", "phone", "ip", "address", "agent", "birthday", "surname", "seen_at", "latitude"];
/// Tables whose exact times say nothing of people.
const CLOCKED: &[&str] = &["lanes"];

#[test]
fn the_schema_joins_nobody() {
    let all: String = FILES.iter().map(|(_, sql)| *sql).collect();
    assert_eq!(breaches(&all), Vec::<String>::new());
    // An inviter's key and a reporter's stand alone in their rows.
    let names: BTreeSet<String> = tables(&all).into_iter().map(|table| table.name).collect();
    assert!(names.len() > 20, "the lint has lost sight of the tables: {names:?}");
}

#[test]
fn the_lint_catches_each_mutant() {
    for mutant in [
        "CREATE TABLE a (\n    account_id BIGINT,\n    persona_id BIGINT\n);\n",
        "CREATE TABLE personas (\n    id BIGINT,\n    account_id BIGINT\n);\n",
        "CREATE TABLE a (\n    persona_id BIGINT,\n    tag BYTEA\n);\n",
        "CREATE TABLE a (\n    tag BYTEA,\n    other_tag BYTEA\n);\n",
        "CREATE TABLE accounts (\n    id BIGINT,\n    email TEXT\n);\n",
        "CREATE TABLE sessions (\n    id BIGINT,\n    last_ip TEXT\n);\n",
        "CREATE TABLE comments (\n    id BIGINT,\n    posted_at BIGINT\n);\n",
        "CREATE TABLE sessions (\n    a BIGINT REFERENCES accounts (id)\n);\n",
        "CREATE TABLE a (\n    id BIGSERIAL\n);\n",
    ] {
        assert_eq!(breaches(mutant).len(), 1, "{mutant}");
    }
}
