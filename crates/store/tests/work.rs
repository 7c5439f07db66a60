//! Events and jobs, with many hands at once, on the engine under test.

use std::{collections::HashSet, sync::Arc};

use store::{CommunityId, Database, Event, Fault, testing::TestDatabase};

async fn record(database: &Database, number: i64) {
    let mut tx = database.write().await.unwrap();
    tx.record(Event::CommunityJoined { community: CommunityId(number) });
    tx.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn eight_writers_and_a_tailing_reader_miss_no_event() {
    let test = TestDatabase::new().await;
    let writers: Vec<_> = (0..8)
        .map(|writer| {
            let database = test.database.clone();
            tokio::spawn(async move {
                for number in 0..60 {
                    record(&database, writer * 1000 + number).await;
                }
            })
        })
        .collect();
    let mut seen = Vec::new();
    let mut cursor = 0;
    while seen.len() < 480 {
        for (position, event) in test.database.events_after(cursor, 50).await.unwrap() {
            cursor = position;
            seen.push(event);
        }
        let done = writers.iter().all(tokio::task::JoinHandle::is_finished);
        if done && test.database.events_after(cursor, 1).await.unwrap().is_empty() {
            break;
        }
        tokio::task::yield_now().await;
    }
    assert_eq!(seen.len(), 480);
}

#[tokio::test]
async fn consumed_events_are_forgotten_and_positions_go_on() {
    let test = TestDatabase::new().await;
    record(&test.database, 1).await;
    let (first, _) = test.database.events_after(0, 10).await.unwrap()[0];
    let mut tx = test.database.write().await.unwrap();
    tx.move_cursor("reader", 0, first).await.unwrap();
    tx.commit().await.unwrap();
    assert!(test.database.events_after(0, 10).await.unwrap().is_empty());
    record(&test.database, 2).await;
    assert_eq!(test.database.events_after(first, 10).await.unwrap()[0].0, first + 1);
}

#[tokio::test]
async fn of_two_nodes_that_read_the_same_events_one_works_on_them() {
    let test = TestDatabase::new().await;
    let mut from = 0;
    // The first time there is no cursor yet, then there is one.
    for _ in 0..2 {
        record(&test.database, 1).await;
        let (to, _) = test.database.events_after(from, 10).await.unwrap()[0];
        let node = async || {
            let mut tx = test.database.write().await.unwrap();
            let moved = tx.move_cursor("reader", from, to).await;
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            if moved.is_ok() {
                tx.commit().await.unwrap();
            }
            moved
        };
        let (one, other) = tokio::join!(node(), node());
        assert_eq!([&one, &other].iter().filter(|moved| moved.is_ok()).count(), 1);
        assert!([one, other].iter().any(|moved| matches!(moved, Err(Fault::LeaseLost))));
        from = to;
    }
}

async fn enqueue(database: &Database, lane: &str, payloads: &[&str]) {
    let mut tx = database.write().await.unwrap();
    for payload in payloads {
        tx.enqueue("test", lane, *payload);
    }
    tx.commit().await.unwrap();
}

async fn work(database: Arc<Database>) -> Vec<String> {
    let mut done = Vec::new();
    while let Some(claim) = database.claim("test", 5, 60).await.unwrap() {
        for job in &claim.jobs {
            let mut tx = database.write().await.unwrap();
            tx.finish(&claim, job.position).await.unwrap();
            tx.commit().await.unwrap();
            done.push(job.payload.clone());
        }
        database.release(&claim).await.unwrap();
    }
    done
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn eight_claimers_take_no_job_twice() {
    let test = TestDatabase::new().await;
    for lane in 0..80 {
        let payloads: Vec<String> = (0..5).map(|job| format!("{lane}/{job}")).collect();
        enqueue(&test.database, &lane.to_string(), &payloads.iter().map(String::as_str).collect::<Vec<_>>())
            .await;
    }
    let workers: Vec<_> = (0..8).map(|_| tokio::spawn(work(test.database.clone()))).collect();
    let mut done = Vec::new();
    for worker in workers {
        done.extend(worker.await.unwrap());
    }
    // A claimer that lost a race answers "nothing" early; whatever it left is still there.
    done.extend(work(test.database.clone()).await);
    let different: HashSet<_> = done.iter().collect();
    assert_eq!((done.len(), different.len()), (400, 400));
}

#[tokio::test]
async fn a_lane_keeps_its_order_and_is_held_by_one() {
    let test = TestDatabase::new().await;
    enqueue(&test.database, "peer", &["one", "two", "three"]).await;
    let first = test.database.claim("test", 2, 60).await.unwrap().unwrap();
    assert_eq!(first.jobs.iter().map(|job| job.payload.as_str()).collect::<Vec<_>>(), ["one", "two"]);
    assert!(test.database.claim("test", 2, 60).await.unwrap().is_none());
    test.database.retry(&first, 30).await.unwrap();
    assert!(test.database.claim("test", 2, 60).await.unwrap().is_none(), "a failing lane waits");
    test.database.clock().advance(chrono::Duration::seconds(31));
    let again = test.database.claim("test", 1, 60).await.unwrap().unwrap();
    assert_eq!((again.jobs[0].payload.as_str(), again.attempts), ("one", 1));
}

#[tokio::test]
async fn a_crashed_workers_lease_ends_and_the_job_runs_once_more() {
    let test = TestDatabase::new().await;
    enqueue(&test.database, "peer", &["one"]).await;
    let crashed = test.database.claim("test", 1, 60).await.unwrap().unwrap();
    test.database.clock().advance(chrono::Duration::seconds(61));
    let second = test.database.claim("test", 1, 60).await.unwrap().unwrap();
    assert_eq!(second.jobs, crashed.jobs);
    let mut late = test.database.write().await.unwrap();
    assert!(matches!(late.finish(&crashed, crashed.jobs[0].position).await, Err(Fault::LeaseLost)));
    drop(late);
    assert_eq!(work(test.database.clone()).await.len(), 0, "the second worker still holds it");
    let mut tx = test.database.write().await.unwrap();
    tx.finish(&second, second.jobs[0].position).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(test.database.jobs_waiting("test").await.unwrap(), 0);
}

#[tokio::test]
async fn a_lease_that_is_renewed_holds_while_the_work_goes_on() {
    let test = TestDatabase::new().await;
    enqueue(&test.database, "peer", &["one"]).await;
    let claim = test.database.claim("test", 1, 60).await.unwrap().unwrap();
    test.database.clock().advance(chrono::Duration::seconds(40));
    test.database.renew(&claim, 60).await.unwrap();
    test.database.clock().advance(chrono::Duration::seconds(40));
    assert!(test.database.claim("test", 1, 60).await.unwrap().is_none());
    test.database.clock().advance(chrono::Duration::seconds(40));
    let second = test.database.claim("test", 1, 60).await.unwrap().unwrap();
    test.database.renew(&claim, 600).await.unwrap();
    test.database.clock().advance(chrono::Duration::seconds(61));
    assert!(test.database.claim("test", 1, 60).await.unwrap().is_some(), "who lost it cannot renew it");
    drop(second);
}

#[tokio::test]
async fn a_transaction_that_is_dropped_leaves_nothing() {
    let test = TestDatabase::new().await;
    let mut tx = test.database.write().await.unwrap();
    tx.record(Event::CommunityJoined { community: CommunityId(1) });
    tx.enqueue("test", "peer", "one");
    drop(tx);
    assert!(test.database.events_after(0, 10).await.unwrap().is_empty());
    assert_eq!(test.database.jobs_waiting("test").await.unwrap(), 0);
}
