//! Calls to the moderators: what one call folds, and that words of crisis are never held.

use crate::cast::stage;
use forum::{calls, comments};
use moderation::{Subject, cases, reports::Reason, screening::Lane};
use store::Mutant;

const CRISIS: &str =
    "I want to kill myself tonight. I took 40 pills, message me, beds available, insurance accepted.";

/// Whether words of crisis are read at once, whatever else they hold, and whatever somebody reports.
async fn crisis_is_read_at_once() -> bool {
    let stage = stage().await;
    let thread = stage.start(&stage.old_timer, "Tonight").await;
    let first = stage.say(&stage.old_timer, thread, "How are you?").await;
    let said = stage.answer(&stage.newcomer, thread, first, CRISIS).await;
    let subject = Subject::Comment(said);
    let state = async || stage.read(&stage.old_timer, thread).await.iter().any(|item| item.id == said);
    let at_once = state().await;
    let mut tx = stage.write().await;
    let case = cases::on(&mut tx, stage.kitchen.id, subject).await.unwrap().unwrap();
    assert_eq!(case.lane, Lane::ImminentDanger);
    let call = (Reason::Identity, "It says who it is.");
    calls::call(&mut tx, &stage.old_timer, &stage.kitchen, subject, call).await.unwrap();
    tx.commit().await.unwrap();
    at_once && state().await
}

#[tokio::test]
async fn words_of_crisis_are_never_held() {
    assert!(crisis_is_read_at_once().await);
}

#[tokio::test]
async fn words_of_crisis_that_wait_is_caught() {
    Mutant::CrisisWordsHeld.switch_on();
    assert!(!crisis_is_read_at_once().await);
}

#[tokio::test]
async fn one_call_folds_who_somebody_is_and_an_edit_to_words_of_crisis_shows_them() {
    let stage = stage().await;
    let thread = stage.start(&stage.old_timer, "Bread").await;
    let first = stage.say(&stage.old_timer, thread, "Who bakes?").await;
    let said = stage.answer(&stage.newcomer, thread, first, "The one from the mill.").await;
    let subject = Subject::Comment(said);
    let seen = async || stage.read(&stage.old_timer, thread).await.iter().any(|item| item.id == said);
    let mut tx = stage.write().await;
    let call = (Reason::Identity, "I know who that is.");
    calls::call(&mut tx, &stage.old_timer, &stage.kitchen, subject, call).await.unwrap();
    tx.commit().await.unwrap();
    assert!(!seen().await);
    let mut tx = stage.write().await;
    let draft = forum::CommentDraft { body: CRISIS.to_owned(), ..forum::CommentDraft::default() };
    comments::edit(&mut tx, &stage.newcomer, said, 1, draft).await.unwrap();
    tx.commit().await.unwrap();
    assert!(seen().await);
}
