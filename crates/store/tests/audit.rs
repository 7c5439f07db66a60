//! The audit: whatever is changed, dropped or moved is found, and nothing is noted that did not happen.

use std::collections::BTreeMap;

use store::{
    CommunityId, Hour, Mutant,
    audit::{self, Act, Checker, Entry, Mark, Row, Wrong},
    testing::TestDatabase,
};

/// Where the rows of these stories belong.
const PORCH: CommunityId = CommunityId(77);

/// So many rows: a decision each, in all ways that rows differ.
async fn filled(test: &TestDatabase, rows: i64) {
    let mut tx = test.database.write().await.unwrap();
    for number in 0..rows {
        let entry =
            Entry::in_community(PORCH, if number % 3 == 0 { Act::MeasureLifted } else { Act::MeasureTaken });
        let host = if number % 5 == 0 { "harbor.example" } else { "" };
        tx.audit(
            entry.what("remove").about(1_000 + number).by(Some(number % 7 + 1), Some("links")).host(host),
        );
    }
    tx.commit().await.unwrap();
}

async fn read(test: &TestDatabase) -> (Vec<Row>, BTreeMap<i64, Mark>) {
    let mut tx = test.database.read().await.unwrap();
    let rows = tx.sql("SELECT * FROM audit ORDER BY community_id, ordinal").all().await.unwrap();
    (rows, audit::marks(&mut tx).await.unwrap())
}

/// How many of the ways in which row `at` can be changed.
const CHANGES: usize = 10;

/// The row with one thing in it changed.
fn changed(row: &Row, way: usize) -> Row {
    let mut row = row.clone();
    match way % CHANGES {
        0 => row.act = "appointed".to_owned(),
        1 => row.what = "lock".to_owned(),
        2 => row.about = None,
        3 => row.guideline = Some(9),
        4 => row.rule = Some(String::new()),
        5 => row.host = "evil.example".to_owned(),
        6 => row.month = Hour(row.month.0 - 3_600),
        7 => row.hash[31] ^= 1,
        8 => row.rule = None,
        _ => row.guideline = None,
    }
    row
}

/// How often each kind of tampering is found, tried at every row: changed, dropped, swapped with the next, changed and
/// bound anew by somebody who knows how.
fn found(rows: &[Row], heads: &BTreeMap<i64, Mark>) -> [usize; 4] {
    let full = std::env::var_os("TEST_AUDIT_FULL").is_some();
    let mut counts = [0; 4];
    let mut honest = Checker::new(heads.clone(), Vec::new());
    let mut before = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let next = rows.get(at + 1);
        let mut bound = changed(row, 3);
        bound.hash = bound.hash_after(&before).to_vec();
        let swapped = next.map(|next| {
            let first = Row { ordinal: row.ordinal, ..next.clone() };
            [first, Row { ordinal: next.ordinal, ..row.clone() }]
        });
        let swapped = swapped.map_or_else(|| vec![changed(row, 7)], Vec::from);
        let tries = [
            [vec![changed(row, at)], next.cloned().into_iter().collect()].concat(),
            next.cloned().into_iter().collect(),
            swapped,
            [vec![bound], next.cloned().into_iter().collect()].concat(),
        ];
        for (count, tampered) in counts.iter_mut().zip(tries) {
            // What comes before is as it was, so that the walk may begin here; the whole walk is for whoever has time.
            let mut checker = if full { Checker::new(heads.clone(), Vec::new()) } else { honest.clone() };
            if full {
                rows[..at].iter().for_each(|row| checker.look(row));
            }
            tampered.iter().for_each(|row| checker.look(row));
            let last = next.is_none();
            let wrong =
                if last { !checker.end().findings.is_empty() } else { !checker.findings().is_empty() };
            *count += usize::from(wrong);
        }
        honest.look(row);
        before.clone_from(&row.hash);
    }
    assert_eq!(honest.end().findings, [], "what nobody touched is whole");
    counts
}

#[tokio::test]
async fn every_row_that_is_changed_dropped_or_swapped_is_found() {
    let test = TestDatabase::new().await;
    filled(&test, 1_000).await;
    let (rows, heads) = read(&test).await;
    assert_eq!(found(&rows, &heads), [1_000; 4]);
    let whole = audit::check(&mut test.database.read().await.unwrap(), Vec::new()).await.unwrap();
    assert_eq!((whole.rows, whole.findings.len()), (1_000, 0));
}

