//! Keeping up, and beginning again.

use members::Viewer;
use search::{Search, Synonyms};

use crate::cast::{question, stage};

#[tokio::test]
async fn edits_deletions_and_restorations_are_followed() {
    let stage = stage().await;
    stage.thread(10, 1, "Kettle", "The kettle sings").await;
    stage.settle().await;
    assert_eq!(stage.ids("kettle").await, [10]);
    stage.change("UPDATE threads SET title = 'Pan', html = 'The pan is hot' WHERE id = $1", 10).await;
    stage.settle().await;
    assert_eq!(stage.ids("kettle ").await, [] as [i64; 0]);
    assert_eq!(stage.ids("pan").await, [10]);
    stage.change("UPDATE threads SET deleted = TRUE WHERE id = $1", 10).await;
    stage.settle().await;
    assert_eq!(stage.ids("pan").await, [] as [i64; 0]);
    stage.change("UPDATE threads SET deleted = FALSE WHERE id = $1", 10).await;
    stage.settle().await;
    assert_eq!(stage.ids("pan").await, [10]);
}

#[tokio::test]
async fn an_index_goes_on_where_it_was_and_a_damaged_one_is_built_anew() {
    let stage = stage().await;
    stage.thread(10, 2, "Kettle", "The kettle sings").await;
    stage.settle().await;
    let again = || Search::open(stage.test.database.clone(), &stage.folder, Synonyms::default()).unwrap();
    let reopened = again();
    assert_eq!(reopened.status().await.unwrap().behind, 0);
    assert!(!reopened.step().await.unwrap(), "nothing is done twice");
    stage.thread(11, 2, "Kettle", "Another kettle").await;
    assert_eq!(reopened.status().await.unwrap().behind, 1);
    drop(reopened);
    // A scope is lost.
    let generation =
        std::fs::read_dir(&stage.folder).unwrap().flatten().find(|entry| entry.path().is_dir()).unwrap();
    std::fs::remove_dir_all(generation.path().join("members")).unwrap();
    let reopened = again();
    assert_eq!(reopened.status().await.unwrap().texts, None);
    assert!(!reopened.step().await.unwrap(), "a step builds nothing");
    reopened.catch_up().await.unwrap();
    let mut tx = stage.test.database.read().await.unwrap();
    let found =
        reopened.find(&mut tx, &stage.viewer, &store::Ids(Vec::new()), &question("kettle")).await.unwrap();
    assert_eq!(found.hits.len(), 2);
}

#[tokio::test]
async fn a_community_that_changes_its_readers_moves() {
    let stage = stage().await;
    stage.thread(10, 1, "Kettle", "The kettle sings").await;
    stage.comment(70, 11, 1, 10, "What a kettle").await;
    stage.settle().await;
    let stranger = Viewer::stranger();
    assert_eq!(stage.ask_as(&stranger, &[], &question("kettle")).await.hits.len(), 2);
    let mut tx = stage.write().await;
    tx.sql("UPDATE communities SET audience = 'circle' WHERE id = 1").execute().await.unwrap();
    tx.record(store::Event::CommunityChanged { community: 1.into() });
    tx.commit().await.unwrap();
    stage.settle().await;
    assert_eq!(stage.ask_as(&stranger, &[], &question("kettle")).await.hits.len(), 0);
    assert_eq!(stage.ids("kettle").await.len(), 2);
}

#[tokio::test]
async fn a_community_that_nobody_read_comes_with_what_it_holds() {
    let stage = stage().await;
    stage.thread(10, 5, "Kettle", "The kettle sings").await;
    stage.comment(70, 11, 5, 10, "What a kettle").await;
    // A house of another server is nobody's here.
    for (audience, found) in [("circle", 2), ("house", 0), ("circle", 2)] {
        let mut tx = stage.write().await;
        let query = tx.sql("UPDATE communities SET audience = $1 WHERE id = 5").bind(audience.to_owned());
        query.execute().await.unwrap();
        tx.record(store::Event::CommunityChanged { community: 5.into() });
        tx.commit().await.unwrap();
        stage.settle().await;
        assert_eq!(stage.ids("kettle").await.len(), found, "{audience}");
    }
}

#[tokio::test]
async fn events_wait_for_the_index_and_a_pruned_one_begins_again() {
    let stage = stage().await;
    stage.settle().await;
    stage.thread(10, 1, "Kettle", "The kettle sings").await;
    let database = &stage.test.database;
    let last = database.events_after(0, 1_000).await.unwrap().last().unwrap().0;
    let mut tx = stage.write().await;
    tx.move_cursor("federation", 0, last).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(database.events_after(0, 1_000).await.unwrap().len(), 1, "the index has yet to read it");
    stage.settle().await;
    assert!(database.events_after(0, 1_000).await.unwrap().is_empty());
    // Somebody who was away for too long.
    stage.thread(11, 1, "Kettle", "Another kettle").await;
    let mut tx = stage.write().await;
    tx.sql("DELETE FROM events").execute().await.unwrap();
    tx.commit().await.unwrap();
    stage.settle().await;
    assert_eq!(stage.ids("kettle").await.len(), 2);
}
