//! What nobody may learn from a search.

use members::Viewer;
use store::{Event, Mutant};

use crate::{
    cast::{COMMUNITIES, Stage, ids, question, sorted, stage},
    probe::{left_over, lies_in},
};

async fn filled() -> Stage {
    let stage = stage().await;
    for community in COMMUNITIES {
        stage.thread(community * 10, community, "Lantern", "The lantern hangs in the hall").await;
        stage.thread_by(71, community * 10 + 1, community, "Another", "By somebody's lantern").await;
        stage.comment(70, community * 10 + 2, community, community * 10, "A lantern again").await;
    }
    stage.settle().await;
    stage
}

/// What the views and the viewer give, asked without the index.
async fn truth(stage: &Stage, viewer: &Viewer, blocked: i64) -> Vec<i64> {
    let mut tx = stage.test.database.read().await.unwrap();
    let readable = viewer.readable(&mut tx).await.unwrap();
    let threads: Vec<(i64, i64, i64)> = tx
        .sql(
            "SELECT id, community_id, persona_id FROM visible_threads WHERE state = 'shown' AND NOT unlisted \
             UNION ALL SELECT visible_comments.id, community_id, visible_comments.persona_id FROM visible_comments \
             JOIN visible_threads ON visible_threads.id = thread_id \
             WHERE visible_comments.state = 'shown' AND NOT unlisted",
        )
        .all()
        .await
        .unwrap();
    let seen =
        threads.into_iter().filter(|(_, community, by)| readable.0.contains(community) && *by != blocked);
    sorted(seen.map(|(id, ..)| id).collect())
}

/// Hides in each way what there is, tells nobody (the index still has all), and compares; then tells, and compares.
async fn nothing_more_nothing_less() -> bool {
    let stage = filled().await;
    let mut tx = stage.write().await;
    for sql in [
        "UPDATE threads SET deleted = TRUE WHERE id = 11",
        "UPDATE comments SET deleted = TRUE WHERE id = 12",
        "UPDATE threads SET unlisted = TRUE WHERE id = 20",
        "INSERT INTO measures (id, community_id, ordinal, kind, hides, subject_kind, subject_id, words, taken_hour) \
         VALUES (1, 3, 1, 'remove', TRUE, 'thread', 30, '', 0)",
        "UPDATE communities SET audience = 'house', organisation_id = 999 WHERE id = 1",
    ] {
        tx.sql(sql).execute().await.unwrap();
    }
    let events = [
        Event::ThreadDeleted { community: 1.into(), thread: 11.into() },
        Event::CommentDeleted { community: 1.into(), thread: 10.into(), comment: 12.into() },
        Event::ThreadEdited { community: 2.into(), thread: 20.into() },
        Event::MeasureTaken { community: Some(3.into()), measure: 1.into() },
        Event::CommunityChanged { community: 1.into() },
    ];
    events.into_iter().for_each(|event| tx.record(event));
    tx.commit().await.unwrap();
    let mut same = true;
    for told in [false, true] {
        if told {
            stage.settle().await;
        }
        for viewer in
            [&stage.viewer, &Viewer::stranger(), &Viewer::peer("far.example", true), &Viewer::blocked()]
        {
            for blocked in [0, 71] {
                let found = stage.ask_as(viewer, &[blocked], &question("lantern")).await;
                // Another server searches in what is open only.
                let wanted = match viewer.host() {
                    Some(_) => truth(&stage, &Viewer::stranger(), blocked).await,
                    None => truth(&stage, viewer, blocked).await,
                };
                same &= sorted(ids(&found)) == wanted;
            }
        }
    }
    same
}

#[tokio::test]
async fn what_is_found_is_what_the_views_show() {
    assert!(nothing_more_nothing_less().await);
}

#[tokio::test]
async fn views_that_are_not_asked_are_caught() {
    Mutant::ViewsNotAsked.switch_on();
    assert!(!nothing_more_nothing_less().await);
}

#[tokio::test]
async fn blocks_that_are_ignored_are_caught() {
    Mutant::BlocksIgnored.switch_on();
    assert!(!nothing_more_nothing_less().await);
}

