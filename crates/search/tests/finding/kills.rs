//! `kill -9` at any moment of following: afterwards the index holds what the database shows, and nothing twice.
//!
//! A few kills here; `SEARCH_KILLS=50 SEARCH_CHANGES=10000` for all of them.

use std::{
    collections::BTreeSet,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::Arc,
    time::Duration,
};

use search::{Search, Synonyms};
use store::{Chance, Clock, Database, Engine, Event};

use crate::{
    cast::{COMMUNITIES, Stage, found, stage, times},
    life::Life,
    probe::{Held, held},
};

const FOLDER: &str = "SEARCH_FOLLOWED_FOLDER";
const DATABASE: &str = "SEARCH_FOLLOWED_DATABASE";
const READY: &str = "it follows";

/// Not a test: the process that is killed.
#[tokio::test]
#[ignore = "another test starts it, to kill it"]
async fn the_follower() {
    let Ok(database) = std::env::var(DATABASE) else { return };
    let engine = match database.starts_with("postgres") {
        true => Engine::Postgres(database),
        false => Engine::Sqlite(database.into()),
    };
    let chance = Chance::system();
    let database = Database::open_as_it_is(&engine, Clock::standing_at(1_795_443_382), chance).await.unwrap();
    let folder = PathBuf::from(std::env::var(FOLDER).unwrap());
    let search = Search::open(Arc::new(database), &folder, Synonyms::default()).unwrap();
    println!("{READY}");
    loop {
        if let Err(fault) = search.catch_up().await {
            eprintln!("{fault}");
        }
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

fn follower(stage: &Stage) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--ignored", "--exact", "--nocapture", "kills::the_follower"]);
    let database = match &stage.test.engine {
        Engine::Sqlite(file) => file.to_str().unwrap().to_owned(),
        Engine::Postgres(url) => url.clone(),
    };
    command.env(FOLDER, &stage.folder).env(DATABASE, database);
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap().contains(READY)), "the follower begins");
    // Whatever else it says goes nowhere.
    std::thread::spawn(move || lines.count());
    child
}

/// What the index should hold: each word of each text, in the index of those who read it.
async fn due(stage: &Stage) -> Vec<Held> {
    let mut tx = stage.test.database.read().await.unwrap();
    let texts: Vec<(i64, i64, String, String, Option<i64>, String)> = tx
        .sql(
            "SELECT visible_threads.id, CAST(0 AS BIGINT) AS kind, host, audience, organisation_id, \
             visible_threads.title || ' ' || html FROM visible_threads \
             JOIN communities ON communities.id = community_id WHERE state = 'shown' AND NOT unlisted \
             UNION ALL SELECT visible_comments.id, 1, host, audience, organisation_id, visible_comments.html \
             FROM visible_comments JOIN threads ON threads.id = thread_id \
             JOIN communities ON communities.id = community_id \
             WHERE visible_comments.state = 'shown' AND NOT unlisted",
        )
        .all()
        .await
        .unwrap();
    let mut due: Vec<Held> = Vec::new();
    for (id, kind, host, audience, organisation, text) in texts {
        let scope = match (host.is_empty(), audience.as_str(), organisation) {
            (true, "open", _) => "open".to_owned(),
            (true, "house", Some(organisation)) => format!("house-{organisation}"),
            (_, "house", _) => continue,
            _ => "members".to_owned(),
        };
        let key = (id << 2 | kind).cast_unsigned();
        due.push(Held { scope, key, words: text.split_whitespace().map(str::to_owned).collect() });
    }
    due.sort();
    due
}

/// The folder of the index that answers. Whoever was killed may have left an older one beside it.
fn newest(stage: &Stage) -> PathBuf {
    let entries = std::fs::read_dir(&stage.folder).unwrap().flatten().map(|entry| entry.path());
    let number = |path: &PathBuf| path.to_str()?.rsplit_once("index-")?.1.parse::<u64>().ok();
    entries.filter(|path| number(path).is_some()).max_by_key(number).unwrap()
}

