//! Backup, wipe, restore: the content is equal, on either engine and across; and it is of one moment.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use forum::media::{Bucket, Place as Pictures};
use members::{Audience, Device, sheet};
use porchlight::{
    backup::{Refusal, restore::restore},
    instance::{Instance, Plan},
};
use rig::{Place, Resident, people::PASSPHRASE};
use store::{Hour, backups};

use super::{Lines, Vault, back_up, clock, lasting, lines, plan, put_back};
use crate::porch::{self, Porch};

/// A server's content is restored in another place.
async fn there_and_back(from: Place, to: Place) {
    there_and_back_by(from, to, plan).await;
}

/// The same, where the other place is made by a plan of its own.
async fn there_and_back_by(from: Place, to: Place, plan: impl Fn(&Place) -> Plan) {
    let porch = Porch::busy_at(from).await;
    let mut tx = porch.instance.database.read().await.unwrap();
    let pictures: Vec<String> = tx.sql("SELECT name FROM pictures WHERE kind <> ''").column().await.unwrap();
    drop(tx);
    // The first one is taken away while the backup is made.
    for picture in &pictures[1..] {
        let bytes = picture.clone().into_bytes();
        porch.instance.media.storage().put(picture, bytes, Hour(0)).await.unwrap();
    }
    let vault = Vault::new();
    let file = vault.file("one.age");
    let made = back_up(&porch.instance, &porch.place, &file).await.unwrap();
    let kept = pictures.len() as u64 - 1;
    assert_eq!((made.sums.pictures.count, made.sums.pictures_gone), (kept, 1));
    assert!(made.sums.loose.values().all(|count| *count == 0), "{:?}", made.sums.loose);
    let before = lasting(&porch.instance.database).await;
    assert!(before.values().filter(|rows| !rows.is_empty()).count() > 20, "there is much to lose");
    restore(plan(&to), clock(), &file, vault.key(), true).await.unwrap();
    let there = Instance::open(plan(&to), clock()).await.unwrap();
    let after = lasting(&there.database).await;
    for (table, rows) in &before {
        assert_eq!(rows, &after[table], "{table}");
    }
    let (old, new) = (lines(porch.instance.database.dump(&[])).await, lines(there.database.dump(&[])).await);
    assert!(new["sessions"].is_empty(), "everybody signs in again");
    begun_anew(&old, &new);
    there.members.sign_in("sam", PASSPHRASE, Device::Own).await.unwrap();
    let found = there.media.storage().get(&pictures[1]).await.unwrap();
    assert_eq!(found, Some(pictures[1].clone().into_bytes()));
    assert!(sheet::is_kept(&to.data), "the next backup wants the same sheet");
}

