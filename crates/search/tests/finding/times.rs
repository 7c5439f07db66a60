//! What the index tells of when something was written: no more than the database does.

use std::collections::BTreeSet;

use chrono::Duration;
use search::{Order, Question};
use store::{Hour, Mutant};

use crate::{
    cast::{COMMUNITIES, Stage, ids, question, stage},
    probe::{numbers, orders},
};

async fn filled() -> Stage {
    let stage = stage().await;
    for id in (1..=9).rev() {
        let community = COMMUNITIES[id as usize % COMMUNITIES.len()];
        stage.thread(id * 10, community, "Lantern", "The lantern hangs in the hall").await;
        stage.comment(70, id * 10 + 1, community, id * 10, "A lantern again").await;
        stage.settle().await;
        stage.test.database.clock().advance(Duration::hours(1));
    }
    stage
}

/// The months and hours that stand in a column of the database, and in the index.
async fn hours(stage: &Stage) -> (BTreeSet<Hour>, BTreeSet<Hour>) {
    let mut tx = stage.test.database.read().await.unwrap();
    let kept: Vec<Hour> = tx
        .sql("SELECT hour FROM threads UNION SELECT hour FROM comments UNION SELECT 0")
        .column()
        .await
        .unwrap();
    let told = numbers(&stage.folder)["recency"]
        .iter()
        .map(|recency| Hour((recency >> 44).cast_signed() * 3_600))
        .collect();
    (kept.into_iter().collect(), told)
}

/// Two days later: the database is tidied as the forum does it.
async fn two_days_later(stage: &Stage) {
    let clock = stage.test.database.clock();
    clock.advance(Duration::hours(49));
    let until = clock.hour().plus_hours(-48);
    let mut tx = stage.write().await;
    for sql in
        ["UPDATE threads SET hour = $1 WHERE hour < $2", "UPDATE comments SET hour = $1 WHERE hour < $2"]
    {
        tx.sql(sql).bind(until.month()).bind(until).execute().await.unwrap();
    }
    tx.commit().await.unwrap();
}

async fn the_index_tells_what_may_be_kept() -> bool {
    let stage = filled().await;
    let (kept, told) = hours(&stage).await;
    assert!(told == kept && told.len() > 9, "hours can be seen: {told:?}");
    // It does not wait for the database to be tidied.
    stage.test.database.clock().advance(Duration::hours(49));
    stage.settle().await;
    let (_, told) = hours(&stage).await;
    told == kept.into_iter().map(Hour::month).collect()
}

#[tokio::test]
async fn two_days_later_the_index_knows_the_month_only() {
    assert!(the_index_tells_what_may_be_kept().await);
}

#[tokio::test]
async fn hours_that_stay_in_the_index_are_caught() {
    Mutant::SearchKeepsHours.switch_on();
    assert!(!the_index_tells_what_may_be_kept().await);
}

#[tokio::test]
async fn no_field_tells_what_the_database_does_not_keep() {
    let stage = filled().await;
    two_days_later(&stage).await;
    stage.settle().await;
    let mut tx = stage.test.database.read().await.unwrap();
    let texts: Vec<(i64, i64, i64, i64, i64)> = tx
        .sql(
            "SELECT id, CAST(0 AS BIGINT) AS kind, community_id, ordinal, hour FROM threads \
             UNION ALL SELECT comments.id, 1, community_id, comments.ordinal, comments.hour \
             FROM comments JOIN threads ON threads.id = thread_id UNION ALL SELECT id, 2, id, 0, 0 FROM communities",
        )
        .all()
        .await
        .unwrap();
    // Of somebody else's house, too: each scope has its index.
    let recency = |(_, _, community, ordinal, hour): &(i64, i64, i64, i64, i64)| {
        ((hour / 3_600) << 44 | (community & 0xfff) << 32 | ordinal).cast_unsigned()
    };
    let mut told = numbers(&stage.folder);
    let mut field = |name: &str| told.remove(name).unwrap();
    assert_eq!(field("recency"), texts.iter().map(recency).collect());
    assert_eq!(field("key"), texts.iter().map(|text| (text.0 << 2 | text.1).cast_unsigned()).collect());
    assert_eq!(field("community"), texts.iter().map(|text| text.2.cast_unsigned()).collect());
    assert_eq!(field("noted"), [0].into());
    assert!(told.is_empty(), "{told:?}: what does it tell?");
}

#[tokio::test]
async fn where_a_text_lies_does_not_tell_when_it_came() {
    let stage = filled().await;
    stage.settle().await;
    let orders = orders(&stage.folder);
    assert_eq!(orders.len(), 4, "after an hour the texts of a scope lie together: {orders:?}");
    assert!(orders.iter().any(|order| order.len() > 6));
    assert!(orders.iter().all(|order| order.is_sorted()), "{orders:?}");
}

#[tokio::test]
async fn the_newest_come_first_by_what_is_known_of_them() {
    let stage = filled().await;
    let asked = Question { order: Order::Newest, ..question("lantern -again") };
    // What was written last has the smallest ids; 4 is somebody else's house.
    let by_hour = [10, 20, 40, 50, 60, 70, 90];
    assert_eq!(ids(&stage.ask_as(&stage.viewer, &[], &asked).await), by_hour);
    two_days_later(&stage).await;
    stage.settle().await;
    // Only the place in each community is left.
    let by_place = [90, 40, 70, 20, 60, 10, 50];
    assert_eq!(ids(&stage.ask_as(&stage.viewer, &[], &asked).await), by_place);
}
