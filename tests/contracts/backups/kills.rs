//! `kill -9` at any moment of a backup, a restore, a migration, a move: no state is lost, none is half made.
//!
//! A few kills here; `TEST_KILLS=200` for all of them.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use members::Audience;
use porchlight::instance::Instance;
use rig::{Place, Resident, server::binary};
use store::{Chance, Clock, Database, Engine};

use super::{Lines, Vault, WORDS, back_up, lasting, lines, plan};
use crate::porch;

fn kills() -> usize {
    std::env::var("TEST_KILLS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(4_usize)
        .div_euclid(4)
        .max(1)
}

fn program(place: &Place, arguments: &[&str]) -> Command {
    let mut command = Command::new(binary());
    command.args(arguments).arg("--data").arg(&place.data).env_clear();
    command.env("PORCHLIGHT_BACKUP_KEEP_DAYS", "0");
    if let Engine::Postgres(url) = &place.engine {
        command.args(["--database", url]);
    }
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

/// Runs a command to its end; answers how long it takes.
fn whole(mut command: Command) -> Duration {
    let started = Instant::now();
    let told = command.output().unwrap();
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    started.elapsed()
}

/// Runs a command and ends it at a random moment of the time that it takes.
fn killed(mut command: Command, takes: Duration, chance: &Chance) {
    let mut child = command.stderr(Stdio::null()).spawn().unwrap();
    std::thread::sleep(takes.mul_f64(chance.below(1_000) as f64 / 1_000.0));
    child.kill().unwrap();
    child.wait().unwrap();
}

async fn open(engine: &Engine) -> Database {
    Database::open_as_it_is(engine, Clock::system(), Chance::system()).await.unwrap()
}

/// What is there, without changing anything.
async fn state(place: &Place) -> Lines {
    let database = open(&place.engine).await;
    let found = lasting(&database).await;
    database.close().await;
    found
}

/// A place with two states, each with a backup.
struct Two {
    place: Place,
    vault: Vault,
    words: PathBuf,
    files: [PathBuf; 2],
    states: [Lines; 2],
}

impl Two {
    async fn states() -> Self {
        let place = porch::place().await;
        let instance = Instance::open(plan(&place), Clock::system()).await.unwrap();
        let june = Resident::keeper(&instance).await;
        let evenings = june.found("evenings", Audience::Open).await;
        let thread = june.start(&evenings, "Hello", "Who is there?").await;
        for number in 0..30 {
            june.comment(thread, &format!("I say something for the {number}th time, and at some length."))
                .await;
        }
        let vault = Vault::new();
        let files = [vault.file("first.age"), vault.file("second.age")];
        back_up(&instance, &place, &files[0]).await.unwrap();
        june.start(&evenings, "Later", "That was not there before.").await;
        back_up(&instance, &place, &files[1]).await.unwrap();
        instance.database.close().await;
        drop((instance, june));
        let words = vault.file("sheet.txt");
        fs::write(&words, WORDS).unwrap();
        let mut two = Self { place, vault, words, files, states: [Lines::new(), Lines::new()] };
        // What a whole restore leaves is what every interrupted one is compared with.
        for number in [0, 1] {
            whole(two.restoring(number));
            two.states[number] = state(&two.place).await;
        }
        assert_ne!(two.states[0], two.states[1]);
        two
    }

    fn restoring(&self, number: usize) -> Command {
        let (file, words) = (self.files[number].to_str().unwrap(), self.words.to_str().unwrap());
        program(&self.place, &["restore", file, "--replace", "--words", words])
    }
}

/// The tables in which two states are not alike.
fn differing<'l>(one: &'l Lines, other: &Lines) -> Vec<&'l String> {
    one.iter().filter(|(table, lines)| other.get(*table) != Some(lines)).map(|(table, _)| table).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restore_that_is_killed_leaves_one_state_or_the_other() {
    let two = Two::states().await;
    let (chance, takes) = (Chance::system(), whole(two.restoring(0)));
    let (mut now, mut done) = (0, 0);
    for number in 0..kills() {
        killed(two.restoring(1 - now), takes, &chance);
        let found = state(&two.place).await;
        let is = two.states.iter().position(|state| *state == found);
        let is = is.unwrap_or_else(|| {
            panic!("kill {number}: a half state, {:?}", differing(&two.states[now], &found))
        });
        done += usize::from(is != now);
        now = is;
    }
    println!("restore: {} kills, {done} after the commit, each of about {takes:?}", kills());
    whole(two.restoring(1));
    assert_eq!(state(&two.place).await, two.states[1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_that_is_killed_is_whole_or_not_there() {
    let two = Two::states().await;
    let file = two.vault.file("third.age");
    let making = || program(&two.place, &["backup", file.to_str().unwrap()]);
    let verifying = |file: &Path| {
        let words = two.words.to_str().unwrap();
        program(&two.place, &["verify-backup", file.to_str().unwrap(), "--words", words])
    };
    let (chance, takes) = (Chance::system(), whole(making()));
    fs::remove_file(&file).unwrap();
    let mut there = 0;
    for _ in 0..kills() {
        killed(making(), takes, &chance);
        if file.exists() {
            there += 1;
            whole(verifying(&file));
            fs::remove_file(&file).unwrap();
        }
        assert_eq!(state(&two.place).await, two.states[1], "the server is untouched");
    }
    println!("backup: {} kills, {there} left a whole file, each of about {takes:?}", kills());
    whole(making());
    whole(verifying(&file));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_migration_that_is_killed_goes_on_at_the_next_start() {
    let (chance, mut takes) = (Chance::system(), Duration::from_millis(400));
    for number in 0..kills() {
        let place = porch::place().await;
        let database = store::testing::at_schema(&place.engine, 4).await;
        let mut tx = database.write().await.unwrap();
        for id in 1..200_i64 {
            tx.sql("INSERT INTO organisations (id, name, house) VALUES ($1, 'A house', TRUE)")
                .bind(id)
                .execute()
                .await
                .unwrap();
        }
        tx.sql("INSERT INTO accounts (id, login_tag, salt, wrapped_root) VALUES (1, $1, $1, $1)")
            .bind(vec![1_u8; 16])
            .execute()
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let before = lines(database.dump(&[])).await;
        database.close().await;
        if number == 0 {
            takes = whole(program(&place, &["migrate"]));
        } else {
            killed(program(&place, &["migrate"]), takes, &chance);
        }
        let database = open(&place.engine).await;
        let found = lines(database.dump(&[])).await;
        assert!(before.iter().all(|(table, rows)| found[table] == *rows), "nothing that was there is lost");
        database.migrate().await.unwrap();
        assert!(database.pending().await.unwrap().is_empty());
        let found = lines(database.dump(&[])).await;
        assert!(before.iter().all(|(table, rows)| found[table] == *rows), "nothing that was there is lost");
        database.close().await;
        assert!(program(&place, &["migrate", "--check"]).output().unwrap().status.success());
    }
    println!("migration: {} kills, each of about {takes:?}", kills() - 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_move_that_is_killed_leaves_the_old_and_an_empty_or_whole_new() {
    let Ok(url) = std::env::var("TEST_POSTGRES_URL") else { return };
    let two = Two::states().await;
    let postgres = matches!(two.place.engine, Engine::Postgres(_));
    let chance = Chance::system();
    let sqlite = two.place.data.join("porchlight.sqlite");
    let mut takes = Duration::ZERO;
    let mut arrived = 0;
    for number in 0..=kills() {
        let (to, target) = if postgres {
            for end in ["", "-wal", "-shm"] {
                let _ = fs::remove_file(format!("{}{end}", sqlite.display()));
            }
            ("sqlite".to_owned(), Engine::Sqlite(sqlite.clone()))
        } else {
            let name = format!("test_{}", chance.code(16));
            let Engine::Postgres(url) = store::testing::postgres_database(&url, &name).await else {
                unreachable!()
            };
            (url.clone(), Engine::Postgres(url))
        };
        let moving = || program(&two.place, &["move-db", "--to", &to]);
        if number == 0 {
            takes = whole(moving());
        } else {
            killed(moving(), takes, &chance);
        }
        assert_eq!(state(&two.place).await, two.states[1], "the old one is untouched");
        let there = open(&target).await;
        if there.is_lived_in().await.unwrap() {
            arrived += 1;
            assert_eq!(lasting(&there).await, two.states[1], "the new one is whole");
        } else {
            whole(moving());
        }
        there.close().await;
    }
    println!("move: {} kills, {arrived} arrived whole, each of about {takes:?}", kills());
}