/// What is said from now on is later than all that was ever said: to other servers, and to whoever follows the events.
fn begun_anew(old: &Lines, new: &Lines) {
    for (before, after) in old["counters"].iter().zip(&new["counters"]) {
        let leap = after[1].as_i64().unwrap() - before[1].as_i64().unwrap();
        assert!(leap >= 1_000_000, "no position is given twice");
    }
    for table in ["threads", "comments"] {
        let ours = |row: &&serde_json::Value| row[8].is_null();
        for (before, after) in old[table].iter().zip(&new[table]).filter(|(before, _)| ours(before)) {
            assert!(after[12].as_i64() > before[12].as_i64(), "the next edit outruns those that were lost");
        }
    }
    assert!(new["settings"].iter().any(|row| row[0] == "epoch"), "whoever remembers begins again");
    assert!(new["lanes"].iter().all(|row| row[4].is_null()), "nobody holds a lane");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_restored_equals_what_was_there() {
    there_and_back(porch::place().await, porch::place().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_of_one_engine_is_restored_on_the_other() {
    if std::env::var_os("TEST_POSTGRES_URL").is_some() {
        there_and_back(Place::sqlite(), Place::postgres().await).await;
        there_and_back(Place::postgres().await, Place::sqlite()).await;
    }
}

/// `TEST_S3_URL` names a bucket called `pictures` that anybody may write: `tests/run` starts one.
#[tokio::test(flavor = "multi_thread")]
async fn a_backup_is_restored_into_a_bucket() {
    let Ok(endpoint) = std::env::var("TEST_S3_URL") else {
        eprintln!("SKIPPED: no bucket was tried, because TEST_S3_URL names none");
        return;
    };
    let bucket = Bucket {
        endpoint,
        name: "pictures".into(),
        region: "us-east-1".into(),
        key_id: "anybody".into(),
        key: "anything".into(),
    };
    let with_a_bucket = |to: &Place| Plan { pictures: Pictures::Bucket(bucket.clone()), ..plan(to) };
    there_and_back_by(porch::place().await, porch::place().await, with_a_bucket).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_busy_server_is_backed_up_as_it_is_at_one_moment() {
    let (instance, place) = porch::opened().await;
    let june = Resident::keeper(&instance).await;
    let evenings = june.found("evenings", Audience::Open).await;
    let thread = june.start(&evenings, "Hello", "Who is there?").await;
    let stop = Arc::new(AtomicBool::new(false));
    let writing = tokio::spawn({
        let (june, stop) = (june.clone(), stop.clone());
        async move {
            for number in 0.. {
                if stop.load(Ordering::Relaxed) {
                    return number;
                }
                june.comment(thread, &format!("I say something for the {number}th time, at length.")).await;
                if number % 10 == 0 {
                    june.start(&evenings, &format!("Thread {number}"), "Another one.").await;
                }
            }
            0
        }
    });
    let vault = Vault::new();
    let mut seen = Vec::new();
    for number in 0..4 {
        tokio::time::sleep(std::time::Duration::from_millis(150)).await;
        let file = vault.file(&format!("{number}.age"));
        let made = back_up(&instance, &place, &file).await.unwrap();
        assert!(made.sums.loose.values().all(|count| *count == 0));
        let there = Place::sqlite();
        put_back(&there, &file, vault.key()).await.unwrap();
        let copy = porchlight::instance::Instance::open(plan(&there), clock()).await.unwrap();
        let mut tx = copy.database.read().await.unwrap();
        let apart: i64 = tx
            .sql(
                "SELECT COUNT(*) FROM threads WHERE comments <> \
                 (SELECT COUNT(*) FROM comments WHERE comments.thread_id = threads.id) OR comments <> \
                 COALESCE((SELECT MAX(ordinal) FROM comments WHERE comments.thread_id = threads.id), 0)",
            )
            .value()
            .await
            .unwrap()
            .unwrap();
        assert_eq!(apart, 0, "a thread and its comments are of one moment");
        seen.push(made.sums.tables["comments"].count);
    }
    stop.store(true, Ordering::Relaxed);
    let written = writing.await.unwrap();
    assert!(seen.is_sorted() && seen[0] < seen[3], "somebody wrote meanwhile: {seen:?} of {written}");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_replaced_by_mistake_and_nothing_is_made_without_a_sheet() {
    let porch = Porch::busy().await;
    let vault = Vault::new();
    let file = vault.file("one.age");
    let (database, storage) = (&porch.instance.database, porch.instance.media.storage());
    let source = porchlight::backup::make::Source { database, storage, data: &porch.place.data };
    let told = source.back_up(&file).await.unwrap_err();
    assert!(matches!(told.downcast_ref(), Some(Refusal::NoSheet)) && !file.exists(), "{told}");
    back_up(&porch.instance, &porch.place, &file).await.unwrap();
    let told = put_back(&porch.place, &file, vault.key()).await.unwrap_err();
    assert!(matches!(told.downcast_ref(), Some(Refusal::Running)), "{told}");
    let place = porch.place;
    porch.instance.database.close().await;
    drop((porch.instance, porch.keeper));
    let told = porchlight::backup::restore::restore(plan(&place), clock(), &file, vault.key(), false).await;
    let told = told.unwrap_err();
    assert!(matches!(told.downcast_ref(), Some(Refusal::LivedIn)), "{told}");
    put_back(&place, &file, vault.key()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_night_brings_a_backup_and_the_folder_tells_of_it() {
    let (instance, place) = porch::opened().await;
    Resident::keeper(&instance).await;
    let keeping = porchlight::backup::Keeping {
        folder: place.data.join("backups"),
        data: place.data.clone(),
        days: 14,
    };
    porchlight::backup::nightly::due(&instance, &keeping).await.unwrap();
    assert_eq!(backups::last(&keeping.folder).unwrap(), None, "without a sheet nobody could open it");
    sheet::keep(&place.data, super::WORDS).unwrap();
    porchlight::backup::nightly::due(&instance, &keeping).await.unwrap();
    let first = backups::last(&keeping.folder).unwrap().unwrap();
    assert!(first.verified && first.bytes > 1_000);
    porchlight::backup::nightly::due(&instance, &keeping).await.unwrap();
    assert_eq!(backups::all(&keeping.folder).unwrap().len(), 1, "one a night");
    instance.database.clock().advance(chrono::Duration::days(20));
    porchlight::backup::nightly::due(&instance, &keeping).await.unwrap();
    let left = backups::all(&keeping.folder).unwrap();
    assert!(left.len() == 1 && left[0].hour > first.hour, "what is too old goes");
}
