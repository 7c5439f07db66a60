//! Whoever is new is asked for contact by the team alone: here, from another server, and after an edit.

use crate::cast::{draft, incoming_comment, stage};
use forum::{CommentDraft, Received, comments};
use moderation::{Subject, cases, measures, screening::Lane};
use store::Mutant;

const ASKS: &str = "Welcome! DM me any time.";

/// Whether asking somebody new for contact waits for a moderator, in the lane of those who look for people.
async fn newcomers_are_asked_by_nobody() -> bool {
    let stage = stage().await;
    let hello = stage.start(&stage.newcomer, "Hello there").await;
    let asked = stage.post(&stage.old_timer, hello, draft(ASKS)).await;
    let mut tx = stage.write().await;
    let case = cases::on(&mut tx, stage.kitchen.id, Subject::Comment(asked.id)).await.unwrap();
    let waits = case.is_some_and(|case| case.lane == Lane::Predation);
    waits && asked.verdict.hold().as_deref() == Some("newcomer")
}

#[tokio::test]
async fn somebody_new_is_asked_for_contact_by_nobody() {
    assert!(newcomers_are_asked_by_nobody().await);
}

#[tokio::test]
async fn newcomers_unshielded_is_caught() {
    Mutant::NewcomersUnshielded.switch_on();
    assert!(!newcomers_are_asked_by_nobody().await);
}

#[tokio::test]
async fn what_is_said_to_somebody_new_weighs_more_than_that_they_are_new() {
    let stage = stage().await;
    let hello = stage.start(&stage.newcomer, "Hello there").await;
    let sells = stage.post(&stage.old_timer, hello, draft("Selling xanax, message me")).await;
    assert_eq!(sells.verdict.hold().as_deref(), Some("sourcing"));
    let crisis =
        stage.post(&stage.old_timer, hello, draft("I want to kill myself tonight, message me")).await;
    assert_eq!(crisis.verdict.hold(), None, "words of crisis wait for nothing");
}

#[tokio::test]
async fn the_team_may_and_so_may_anybody_once_they_are_new_no_more() {
    let stage = stage().await;
    let hello = stage.start(&stage.newcomer, "Hello there").await;
    assert_eq!(stage.post(&stage.founder, hello, draft(ASKS)).await.verdict.hold(), None);
    for evening in 0..4 {
        stage.say(&stage.newcomer, hello, &format!("Evening {evening} was fine.")).await;
    }
    assert_eq!(
        stage.post(&stage.old_timer, hello, draft("Message me about the walk.")).await.verdict.hold(),
        None
    );
}

#[tokio::test]
async fn an_answer_to_somebody_new_counts_wherever_it_stands_and_an_edit_mends_it() {
    let stage = stage().await;
    let bread = stage.start(&stage.founder, "Bread").await;
    let aside = stage.post(&stage.old_timer, bread, draft("Text me the recipe.")).await;
    assert_eq!(aside.verdict.hold(), None, "who is in the team is not new");
    let hello = stage.say(&stage.newcomer, bread, "I bake too, I am new.").await;
    let answer = CommentDraft { parent: Some(hello), ..draft("Can we meet up on Sunday?") };
    let asked = stage.post(&stage.old_timer, bread, answer).await;
    assert_eq!(asked.verdict.hold().as_deref(), Some("newcomer"));

    let mut tx = stage.write().await;
    let again = draft("Come on, message me.");
    let still = comments::edit(&mut tx, &stage.old_timer, asked.id, 1, again).await.unwrap();
    assert_eq!(still.verdict.hold().as_deref(), Some("newcomer"));
    let mended = draft("Welcome. What do you bake?");
    comments::edit(&mut tx, &stage.old_timer, asked.id, 2, mended).await.unwrap();
    let left = measures::unlifted(&mut tx, Subject::Comment(asked.id)).await.unwrap();
    assert!(left.is_empty(), "mended words are shown");
    let case = cases::on(&mut tx, stage.kitchen.id, Subject::Comment(asked.id)).await.unwrap();
    assert!(case.is_none_or(|case| case.closed_hour.is_some()));
}

#[tokio::test]
async fn a_stranger_from_another_server_is_kept_from_newcomers_too() {
    let stage = stage().await;
    let hello = stage.start(&stage.newcomer, "Hello there").await;
    let gull = stage.stranger().await;
    let mut tx = stage.write().await;
    let published = tx.clock().hour();
    let mut comment = incoming_comment(1, gull, published);
    comment.body_html = "<p>Write to me privately, message me.</p>".to_owned();
    let (received, id) = comments::receive(&mut tx, &stage.kitchen, hello, comment).await.unwrap();
    assert!(matches!(received, Received::New));
    let held = measures::unlifted(&mut tx, Subject::Comment(id.unwrap())).await.unwrap();
    assert_eq!(held.first().and_then(|held| held.rule.as_deref()), Some("newcomer"));
}
