//! Guidelines that changed are read before the next words, threads that ask for no advice get none, and what a
//! moderator tries a rule on.

use crate::cast::{draft, found, stage, titled};
use forum::{Refusal, ThreadDraft, comments, lately, threads};
use members::{Audience, guidelines_read};
use moderation::{
    guidelines,
    own_rules::{self, Draft},
    screening::{Lane, Outcome, Sought, derive},
};
use store::Mutant;

const CRISIS: &str = "I am going to kill myself tonight.";

/// Whether ordinary words wait for the guidelines, and words of a crisis do not.
async fn only_ordinary_words_wait() -> Result<(), String> {
    let stage = stage().await;
    let thread = stage.start(&stage.newcomer, "Hello").await;
    let lead = stage.moderator().await;
    let kitchen = &stage.kitchen;
    let mut tx = stage.write().await;
    comments::post(&mut tx, &stage.old_timer, thread, draft("Welcome")).await.unwrap();
    guidelines::set(&mut tx, &lead, vec!["Be kind.".to_owned()]).await.unwrap();
    tx.commit().await.unwrap();

    for words in ["Hello again", "Look, a plain day."] {
        let mut tx = stage.write().await;
        let refused = comments::post(&mut tx, &stage.old_timer, thread, draft(words)).await.unwrap_err();
        assert!(matches!(refused, Refusal::GuidelinesChanged));
        let refused = threads::start(&mut tx, &stage.old_timer, kitchen, titled("A day", words)).await;
        assert!(matches!(refused.unwrap_err(), Refusal::GuidelinesChanged));
    }
    let mut tx = stage.write().await;
    if comments::post(&mut tx, &stage.old_timer, thread, draft(CRISIS)).await.is_err() {
        return Err("words of a crisis wait".to_owned());
    }
    tx.commit().await.unwrap();

    let mut tx = stage.write().await;
    let version = guidelines_read::version(&mut tx, kitchen.id).await.unwrap();
    guidelines_read::read(&mut tx, &stage.old_timer, kitchen.id, version).await.unwrap();
    comments::post(&mut tx, &stage.old_timer, thread, draft("Hello again")).await.unwrap();
    let refused = comments::post(&mut tx, &stage.newcomer, thread, draft("Me too")).await.unwrap_err();
    assert!(matches!(refused, Refusal::GuidelinesChanged), "each reads for themselves");
    Ok(())
}

#[tokio::test]
async fn words_wait_until_the_guidelines_are_read_but_never_a_crisis() {
    assert_eq!(only_ordinary_words_wait().await, Ok(()));
}

#[tokio::test]
async fn a_crisis_that_waits_for_guidelines_is_caught() {
    Mutant::GuidelinesStopACrisis.switch_on();
    assert_eq!(only_ordinary_words_wait().await, Err("words of a crisis wait".to_owned()));
}

#[tokio::test]
async fn a_thread_that_asks_for_no_advice_holds_it_until_it_is_mended() {
    let stage = stage().await;
    let mut tx = stage.write().await;
    let quiet = ThreadDraft { listening: true, ..titled("Just listen", "It was a long week.") };
    let thread = threads::start(&mut tx, &stage.newcomer, &stage.kitchen, quiet).await.unwrap().id;
    let loud = threads::start(&mut tx, &stage.newcomer, &stage.kitchen, titled("Ideas?", "Tell me.")).await;
    let loud = loud.unwrap().id;
    tx.commit().await.unwrap();
    let advice = "You should go to a meeting.";
    assert_eq!(stage.post(&stage.old_timer, loud, draft(advice)).await.verdict.hold(), None);
    let posted = stage.post(&stage.old_timer, thread, draft(advice)).await;
    assert_eq!(posted.verdict.hold().as_deref(), Some("advice"));
    let mut tx = stage.write().await;
    let mended = draft("I went to a meeting in a week like that.");
    let mended = comments::edit(&mut tx, &stage.old_timer, posted.id, 1, mended).await.unwrap();
    assert_eq!(mended.verdict.hold(), None);
    let words = ThreadDraft { listening: false, ..titled("Just listen", "It was a long week.") };
    threads::edit(&mut tx, &stage.newcomer, thread, 1, words).await.unwrap();
    let now = comments::post(&mut tx, &stage.old_timer, thread, draft(advice)).await.unwrap();
    assert_eq!(now.verdict.hold(), None);
}

/// In how many texts of another community a moderator's examples are looked for.
async fn tried_elsewhere() -> usize {
    let stage = stage().await;
    let porch = found(&stage.members, &stage.founder, "porch", Audience::Circle).await;
    let here = stage.start(&stage.newcomer, "Free coaching, book a session").await;
    let held = stage.start(&stage.newcomer, "Free coaching, book a session soon").await;
    stage.take(moderation::measures::Kind::Remove, moderation::Subject::Thread(held)).await;
    let mut tx = stage.write().await;
    let there = titled("Free coaching in a session", "Book it.");
    threads::start(&mut tx, &stage.founder, &porch, there).await.unwrap();
    tx.commit().await.unwrap();
    let moderator = stage.moderator().await;
    let texts = lately::texts(&mut stage.write().await, &moderator).await.unwrap();
    let rules = derive(&["Free coaching: book your session"], &[], &[], None).sought.ready();
    let found: Vec<_> =
        texts.iter().filter(|text| rules.find(&text.words)).map(|text| text.subject).collect();
    assert!(found.contains(&moderation::Subject::Thread(here)), "what is shown here is found");
    assert!(!found.contains(&moderation::Subject::Thread(held)), "what is removed is not");
    found.len() - 1
}

#[tokio::test]
async fn examples_are_tried_in_the_moderators_community_alone() {
    assert_eq!(tried_elsewhere().await, 0);
}

#[tokio::test]
async fn examples_that_are_tried_everywhere_are_caught() {
    Mutant::ExamplesTriedEverywhere.switch_on();
    assert_eq!(tried_elsewhere().await, 1);
}

#[tokio::test]
async fn a_rule_of_ones_own_holds_what_comes_from_here_and_from_elsewhere() {
    let stage = stage().await;
    let moderator = stage.moderator().await;
    let thread = stage.start(&stage.newcomer, "Hello").await;
    let stranger = stage.stranger().await;
    let mut tx = stage.write().await;
    let words = ["coach*", "session*"].map(str::to_owned).to_vec();
    let rule = Draft {
        sought: Sought { words, needs: 2 },
        outcome: Outcome::Hold,
        lane: Lane::Ordinary,
        guideline: None,
        sentence: "No coaching here.".to_owned(),
    };
    let own = own_rules::add(&mut tx, &moderator, rule).await.unwrap();
    let offer = "A coaching session helps.";
    let posted = comments::post(&mut tx, &stage.old_timer, thread, draft(offer)).await.unwrap();
    assert_eq!(posted.verdict.hold(), Some(own.word().into()));
    let hour = tx.clock().hour();
    let theirs = crate::cast::incoming_comment(1, stranger, hour);
    let theirs = forum::IncomingComment { body_html: format!("<p>{offer}</p>"), ..theirs };
    comments::receive(&mut tx, &stage.kitchen, thread, theirs).await.unwrap();
    tx.commit().await.unwrap();
    let hits = own_rules::hits(&mut stage.write().await, &moderator).await.unwrap();
    assert_eq!(hits[&own.word()].held, 2);
}
