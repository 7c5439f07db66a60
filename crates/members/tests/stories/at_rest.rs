//! What a stolen database tells: nothing in it joins an account to a name, or two names of one account.

use std::{
    collections::{HashMap, HashSet},
    path::Path,
};

use members::{Audience, Member, guidelines_read, notices, notices::Kind, personas, read_marks};
use sqlx::{AssertSqlSafe, Connection, Row};
use store::{CommentId, Engine, Mutant, ThreadId};

use crate::{cast::Cast, does};

/// A row: its table and its values as text.
type Dumped = (String, Vec<String>);

const ACCOUNT_SIDE: [&str; 3] = ["accounts", "recovery_codes", "sessions"];

async fn dump(engine: &Engine) -> Vec<Dumped> {
    match engine {
        Engine::Sqlite(path) => dump_sqlite(path),
        Engine::Postgres(url) => dump_postgres(url).await,
    }
}

fn dump_sqlite(path: &Path) -> Vec<Dumped> {
    let connection = rusqlite::Connection::open(path).unwrap();
    let names =
        "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'";
    let mut tables: HashMap<String, Vec<String>> = HashMap::new();
    for (table, column) in texts(&connection, names).into_iter().map(|row| (row[0].clone(), row[1].clone())) {
        tables.entry(table).or_default().push(format!("quote({column})"));
    }
    let mut dumped = Vec::new();
    for (table, columns) in tables {
        let rows = texts(&connection, &format!("SELECT {} FROM {table}", columns.join(", ")));
        dumped.extend(rows.into_iter().map(|row| (table.clone(), row)));
    }
    dumped
}

fn texts(connection: &rusqlite::Connection, sql: &str) -> Vec<Vec<String>> {
    let mut statement = connection.prepare(sql).unwrap();
    let width = statement.column_count();
    let row = |row: &rusqlite::Row<'_>| (0..width).map(|at| row.get(at)).collect();
    statement.query_map([], row).unwrap().map(Result::unwrap).collect()
}

async fn dump_postgres(url: &str) -> Vec<Dumped> {
    let mut connection = sqlx::PgConnection::connect(url).await.unwrap();
    let tables: Vec<(String,)> =
        sqlx::query_as("SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'")
            .fetch_all(&mut connection)
            .await
            .unwrap();
    let mut dumped = Vec::new();
    for (table,) in tables {
        let sql = AssertSqlSafe(format!(
            "SELECT ARRAY(SELECT COALESCE(value, 'NULL') FROM jsonb_each_text(to_jsonb(t))) FROM {table} t"
        ));
        for row in sqlx::query(sql).fetch_all(&mut connection).await.unwrap() {
            dumped.push((table.clone(), row.get(0)));
        }
    }
    dumped
}

/// Random numbers and bytes, as engines write them: equal ones are never equal by accident.
fn is_random(value: &str) -> bool {
    let number = value.len() > 11 && value.bytes().all(|byte| byte.is_ascii_digit());
    number || value.starts_with("X'") || value.starts_with(r"\x")
}

/// The groups of rows that equal values join: random ones wherever they stand, others when only two or
/// three rows hold them. The ids of communities and organisations are public.
fn components(rows: &[Dumped], public: &HashSet<String>) -> Vec<Vec<usize>> {
    let mut holders: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, (_, values)) in rows.iter().enumerate() {
        for value in values.iter().collect::<HashSet<_>>() {
            holders.entry(value).or_default().push(at);
        }
    }
    let mut group: Vec<usize> = (0..rows.len()).collect();
    for (value, held) in holders {
        if (held.len() <= 3 || is_random(value)) && !public.contains(value) {
            for other in &held[1..] {
                let (from, to) = (group[*other], group[held[0]]);
                group.iter_mut().filter(|one| **one == from).for_each(|one| *one = to);
            }
        }
    }
    let mut groups: HashMap<usize, Vec<usize>> = HashMap::new();
    for (at, one) in group.into_iter().enumerate() {
        groups.entry(one).or_default().push(at);
    }
    groups.into_values().collect()
}

