//! Asking for another look: by whom it is about, once; somebody looks who did not decide.

use members::notices::Kind as Heard;
use moderation::{
    Refusal, Subject,
    appeals::{self, Outcome, Part},
    measures::{self, Kind},
    team::{self, Role},
};
use store::{MeasureId, Mutant};

use crate::cast::{Stage, matter, stage};

async fn appeal(
    stage: &Stage,
    member: &members::Member,
    measure: MeasureId,
    words: &str,
) -> Result<(), Refusal> {
    let mut tx = stage.write().await;
    appeals::appeal(&mut tx, member, measure, words).await?;
    Ok(tx.commit().await?)
}

async fn settle(
    stage: &Stage,
    by: &members::Member,
    measure: MeasureId,
    outcome: Outcome,
) -> Result<(), Refusal> {
    let moderator = stage.moderator(by).await;
    let mut tx = stage.write().await;
    appeals::settle(&mut tx, &moderator, measure, outcome).await?;
    Ok(tx.commit().await?)
}

async fn part(stage: &Stage, by: &members::Member, measure: MeasureId) -> Part {
    let moderator = stage.moderator(by).await;
    let mut tx = stage.write().await;
    let list = appeals::open(&mut tx, &moderator, None).await.unwrap().items;
    let appeal = list.into_iter().find(|appeal| appeal.measure == measure).unwrap();
    let measure = measures::get(&mut tx, measure).await.unwrap().unwrap();
    appeals::part(&mut tx, &moderator, &appeal, &measure).await.unwrap()
}

#[tokio::test]
async fn the_author_asks_once_and_where_nobody_else_can_look_the_same_one_does_after_a_week() {
    let stage = stage().await;
    let (_, comment) = stage.thread(&stage.newcomer).await;
    let removed = stage.take(matter(Kind::Remove, Subject::Comment(comment))).await.unwrap();
    let refused = appeal(&stage, &stage.old_timer, removed, "Not mine").await.unwrap_err();
    assert!(matches!(refused, Refusal::NotHere), "it is none of theirs");
    assert!(matches!(
        appeal(&stage, &stage.newcomer, removed, " \n").await.unwrap_err(),
        Refusal::AppealEmpty
    ));
    appeal(&stage, &stage.newcomer, removed, "I meant it kindly.").await.unwrap();
    let again = appeal(&stage, &stage.newcomer, removed, "Please!").await.unwrap_err();
    assert!(matches!(again, Refusal::AppealedAlready));
    assert_eq!(stage.heard(&stage.founder).await, [Heard::Appeal]);
    assert!(matches!(part(&stage, &stage.founder, removed).await, Part::SameLater(_)));
    let early = settle(&stage, &stage.founder, removed, Outcome::Stands).await.unwrap_err();
    assert!(matches!(early, Refusal::OwnDecision));
    stage.members.database().clock().advance(chrono::Duration::days(7));
    assert_eq!(part(&stage, &stage.founder, removed).await, Part::Same);
    settle(&stage, &stage.founder, removed, Outcome::Stands).await.unwrap();
    let mut tx = stage.write().await;
    let settled = appeals::get(&mut tx, removed).await.unwrap().unwrap();
    assert_eq!((settled.outcome, settled.same_person, settled.due), (Some(Outcome::Stands), true, None));
    assert_eq!(settled.words, "", "what somebody wrote goes when it has served");
    drop(tx);
    assert!(stage.heard(&stage.newcomer).await.contains(&Heard::AppealSettled));
    let twice = settle(&stage, &stage.founder, removed, Outcome::Lifted).await.unwrap_err();
    assert!(matches!(twice, Refusal::NoAppeal));
}

/// A second moderator is there; the founder's decision is appealed against, and the founder tries to settle it.
async fn own_decision(stage: &Stage) -> (MeasureId, Result<(), Refusal>) {
    let newcomer = stage.name(&stage.newcomer).await;
    let second = stage.name(&stage.old_timer).await;
    let lead = stage.moderator(&stage.founder).await;
    let mut tx = stage.write().await;
    team::appoint(&mut tx, &lead, second.id, Role::Moderator).await.unwrap();
    tx.commit().await.unwrap();
    let banned = stage.take(matter(Kind::Ban, Subject::Persona(newcomer.id))).await.unwrap();
    appeal(stage, &stage.newcomer, banned, "It was a joke among friends.").await.unwrap();
    stage.members.database().clock().advance(chrono::Duration::days(30));
    (banned, settle(stage, &stage.founder, banned, Outcome::Stands).await)
}