#[tokio::test]
async fn an_audit_that_does_not_cover_all_it_says_is_caught() {
    let test = TestDatabase::new().await;
    Mutant::AuditLeavesOut.switch_on();
    filled(&test, 100).await;
    let (rows, heads) = read(&test).await;
    let [changed, ..] = found(&rows, &heads);
    assert!(changed < 100, "the change of a guideline went unseen, and the test must see that: {changed}");
}

#[tokio::test]
async fn an_audit_without_a_chain_is_caught() {
    let test = TestDatabase::new().await;
    Mutant::AuditUnchained.switch_on();
    filled(&test, 100).await;
    let (rows, heads) = read(&test).await;
    let [.., bound_anew] = found(&rows, &heads);
    assert!(bound_anew < 100, "a row was bound anew unseen, and the test must see that: {bound_anew}");
}

#[tokio::test]
async fn what_is_cut_off_is_found_by_the_head_and_if_that_is_cut_too_by_a_printed_one() {
    let test = TestDatabase::new().await;
    filled(&test, 20).await;
    let (rows, heads) = read(&test).await;
    let printed: Vec<Mark> = Mark::print(&heads.into_values().collect::<Vec<_>>())
        .split(',')
        .map(|mark| mark.parse().unwrap())
        .collect();
    filled(&test, 5).await;
    let check = async |printed: &[Mark]| {
        let mut tx = test.database.read().await.unwrap();
        audit::check(&mut tx, printed.to_vec()).await.unwrap().findings
    };
    assert_eq!(check(&printed).await, [], "rows were added, and none is missing");
    let mut tx = test.database.write().await.unwrap();
    tx.sql("DELETE FROM audit WHERE ordinal > 15").execute().await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(check(&[]).await[0].wrong, Wrong::End);
    let mut tx = test.database.write().await.unwrap();
    let sql = "UPDATE audit_heads SET ordinal = 15, hash = $1";
    tx.sql(sql).bind(rows[14].hash.clone()).execute().await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(check(&[]).await, [], "somebody was thorough");
    let found = check(&printed).await;
    assert_eq!((found.len(), found[0].wrong, found[0].ordinal), (1, Wrong::Head, 20));
    assert!("12-ab".parse::<Mark>().is_err() && "nothing".parse::<Mark>().is_err());
}

#[tokio::test]
async fn what_did_not_happen_is_not_noted() {
    let test = TestDatabase::new().await;
    filled(&test, 3).await;
    let mut tx = test.database.write().await.unwrap();
    tx.audit(Entry::of_server(Act::ServerBlocked).host("spam.example"));
    drop(tx);
    filled(&test, 1).await;
    let (rows, heads) = read(&test).await;
    assert_eq!((rows.len(), heads.len(), heads[&PORCH.0].rows), (4, 1, 4));
    assert!(
        rows.iter().all(|row| row.month == row.month.month()),
        "a time is kept that is finer than a month"
    );
}

#[tokio::test]
async fn many_who_write_at_once_make_one_chain() {
    let test = TestDatabase::new().await;
    let (writers, each) = (8, 10);
    let start = std::time::Instant::now();
    let work = (0..writers).map(|_| {
        let database = test.database.clone();
        tokio::spawn(async move {
            for _ in 0..each {
                let mut tx = database.write().await.unwrap();
                // The other way round in each: nobody waits for somebody who waits for them.
                tx.audit(Entry::in_community(PORCH, Act::MeasureTaken).what("remove"));
                tx.audit(Entry::of_server(Act::OrganisationMade));
                tx.commit().await.unwrap();
            }
        })
    });
    for done in work.collect::<Vec<_>>() {
        done.await.unwrap();
    }
    let spent = start.elapsed() / (writers * each);
    println!("{spent:?} for a transaction of two rows, with {writers} at once");
    let report = audit::check(&mut test.database.read().await.unwrap(), Vec::new()).await.unwrap();
    assert_eq!((report.rows, report.findings, report.heads.len()), (160, Vec::new(), 2));
}
