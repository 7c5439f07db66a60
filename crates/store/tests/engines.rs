//! One SQL text on both engines, and the shape of the schema.

use store::{Chance, Clock, Database, Fault, Hour, Ids, Tag, Tags, testing::TestDatabase};

#[derive(Debug, PartialEq, serde::Deserialize)]
struct Read {
    tag: Tag,
    ordinal: i64,
}

#[tokio::test]
async fn values_survive_both_ways() {
    let test = TestDatabase::new().await;
    let tags = [Tag([1; 16]), Tag([2; 16]), Tag([3; 16])];
    let mut tx = test.database.write().await.unwrap();
    for (ordinal, tag) in (0_i64..).zip(tags) {
        tx.sql("INSERT INTO read_marks (tag, ordinal) VALUES ($1, $2)")
            .bind(tag)
            .bind(ordinal)
            .execute()
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    let mut tx = test.database.read().await.unwrap();
    let sql =
        "SELECT tag, ordinal FROM read_marks WHERE tag IN tags($1) AND ordinal IN list($2) ORDER BY ordinal";
    let some: Tags = [tags[0], tags[2]].into_iter().collect();
    let found: Vec<Read> = tx.sql(sql).bind_tags(some).bind_list(Ids(vec![0, 1, 2])).all().await.unwrap();
    assert_eq!(found, [Read { tag: tags[0], ordinal: 0 }, Read { tag: tags[2], ordinal: 2 }]);
}

#[tokio::test]
async fn a_list_may_be_empty_and_an_hour_may_be_missing() {
    let test = TestDatabase::new().await;
    let mut tx = test.database.read().await.unwrap();
    let found: Vec<(i64,)> = tx
        .sql("SELECT ordinal FROM read_marks WHERE tag IN tags($1)")
        .bind_tags(Tags(vec![]))
        .all()
        .await
        .unwrap();
    assert!(found.is_empty());
    let hour: Option<(Option<Hour>,)> =
        tx.sql("SELECT CAST($1 AS BIGINT)").bind(None::<Hour>).optional().await.unwrap();
    assert_eq!(hour, Some((None,)));
}

#[tokio::test]
async fn a_broken_unique_rule_is_told_from_other_faults() {
    let test = TestDatabase::new().await;
    let mut tx = test.database.write().await.unwrap();
    let sql = "INSERT INTO mutes (tag) VALUES ($1)";
    tx.sql(sql).bind(Tag([7; 16])).execute().await.unwrap();
    assert!(tx.sql(sql).bind(Tag([7; 16])).execute().await.unwrap_err().is_unique_violation());
}

#[tokio::test]
async fn a_second_start_changes_nothing_and_a_newer_schema_is_refused() {
    let test = TestDatabase::new().await;
    test.database.migrate().await.unwrap();
    let mut tx = test.database.write().await.unwrap();
    tx.sql("INSERT INTO migrations (name, digest) VALUES ('9999_future', 'x')").execute().await.unwrap();
    tx.commit().await.unwrap();
    let refused = Database::open(&test.engine, Clock::system(), Chance::system()).await;
    assert!(matches!(refused.err(), Some(Fault::NewerSchema(name)) if name == "9999_future"));
}

#[tokio::test]
async fn sqlite_keeps_no_hidden_row_numbers() {
    let test = TestDatabase::new().await;
    if !test.database.is_sqlite() {
        return;
    }
    let mut tx = test.database.read().await.unwrap();
    let with_row_numbers: Vec<(String,)> = tx
        .sql("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND wr = 0 AND name NOT LIKE 'sqlite_%'")
        .all()
        .await
        .unwrap();
    assert_eq!(
        with_row_numbers,
        [("migrations".to_owned(),)],
        "only the list of migrations, which is no secret"
    );
}

#[tokio::test]
async fn what_is_gone_damaged_or_left_lying_is_seen() {
    let test = TestDatabase::with(Clock::standing_at(1_795_443_382)).await;
    let database = &test.database;
    assert_eq!(database.missing_tables().await.unwrap(), Vec::<String>::new());
    assert_eq!(database.damage().await.unwrap(), None);
    assert_eq!(database.backlog(3_600).await.unwrap(), (0, Vec::new()));
    let mut tx = database.write().await.unwrap();
    for statement in [
        "DROP TABLE mutes",
        "INSERT INTO lanes (queue, lane, due_at) VALUES ('delivery', 'harbor.example', 1795439000)",
        "INSERT INTO lanes (queue, lane, due_at) VALUES ('delivery', 'maple.example', 1795443000)",
        "INSERT INTO jobs (queue, lane, position, payload) VALUES ('delivery', 'harbor.example', 1, '{}')",
        "INSERT INTO jobs (queue, lane, position, payload) VALUES ('delivery', 'maple.example', 2, '{}')",
    ] {
        tx.sql(statement).execute().await.unwrap();
    }
    tx.commit().await.unwrap();
    assert_eq!(database.missing_tables().await.unwrap(), ["mutes"]);
    assert_eq!(database.backlog(3_600).await.unwrap(), (2, vec!["delivery".to_owned()]));
}

#[tokio::test]
async fn a_beginning_that_is_given_up_leaves_nothing_open() {
    let test = TestDatabase::new().await;
    for moment in 0..300 {
        let soon = async {
            for _ in 0..moment {
                tokio::task::yield_now().await;
            }
        };
        tokio::select! {
            biased;
            () = soon => {}
            begun = test.database.read() => drop(begun),
        }
        let mut tx = test.database.write().await.unwrap();
        tx.sql("UPDATE settings SET value = value").execute().await.unwrap();
        tx.commit().await.unwrap();
    }
}
