//! The database as it really is, on the engine under test, against `PRIVACY.toml`: every column is listed, every
//! listed column is there, and none joins what must stay apart.

use porchlight::privacy::{Mark, Privacy, Table};
use store::{Tx, testing::TestDatabase};

/// A column as the database knows it: its table, its name, its type in small letters.
type Found = (String, String, String);

/// What the lint looks at.
struct Schema {
    columns: Vec<Found>,
    /// Each foreign key: from which table, to which.
    references: Vec<(String, String)>,
    /// Tables whose rows have a number that tells the order of arrival.
    numbered: Vec<String>,
}

impl Schema {
    async fn of(test: &TestDatabase) -> Self {
        let mut tx = test.database.read().await.unwrap();
        if test.database.is_sqlite() { sqlite(&mut tx).await } else { postgres(&mut tx).await }
    }

    fn tables(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.columns.iter().map(|(table, _, _)| table.as_str()).collect();
        names.dedup();
        names
    }

    fn has(&self, table: &str, column: &str) -> bool {
        self.columns.iter().any(|(of, name, _)| of == table && name == column)
    }
}

async fn sqlite(tx: &mut Tx) -> Schema {
    Schema {
        columns: tx
            .sql(
                "SELECT m.name, c.name, LOWER(c.type) FROM sqlite_master AS m, pragma_table_info(m.name) AS c \
                 WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' ORDER BY m.name, c.cid",
            )
            .all()
            .await
            .unwrap(),
        references: tx
            .sql(
                "SELECT m.name, k.\"table\" FROM sqlite_master AS m, pragma_foreign_key_list(m.name) AS k \
                 WHERE m.type = 'table'",
            )
            .all()
            .await
            .unwrap(),
        numbered: tx
            .sql("SELECT name FROM pragma_table_list WHERE type = 'table' AND NOT wr AND schema = 'main' AND name NOT LIKE 'sqlite_%'")
            .column()
            .await
            .unwrap(),
    }
}

async fn postgres(tx: &mut Tx) -> Schema {
    Schema {
        columns: tx
            .sql(
                "SELECT c.table_name::text, c.column_name::text, LOWER(c.data_type::text) \
                 FROM information_schema.columns AS c JOIN information_schema.tables AS t \
                 ON t.table_schema = c.table_schema AND t.table_name = c.table_name \
                 WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' \
                 ORDER BY c.table_name, c.ordinal_position",
            )
            .all()
            .await
            .unwrap(),
        references: tx
            .sql(
                "SELECT a.relname::text, b.relname::text FROM pg_constraint AS k \
                 JOIN pg_class AS a ON a.oid = k.conrelid JOIN pg_class AS b ON b.oid = k.confrelid \
                 WHERE k.contype = 'f'",
            )
            .all()
            .await
            .unwrap(),
        numbered: tx
            .sql(
                "SELECT table_name::text FROM information_schema.columns WHERE table_schema = 'public' \
                 AND (column_default LIKE 'nextval%' OR is_identity = 'YES')",
            )
            .column()
            .await
            .unwrap(),
    }
}

/// Every sentence that says what is wrong.
fn breaches(schema: &Schema, privacy: &Privacy) -> Vec<String> {
    let mut found = unlisted(schema, privacy);
    found.extend(schema.columns.iter().filter_map(telling));
    for table in &privacy.tables {
        found.extend(joins(table));
        found.extend(incomplete(table, privacy));
    }
    for (from, to) in &schema.references {
        if from == "accounts" || to == "accounts" {
            found.push(format!("a foreign key leads from {from} to {to}"));
        }
    }
    // The list of migrations tells in which order a program was changed, which is public.
    for table in schema.numbered.iter().filter(|table| *table != "migrations") {
        found.push(format!("the rows of {table} are numbered in the order of arrival"));
    }
    found
}