/// Whoever else reads the events has read them all.
async fn prune(stage: &Stage) {
    let database = &stage.test.database;
    let from = database.cursor("federation").await.unwrap();
    let Some((last, _)) = database.events_after(from, 100_000).await.unwrap().last().cloned() else { return };
    let mut tx = stage.write().await;
    tx.move_cursor("federation", from, last).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_scope_that_was_begun_just_before_an_end_is_not_filled_twice() {
    let stage = stage().await;
    stage.settle().await;
    let (open, before) = (newest(&stage).join("open"), stage.folder.join("before"));
    copy(&open, &before);
    let mut tx = stage.write().await;
    found(&mut tx, 40, "", "house", Some(997)).await;
    tx.commit().await.unwrap();
    stage.thread(10, 40, "kettle", "the kettle sings").await;
    stage.settle().await;
    assert_eq!(held(&newest(&stage)).len(), 1);
    // As if it had ended before the commit that counts.
    std::fs::remove_dir_all(&open).unwrap();
    std::fs::rename(&before, &open).unwrap();
    let number = newest(&stage);
    let search = Search::open(stage.test.database.clone(), &stage.folder, Synonyms::default()).unwrap();
    assert!(search.status().await.unwrap().behind > 0);
    search.catch_up().await.unwrap();
    assert_eq!((held(&newest(&stage)), newest(&stage)), (due(&stage).await, number));
}

/// A community moves to a house, and before that is told somebody writes there. Then all is told, and it ends between the
/// two scopes: the one forgot the community, the other has no more of it than what was written last.
#[tokio::test]
async fn a_community_that_moved_just_before_an_end_comes_whole() {
    let stage = stage().await;
    let mut tx = stage.write().await;
    found(&mut tx, 40, "", "circle", Some(997)).await;
    // So that there is an index of that house.
    found(&mut tx, 41, "", "house", Some(997)).await;
    tx.commit().await.unwrap();
    stage.thread(10, 40, "kettle", "the kettle sings").await;
    stage.thread(11, 40, "saffron", "the saffron is spilt").await;
    stage.settle().await;
    let mut tx = stage.write().await;
    tx.sql("UPDATE communities SET audience = 'house' WHERE id = 40").execute().await.unwrap();
    tx.commit().await.unwrap();
    stage.thread(12, 40, "velvet", "it is all velvet").await;
    stage.settle().await;
    let names = ["open", "house-997"];
    let (scopes, before) =
        (names.map(|name| newest(&stage).join(name)), names.map(|name| stage.folder.join(name)));
    scopes.iter().zip(&before).for_each(|(scope, before)| copy(scope, before));
    let mut tx = stage.write().await;
    tx.record(Event::CommunityChanged { community: 40.into() });
    tx.commit().await.unwrap();
    stage.settle().await;
    assert_eq!(held(&newest(&stage)), due(&stage).await);
    for (scope, before) in scopes.iter().zip(&before) {
        std::fs::remove_dir_all(scope).unwrap();
        std::fs::rename(before, scope).unwrap();
    }
    let number = newest(&stage);
    let search = Search::open(stage.test.database.clone(), &stage.folder, Synonyms::default()).unwrap();
    assert!(search.status().await.unwrap().behind > 0);
    search.catch_up().await.unwrap();
    assert_eq!((held(&newest(&stage)), newest(&stage)), (due(&stage).await, number));
}

/// Copies the files of a folder into a new one.
fn copy(from: &Path, to: &Path) {
    std::fs::create_dir(to).unwrap();
    for file in std::fs::read_dir(from).unwrap().flatten() {
        std::fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_follows_may_be_killed_at_any_moment() {
    let stage = stage().await;
    let (kills, changes) = (times("SEARCH_KILLS", 5), times("SEARCH_CHANGES", 300));
    let chance = Chance::seeded(5);
    let mut life = Life::of(&stage, 9, COMMUNITIES.to_vec()).told();
    let (mut texts, mut broken) = (0, 0);
    for kill in 0..kills {
        let search = Search::open(stage.test.database.clone(), &stage.folder, Synonyms::default()).unwrap();
        // Every third is killed while it builds.
        if kill % 3 == 2 {
            search.wish_for_rebuild().unwrap();
        }
        let mut child = follower(&stage);
        let last = chance.below(changes / kills + 1);
        for change in 0..changes / kills {
            if change == last {
                std::thread::sleep(Duration::from_micros(chance.below(40_000) as u64));
                child.kill().unwrap();
                child.wait().unwrap();
                assert_eq!(search.status().await.unwrap().filling, None, "nobody believes that it goes on");
            }
            life.goes_on().await;
        }
        child.kill().unwrap();
        child.wait().unwrap();
        if chance.below(2) == 0 {
            prune(&stage).await;
        }
        drop(search);
        let search = Search::open(stage.test.database.clone(), &stage.folder, Synonyms::default()).unwrap();
        broken += usize::from(search.status().await.unwrap().texts.is_none());
        search.catch_up().await.unwrap();
        let (held, due) = (held(&newest(&stage)), due(&stage).await);
        let keys: BTreeSet<u64> = held.iter().map(|one| one.key).collect();
        assert_eq!(keys.len(), held.len(), "after kill {kill} something is held twice");
        assert!(held == due, "after kill {kill} {} are held, {} are due", held.len(), due.len());
        let status = search.status().await.unwrap();
        assert_eq!((status.behind, status.filling), (0, None));
        texts = held.len();
    }
    println!("{kills} kills, {changes} changes, {texts} texts in the end; {broken} times it began anew");
}