/// Groups that join an account to anything else, or two names of one account.
fn leaks(rows: &[Dumped], public: &HashSet<String>, owners: &HashMap<String, usize>) -> usize {
    let leaky = |group: &Vec<usize>| {
        let account = group.iter().any(|at| ACCOUNT_SIDE.contains(&rows[*at].0.as_str()));
        let elsewhere = group.iter().any(|at| !ACCOUNT_SIDE.contains(&rows[*at].0.as_str()));
        let names: Vec<usize> = group
            .iter()
            .filter(|at| rows[**at].0 == "personas")
            .filter_map(|at| rows[*at].1.iter().find_map(|value| owners.get(value)).copied())
            .collect();
        (account && elsewhere) || names.len() != names.iter().collect::<HashSet<_>>().len()
    };
    components(rows, public).iter().filter(|group| leaky(group)).count()
}

/// A dozen people who join, wear names, are told things, read and mute.
async fn busy_house(cast: &Cast) -> HashMap<String, usize> {
    let mut communities = Vec::new();
    for (name, audience) in
        [("kitchen", Audience::House), ("evenings", Audience::Circle), ("welcome", Audience::Open)]
    {
        communities.push(cast.community(name, audience).await);
    }
    let mut owners = HashMap::new();
    for number in 0..12 {
        let member: Member = cast.newcomer(&format!("person {number}")).await;
        for community in &communities {
            cast.join(&member, community).await.unwrap();
            let persona = does!(cast, |tx| personas::wear(tx, &member, community)).unwrap();
            owners.insert(persona.id.to_string(), number);
            let thread = ThreadId(cast.test.database.chance().id());
            let comment = Some(CommentId(cast.test.database.chance().id()));
            does!(cast, |tx| notices::add(tx, persona.id, Kind::ReplyToThread, thread, comment)).unwrap();
            does!(cast, |tx| notices::mute(tx, &member, thread)).unwrap();
            does!(cast, |tx| read_marks::mark(tx, &member, thread, 1)).unwrap();
        }
    }
    owners
}

fn ids_of(rows: &[Dumped], table: &str) -> HashSet<String> {
    let of_table = rows.iter().filter(|(name, _)| name == table);
    of_table
        .flat_map(|(_, values)| values.iter().filter(|value| value.parse::<i64>().is_ok()))
        .cloned()
        .collect()
}

/// How many groups leak in a house of its own.
async fn leaks_in_a_house() -> usize {
    let cast = Cast::gather().await;
    let owners = busy_house(&cast).await;
    let rows = dump(&cast.test.engine).await;
    let of = |table: &str| rows.iter().filter(|(name, _)| name == table).count();
    assert_eq!((of("accounts"), of("personas"), of("notices"), of("memberships")), (13, 36, 36, 36));
    let public = &ids_of(&rows, "communities") | &ids_of(&rows, "organisations");
    leaks(&rows, &public, &owners)
}

/// Two made-up names can be equal by accident, once in a hundred houses; a real link is in every house.
#[tokio::test]
async fn no_value_joins_an_account_to_a_name_or_two_names_of_one_account() {
    let leaks = leaks_in_a_house().await;
    assert!(leaks == 0 || leaks_in_a_house().await == 0, "{leaks} groups join what must stay apart");
}

#[tokio::test]
async fn the_test_above_would_see_a_link() {
    let cast = Cast::gather().await;
    let owners = busy_house(&cast).await;
    let rows = dump(&cast.test.engine).await;
    let public = &ids_of(&rows, "communities") | &ids_of(&rows, "organisations");
    let account = ids_of(&rows, "accounts").into_iter().find(|id| id.len() > 8).unwrap();
    let (persona, _) = owners.iter().next().unwrap();
    let linked = [rows.clone(), vec![("links".to_owned(), vec![account, persona.clone()])]].concat();
    assert!(leaks(&linked, &public, &owners) > 0, "a link table is seen");
    let same: Vec<&String> = owners.iter().filter(|(_, owner)| **owner == 3).map(|(id, _)| id).collect();
    let aliases = vec![("links".to_owned(), vec![same[0].clone(), same[1].clone()])];
    assert!(leaks(&[rows, aliases].concat(), &public, &owners) > 0, "a list of aliases is seen");
}

