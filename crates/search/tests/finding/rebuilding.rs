//! An index that is lost, damaged or no longer wanted is built anew, while the old one answers.

use std::{path::PathBuf, time::Duration};

use search::{Search, Synonyms};
use store::Ids;
use tokio::sync::watch;

use crate::{
    cast::{Stage, ids, question, sorted, stage},
    probe::left_over,
};

fn again(stage: &Stage) -> Search {
    Search::open(stage.test.database.clone(), &stage.folder, Synonyms::default()).unwrap()
}

async fn found(stage: &Stage, search: &Search) -> Vec<i64> {
    let mut tx = stage.test.database.read().await.unwrap();
    sorted(ids(&search.find(&mut tx, &stage.viewer, &Ids(Vec::new()), &question("kettle")).await.unwrap()))
}

/// Whether the page has to say that not everything may be found.
async fn is_filling(stage: &Stage, search: &Search) -> bool {
    let mut tx = stage.test.database.read().await.unwrap();
    let found = search.find(&mut tx, &stage.viewer, &Ids(Vec::new()), &question("kettle")).await.unwrap();
    found.filling.is_some()
}

/// The folders of the generations that there are.
fn generations(stage: &Stage) -> Vec<String> {
    let entries = std::fs::read_dir(&stage.folder).unwrap().flatten().filter(|entry| entry.path().is_dir());
    entries.map(|entry| entry.file_name().into_string().unwrap()).collect()
}

/// The files of the index of what members read that hold something of the texts.
fn files(stage: &Stage) -> Vec<PathBuf> {
    let members = stage.folder.join(&generations(stage)[0]).join("members");
    let files = std::fs::read_dir(members).unwrap().flatten().map(|entry| entry.path());
    files
        .filter(|file| {
            ["term", "idx", "pos", "fast"].iter().any(|kind| file.extension().is_some_and(|it| it == *kind))
        })
        .collect()
}

#[tokio::test]
async fn one_changed_byte_is_seen_and_the_index_built_anew() {
    let stage = stage().await;
    stage.thread(10, 2, "Kettle", "The kettle sings").await;
    stage.settle().await;
    for kind in 0..files(&stage).len() {
        let file = &files(&stage)[kind];
        let mut bytes = std::fs::read(file).unwrap();
        let at = bytes.len() / 3;
        bytes[at] ^= 1;
        // A new file, so that whoever has the old one open reads on.
        std::fs::remove_file(file).unwrap();
        std::fs::write(file, bytes).unwrap();
        let reopened = again(&stage);
        assert_eq!(reopened.status().await.unwrap().texts, None, "{file:?}");
        assert!(is_filling(&stage, &reopened).await);
        reopened.catch_up().await.unwrap();
        assert_eq!(found(&stage, &reopened).await, [10]);
        assert!(!is_filling(&stage, &reopened).await);
        assert!(again(&stage).status().await.unwrap().texts.is_some());
    }
}

#[tokio::test]
async fn what_happens_during_a_rebuild_is_found_before_and_after() {
    let stage = stage().await;
    for id in 100..140 {
        stage.thread(id, 1 + id % 3, "Kettle", "The kettle sings").await;
    }
    stage.settle().await;
    let database = &stage.test.database;
    let writing = async {
        for id in 10..16 {
            stage.thread(id, 2, "Pan", "A pan is no kettle").await;
            // Everybody else has read it.
            let mut tx = stage.write().await;
            let (from, to) = (
                database.cursor("federation").await.unwrap(),
                database.events_after(0, 1_000).await.unwrap(),
            );
            tx.move_cursor("federation", from, to.last().unwrap().0).await.unwrap();
            tx.commit().await.unwrap();
            while stage.search.step().await.unwrap() {}
            assert!(stage.ids("pan ").await.contains(&id), "the old index follows");
        }
    };
    let (built, ()) = tokio::join!(stage.search.rebuild(), writing);
    built.unwrap();
    let generation = generations(&stage);
    assert_eq!(generation.len(), 1);
    stage.settle().await;
    assert_eq!(generations(&stage), generation, "the new one could follow from where it began");
    assert_eq!(sorted(stage.ids("pan ").await), [10, 11, 12, 13, 14, 15]);
    assert_eq!(left_over(&stage.folder), [] as [PathBuf; 0]);
}