fn unlisted(schema: &Schema, privacy: &Privacy) -> Vec<String> {
    let mut found = Vec::new();
    for (table, column, kind) in &schema.columns {
        let listed = privacy.table(table).and_then(|table| table.column(column));
        match listed {
            None => found.push(format!("{table}.{column} is not listed")),
            Some(listed) if (listed.mark == Mark::Flag) != (kind == "boolean") => {
                found.push(format!("{table}.{column} is marked as something else"));
            }
            Some(_) => {}
        }
    }
    for table in &privacy.tables {
        let lost = table.columns.iter().filter(|column| !schema.has(&table.name, &column.name));
        found.extend(lost.map(|column| format!("{}.{} is listed and not there", table.name, column.name)));
    }
    found
}

/// Names and types that say what is never kept.
fn telling((table, column, kind): &Found) -> Option<String> {
    const NAMES: &[&str] = &[
        "email",
        "mail",
        "phone",
        "ip",
        "address",
        "agent",
        "birthday",
        "surname",
        "latitude",
        "longitude",
        "seen_at",
        "date",
        "time",
        "second",
        "seconds",
        "minute",
    ];
    const TYPES: &[&str] = &["inet", "cidr", "macaddr", "timestamp", "date", "time", "interval", "serial"];
    let named = column.split('_').any(|word| NAMES.contains(&word));
    let typed = TYPES.iter().any(|never| kind.starts_with(never));
    // When another server is tried again says nothing of people.
    let exact = (column.ends_with("_at") || column.ends_with("_until")) && table != "lanes";
    (named || typed || exact).then(|| format!("{table}.{column} ({kind}) says what is never kept"))
}

/// What no table may hold together, by name and by what the list says.
fn joins(table: &Table) -> Option<String> {
    let is = |mark: Mark, named: fn(&str) -> bool| {
        table.columns.iter().filter(|column| column.mark == mark || named(&column.name)).count()
    };
    let account = is(Mark::Account, |name| name == "account_id");
    let persona = is(Mark::Persona, |name| name == "persona_id");
    // A sign-in name's and a recovery code's tag are made from what is typed, not from an account's key.
    let keys =
        if account > 0 { is(Mark::Key, |_| false) } else { is(Mark::Key, |name| name.ends_with("tag")) };
    let kinds = [account > 0, persona > 0, keys > 0].into_iter().filter(|kind| *kind).count();
    (kinds > 1 || keys > 1).then(|| format!("{} joins what must stay apart", table.name))
}

/// What a table does not say, or says of the wrong side.
fn incomplete(table: &Table, privacy: &Privacy) -> Vec<String> {
    let mut found = Vec::new();
    let said = [&table.title, &table.purpose, &table.kept, &table.readers];
    let columns = table.columns.iter().map(|column| &column.what);
    if said.into_iter().chain(columns).any(|words| words.trim().is_empty()) {
        found.push(format!("{} does not say everything", table.name));
    }
    let fits = |mark: Mark| match mark {
        Mark::Account => table.side == "account",
        Mark::Persona => table.side == "persona",
        // A report is about a name, and comes from somebody who has only a key.
        Mark::Key => table.side == "keyed" || table.name == "reports",
        Mark::Plain | Mark::Flag => privacy.sides.iter().any(|side| side.key == table.side),
    };
    if !table.columns.iter().all(|column| fits(column.mark)) {
        found.push(format!("{} stands on the wrong side", table.name));
    }
    found
}