#[tokio::test]
async fn no_sign_in_name_passphrase_code_or_cookie_is_kept() {
    let cast = Cast::gather().await;
    let code = cast.invite().await;
    let joined = cast.members.join(&code, crate::cast::joining("planted canary")).await.unwrap();
    let mut canaries = vec!["planted canary".to_owned(), "planted-canary".to_owned(), code.replace('-', "")];
    canaries.push(crate::cast::PASSPHRASE.to_owned());
    canaries.extend(joined.recovery_codes.iter().map(|code| code.replace('-', "")));
    canaries.push(joined.session.value);
    let hex = |text: &str| text.bytes().map(|byte| format!("{byte:02x}")).collect::<String>();
    for (table, values) in dump(&cast.test.engine).await {
        for value in values.iter().map(|value| value.to_lowercase()) {
            for canary in &canaries {
                let found = value.contains(&canary.to_lowercase()) || value.contains(&hex(canary));
                assert!(!found, "{table} holds {canary}");
            }
        }
    }
}

/// What changes in a copy of the database when somebody reads guidelines that changed: rows of which tables, and
/// whether any sealed list became longer.
async fn what_reading_guidelines_leaves() -> (HashSet<String>, bool) {
    let cast = Cast::gather().await;
    let kitchen = cast.community("kitchen", Audience::Circle).await;
    let member = cast.newcomer("reader").await;
    cast.join(&member, &kitchen).await.unwrap();
    does!(cast, |tx| personas::wear(tx, &member, &kitchen)).unwrap();
    assert!(does!(cast, |tx| guidelines_read::is_current(tx, &member, kitchen.id)).unwrap());
    does!(cast, |tx| guidelines_read::changed(tx, kitchen.id)).unwrap();
    assert!(!does!(cast, |tx| guidelines_read::is_current(tx, &member, kitchen.id)).unwrap());
    let before = dump(&cast.test.engine).await;
    // A number that is still to come counts as the one there is.
    does!(cast, |tx| guidelines_read::read(tx, &member, kitchen.id, 9)).unwrap();
    let after = dump(&cast.test.engine).await;
    assert!(does!(cast, |tx| guidelines_read::is_current(tx, &member, kitchen.id)).unwrap());
    does!(cast, |tx| guidelines_read::changed(tx, kitchen.id)).unwrap();
    assert!(!does!(cast, |tx| guidelines_read::is_current(tx, &member, kitchen.id)).unwrap());
    let newer = cast.newcomer("later").await;
    cast.join(&newer, &kitchen).await.unwrap();
    assert!(does!(cast, |tx| guidelines_read::is_current(tx, &newer, kitchen.id)).unwrap());
    let known: HashSet<&Dumped> = before.iter().collect();
    let changed = after.iter().filter(|row| !known.contains(row)).map(|(table, _)| table.clone()).collect();
    let longest = |rows: &[Dumped]| -> usize {
        let journals = rows.iter().filter(|(table, _)| table == "journals");
        journals.map(|(_, values)| values.iter().map(String::len).sum()).max().unwrap()
    };
    (changed, longest(&after) > longest(&before))
}

#[tokio::test]
async fn that_guidelines_were_read_is_seen_nowhere() {
    assert_eq!(what_reading_guidelines_leaves().await, (HashSet::from(["journals".to_owned()]), false));
}

#[tokio::test]
async fn a_reading_kept_by_name_is_caught() {
    Mutant::GuidelinesReadByName.switch_on();
    assert!(what_reading_guidelines_leaves().await.0.contains("personas"));
}