#[tokio::test]
async fn somebody_looks_who_did_not_decide_and_may_undo_it() {
    let stage = stage().await;
    let (banned, own) = own_decision(&stage).await;
    assert!(matches!(own.unwrap_err(), Refusal::OwnDecision));
    assert_eq!(part(&stage, &stage.founder, banned).await, Part::Decided);
    assert_eq!(part(&stage, &stage.old_timer, banned).await, Part::Other);
    settle(&stage, &stage.old_timer, banned, Outcome::Lifted).await.unwrap();
    let mut tx = stage.write().await;
    assert!(measures::get(&mut tx, banned).await.unwrap().unwrap().lifted_hour.is_some());
    assert!(!appeals::get(&mut tx, banned).await.unwrap().unwrap().same_person);
    let newcomer = moderation::standing::of(&mut tx, &stage.newcomer, &stage.kitchen).await.unwrap();
    assert_eq!(newcomer, moderation::Standing::Free);
}

#[tokio::test]
async fn settling_the_appeal_against_ones_own_decision_is_caught() {
    let stage = stage().await;
    Mutant::OwnAppealSettled.switch_on();
    let (_, own) = own_decision(&stage).await;
    assert!(own.is_ok(), "the fault lets it through, and the story above would not");
}

#[tokio::test]
async fn a_warning_hides_nothing_and_the_words_of_an_appeal_go_with_what_it_is_about() {
    let stage = stage().await;
    let (thread, comment) = stage.thread(&stage.newcomer).await;
    let mut warning = matter(Kind::Warn, Subject::Thread(thread));
    warning.words.clear();
    assert!(matches!(stage.take(warning).await.unwrap_err(), Refusal::ReasonMissing));
    stage.take(matter(Kind::Warn, Subject::Thread(thread))).await.unwrap();
    assert_eq!(stage.state(thread).await, "shown");
    assert_eq!(stage.heard(&stage.newcomer).await, [Heard::Measure]);
    let persona = stage.name(&stage.newcomer).await;
    let unfit = stage.take(matter(Kind::Warn, Subject::Persona(persona.id))).await.unwrap_err();
    assert!(matches!(unfit, Refusal::DoesNotFit));
    let warned = stage.take(matter(Kind::Warn, Subject::Comment(comment))).await.unwrap();
    appeal(&stage, &stage.newcomer, warned, "Who, me?").await.unwrap();
    let mut tx = stage.write().await;
    measures::moot(&mut tx, Subject::Comment(comment)).await.unwrap();
    assert!(appeals::get(&mut tx, warned).await.unwrap().is_none());
}

#[tokio::test]
async fn a_decision_that_is_undone_answers_the_appeal_and_one_that_nobody_reads_goes() {
    let stage = stage().await;
    let (thread, comment) = stage.thread(&stage.newcomer).await;
    let locked = stage.take(matter(Kind::Lock, Subject::Thread(thread))).await.unwrap();
    appeal(&stage, &stage.newcomer, locked, "We were not done.").await.unwrap();
    stage.lift(locked).await;
    let removed = stage.take(matter(Kind::Remove, Subject::Comment(comment))).await.unwrap();
    appeal(&stage, &stage.newcomer, removed, "Please read it again.").await.unwrap();
    let mut tx = stage.write().await;
    let answered = appeals::get(&mut tx, locked).await.unwrap().unwrap();
    assert_eq!((answered.outcome, answered.words.as_str()), (Some(Outcome::Lifted), ""));
    stage.members.database().clock().advance(chrono::Duration::days(181));
    appeals::tidy(&mut tx).await.unwrap();
    assert!(appeals::get(&mut tx, removed).await.unwrap().is_none(), "they may ask again");
    tx.commit().await.unwrap();
    appeal(&stage, &stage.newcomer, removed, "Anybody there?").await.unwrap();
}