/// Changes the database as a careless migration would.
async fn changed(statements: &[&'static str]) -> Schema {
    let test = TestDatabase::new().await;
    let mut tx = test.database.write().await.unwrap();
    for statement in statements {
        tx.sql(statement).execute().await.unwrap();
    }
    tx.commit().await.unwrap();
    Schema::of(&test).await
}

#[tokio::test]
async fn the_real_schema_is_listed_and_joins_nobody() {
    let test = TestDatabase::new().await;
    let schema = Schema::of(&test).await;
    assert!(schema.tables().len() > 30, "the lint has lost sight of the tables: {:?}", schema.tables());
    assert_eq!(breaches(&schema, &Privacy::embedded()), Vec::<String>::new());
}

/// Each fault in the database is seen by its own sentence.
#[tokio::test]
async fn a_careless_migration_is_caught() {
    let numbered = match std::env::var("TEST_ENGINE").as_deref() {
        Ok("postgres") => "CREATE TABLE guests (id BIGSERIAL PRIMARY KEY)",
        _ => "CREATE TABLE guests (id BIGINT PRIMARY KEY)",
    };
    for (statement, told) in [
        ("ALTER TABLE threads ADD COLUMN mood TEXT", "threads.mood is not listed"),
        ("ALTER TABLE accounts ADD COLUMN email TEXT", "accounts.email (text) says what is never kept"),
        ("ALTER TABLE sessions ADD COLUMN last_ip TEXT", "sessions.last_ip (text) says what is never kept"),
        (
            "ALTER TABLE sessions ADD COLUMN user_agent TEXT",
            "sessions.user_agent (text) says what is never kept",
        ),
        (
            "ALTER TABLE comments ADD COLUMN posted_at BIGINT",
            "comments.posted_at (bigint) says what is never kept",
        ),
        ("ALTER TABLE comments ADD COLUMN posted DATE", "comments.posted (date) says what is never kept"),
        ("ALTER TABLE team DROP COLUMN role", "team.role is listed and not there"),
        ("DROP TABLE mutes", "mutes.tag is listed and not there"),
        (
            "CREATE TABLE guests (id BIGINT PRIMARY KEY, host BIGINT REFERENCES accounts (id))",
            "a foreign key leads from guests to accounts",
        ),
        (numbered, "the rows of guests are numbered in the order of arrival"),
    ] {
        let told_of = breaches(&changed(&[statement]).await, &Privacy::embedded());
        assert!(told_of.iter().any(|one| one == told), "{statement}: {told_of:?}");
    }
}

/// Listing a column does not make it harmless.
#[tokio::test]
async fn a_join_is_listed_and_is_caught() {
    let schema = Schema::of(&TestDatabase::new().await).await;
    for (table, column) in [
        ("sessions", r#"["persona_id", "The name worn last."]"#),
        ("sessions", r#"["last", "The name worn last.", "persona"]"#),
        ("personas", r#"["account_id", "Whose it is."]"#),
        ("personas", r#"["owner", "Whose it is.", "account"]"#),
        ("threads", r#"["reader_tag", "Who read it."]"#),
        ("stays", r#"["other", "Who invited them.", "key"]"#),
        ("memberships", r#"["member", "Whose it is.", "account"]"#),
    ] {
        let told_of = breaches(&schema, &with_column(table, column));
        let told = format!("{table} joins what must stay apart");
        assert!(told_of.contains(&told), "{table} {column}: {told_of:?}");
    }
}

/// The list with one more column in a table.
fn with_column(table: &str, column: &str) -> Privacy {
    let text = file("frontend/data/PRIVACY.toml");
    let head = format!("name = \"{table}\"");
    let (before, after) = text.split_once(&head).unwrap();
    let after = after.replacen("columns = [", &format!("columns = [{column}, "), 1);
    Privacy::read(&format!("{before}{head}{after}")).unwrap()
}

fn file(path: &str) -> String {
    std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)).unwrap()
}

/// What is wrong with the promises: a test that is not there holds nothing.
fn unheld(privacy: &Privacy) -> Vec<&str> {
    let held = |(path, test): &(String, String)| file(path).contains(test.as_str());
    privacy.promises.iter().filter(|one| !held(&one.held_by)).map(|one| one.says.as_str()).collect()
}

#[test]
fn every_promise_is_held_by_a_test_that_exists() {
    let mut privacy = Privacy::embedded();
    assert!(privacy.promises.len() > 5);
    assert_eq!(unheld(&privacy), Vec::<&str>::new());
    privacy.promises[0].held_by.1 = format!("fn {}_no_more", "that_is_there");
    assert_eq!(unheld(&privacy).len(), 1, "a promise without its test is seen");
}