/// Waits until something is so.
async fn until(what: &str, is_so: impl AsyncFn() -> bool) {
    for _ in 0..600 {
        if is_so().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("never: {what}");
}

#[tokio::test]
async fn whoever_follows_builds_beside_it() {
    let stage = stage().await;
    stage.thread(10, 2, "Kettle", "The kettle sings").await;
    stage.settle().await;
    let before = generations(&stage);
    std::fs::create_dir(stage.folder.join("index-77")).unwrap();
    let (stop, stopped) = watch::channel(false);
    let following = tokio::spawn(stage.search.clone().follow(stopped));
    until("what was broken off is gone", async || generations(&stage) == before).await;
    stage.search.wish_for_rebuild().unwrap();
    until("a new one is there", async || {
        assert_eq!(found(&stage, &stage.search).await, [10], "somebody always answers");
        let now = generations(&stage);
        now != before && now.len() == 1
    })
    .await;
    let built = generations(&stage);
    stage.thread(11, 2, "Kettle", "Another kettle").await;
    until("it is followed", async || found(&stage, &stage.search).await == [10, 11]).await;
    stop.send(true).unwrap();
    following.await.unwrap();
    assert_eq!(generations(&stage), built, "it was built once");
}

/// A file of what members read, and what was done to it.
type Harm = (&'static str, fn(&std::path::Path));

/// A new file stands in its place, so that whoever has the old one open reads on.
fn replace(file: &std::path::Path, bytes: &[u8]) {
    std::fs::remove_file(file).unwrap();
    std::fs::write(file, bytes).unwrap();
}

/// Its bytes become others under the eyes of whoever reads it.
fn overwrite(file: &std::path::Path) {
    let length = std::fs::metadata(file).unwrap().len() as usize;
    let mut there = std::fs::OpenOptions::new().write(true).open(file).unwrap();
    std::io::Write::write_all(&mut there, &vec![0; length]).unwrap();
}

const HARMS: [Harm; 3] = [
    ("lost", |file| std::fs::remove_file(file).unwrap()),
    ("half", |file| replace(file, &std::fs::read(file).unwrap().split_off(7))),
    ("zeros", |file| overwrite(file)),
];

#[tokio::test]
async fn damage_to_an_index_in_use_is_mended_and_nobody_sees_an_error() {
    let stage = stage().await;
    for id in 10..40 {
        stage.thread(id, 2, "Kettle", "The kettle sings").await;
    }
    stage.settle().await;
    let mut due: Vec<i64> = (10..40).collect();
    let walk = async || {
        let mut asked = question("kettle ");
        let mut all = Vec::new();
        loop {
            let found = stage.ask_as(&stage.viewer, &[], &asked).await;
            all.extend(ids(&found));
            asked.after = found.next;
            if asked.after.is_none() {
                return (sorted(all), found.filling.is_some());
            }
        }
    };
    for kind in ["meta.json", "term", "idx", "fast", "store"] {
        for (done, harm) in HARMS {
            let members = stage.folder.join(&generations(&stage)[0]).join("members");
            let mut files = std::fs::read_dir(members).unwrap().flatten().map(|entry| entry.path());
            harm(&files.find(|file| file.to_string_lossy().ends_with(kind)).unwrap());
            let what = format!("{kind} {done}");
            // It may be found, or be as if it were about to be built; it is no error.
            walk().await;
            let id = 40 + due.len() as i64;
            stage.thread(id, 2, "Kettle", "Another kettle").await;
            due.push(id);
            walk().await;
            // At the latest with the next hour it is seen.
            stage.test.database.clock().advance(chrono::Duration::hours(1));
            stage.settle().await;
            assert_eq!(walk().await, (due.clone(), false), "{what}");
            assert!(again(&stage).status().await.unwrap().texts.is_some(), "{what}");
            assert_eq!(generations(&stage).len(), 1, "{what}");
        }
    }
}

#[tokio::test]
async fn another_process_hears_how_far_a_rebuild_is() {
    let stage = stage().await;
    for id in 10..250 {
        stage.thread(id, 1 + id % 3, "Kettle", "The kettle sings").await;
    }
    let other = again(&stage);
    assert_eq!(other.status().await.unwrap().filling, None);
    let built = std::cell::Cell::new(false);
    let building = async {
        stage.search.rebuild().await.unwrap();
        built.set(true);
    };
    let watching = async {
        let mut told = Vec::new();
        while !built.get() {
            told.extend(other.status().await.unwrap().filling);
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        told
    };
    let ((), told) = tokio::join!(building, watching);
    assert!(told.iter().any(|progress| progress.all == 240 && progress.done > 0), "{told:?}");
    assert_eq!(other.status().await.unwrap().filling, None);
    let names = std::fs::read_dir(stage.folder.join(&generations(&stage)[0])).unwrap().flatten();
    assert!(names.into_iter().all(|entry| entry.path().is_dir()), "nothing is left of it");
}