/// The whole answers, to questions that touch a word which stands in somebody else's house only.
async fn answers(stage: &Stage) -> String {
    let mut answers = String::new();
    for words in [
        "lantern",
        "lanternfish",
        "lanternfis ",
        "lanternfich ",
        "lanternf",
        "lantern lanternfish hall",
        "hall",
    ] {
        for viewer in [&stage.viewer, &Viewer::stranger()] {
            answers.push_str(&format!("{:?}\n", stage.ask_as(viewer, &[], &question(words)).await));
        }
    }
    answers
}

async fn a_secret_word_changes_nothing() -> bool {
    let stage = filled().await;
    let before = answers(&stage).await;
    for id in 900..930 {
        stage.thread(id, 4, "Lanternfish", "A lanternfish in the hall, a lanternfish in the lantern").await;
    }
    stage.settle().await;
    before == answers(&stage).await
}

#[tokio::test]
async fn a_secret_word_changes_no_byte() {
    assert!(a_secret_word_changes_nothing().await);
}

#[tokio::test]
async fn scopes_that_are_ignored_are_caught() {
    Mutant::ScopesIgnored.switch_on();
    assert!(!a_secret_word_changes_nothing().await);
}

/// How well things fit is not shown; but it orders them, and stands in the cursor.
async fn cursors_are_the_same() -> bool {
    let stage = stage().await;
    for id in 100..130 {
        stage.thread(id, 1, "Hall", "The lantern hangs in the hall").await;
    }
    stage.settle().await;
    let before = stage.ask("lantern").await.next;
    assert!(before.is_some());
    for id in 900..930 {
        stage.thread(id, 4, "Secret", "A lantern").await;
    }
    stage.settle().await;
    before == stage.ask("lantern").await.next
}

#[tokio::test]
async fn what_others_wrote_moves_no_rank() {
    assert!(cursors_are_the_same().await);
}

#[tokio::test]
async fn statistics_over_everything_are_caught() {
    Mutant::StatisticsOfAll.switch_on();
    assert!(!cursors_are_the_same().await);
}

/// A word that nobody writes.
const CANARY: &str = "zqxjkvwq";

async fn removed_words_leave_the_disk() -> bool {
    let stage = filled().await;
    stage.thread(500, 1, "A word", &format!("Here is {CANARY} and more")).await;
    stage.comment(70, 501, 2, 20, &format!("{CANARY} is here too")).await;
    // What stands beside it stays.
    stage.thread(502, 1, "Another word", "It stays").await;
    stage.comment(70, 503, 2, 20, "It stays too").await;
    stage.settle().await;
    assert_eq!(sorted(stage.ids(CANARY).await), [500, 501]);
    assert!(lies_in(&stage.folder, CANARY), "the canary can be seen");
    stage
        .change("UPDATE threads SET deleted = TRUE, title = '', body = '', html = '' WHERE id = $1", 500)
        .await;
    let mut tx = stage.write().await;
    tx.sql("UPDATE comments SET deleted = TRUE, body = '', html = '' WHERE id = 501")
        .execute()
        .await
        .unwrap();
    tx.record(Event::CommentDeleted { community: 2.into(), thread: 20.into(), comment: 501.into() });
    tx.commit().await.unwrap();
    stage.settle().await;
    !lies_in(&stage.folder, CANARY) && left_over(&stage.folder).is_empty()
}

#[tokio::test]
async fn canaries_leave_the_files() {
    assert!(removed_words_leave_the_disk().await);
}

#[tokio::test]
async fn removed_words_that_stay_are_caught() {
    Mutant::RemovedWordsKept.switch_on();
    assert!(!removed_words_leave_the_disk().await);
}

async fn an_unlisted_thread_is_not_taken_in() -> bool {
    let stage = filled().await;
    stage.thread(500, 1, "Quiet", "lantern").await;
    stage.comment(70, 501, 1, 500, CANARY).await;
    stage.change("UPDATE threads SET unlisted = TRUE WHERE id = $1", 500).await;
    stage.settle().await;
    !lies_in(&stage.folder, CANARY)
}

#[tokio::test]
async fn what_is_kept_out_of_search_is_not_taken_in() {
    assert!(an_unlisted_thread_is_not_taken_in().await);
}

#[tokio::test]
async fn an_unlisted_thread_that_is_taken_in_is_caught() {
    Mutant::UnlistedIndexed.switch_on();
    assert!(!an_unlisted_thread_is_not_taken_in().await);
}
