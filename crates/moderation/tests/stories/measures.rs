//! Measures: taken, told, lifted, and what they refuse.

use crate::cast::{found, matter, stage};
use members::notices::Kind as Heard;
use moderation::{
    Refusal, Standing, Subject, cases, guidelines,
    measures::{self, Kind, Matter},
    reports::{self, Reason, Reporter},
    standing, team,
};
use store::{Event, MeasureId, PersonaId};

#[tokio::test]
async fn a_removal_hides_tells_the_author_and_can_be_lifted() {
    let stage = stage().await;
    let (thread, _) = stage.thread(&stage.newcomer).await;
    let id = stage.take(matter(Kind::Remove, Subject::Thread(thread))).await.unwrap();
    assert_eq!(stage.state(thread).await, "removed");
    assert_eq!(stage.heard(&stage.newcomer).await, [Heard::Measure]);
    let mut tx = stage.write().await;
    let counting = measures::unlifted(&mut tx, Subject::Thread(thread)).await.unwrap();
    assert_eq!((counting[0].id, &*counting[0].words), (id, "This is not the place for it."));
    drop(tx);
    stage.lift(id).await;
    stage.lift(id).await;
    assert_eq!(stage.state(thread).await, "shown");
    let events = stage.members.database().events_after(0, 100).await.unwrap();
    let of = |wanted: &Event| events.iter().filter(|(_, event)| event == wanted).count();
    let community = Some(stage.kitchen.id);
    assert_eq!(of(&Event::MeasureTaken { community, measure: id }), 1);
    assert_eq!(of(&Event::MeasureLifted { community, measure: id }), 1);
}

#[tokio::test]
async fn the_same_measure_twice_is_one() {
    let stage = stage().await;
    let (thread, comment) = stage.thread(&stage.newcomer).await;
    let persona = stage.name(&stage.newcomer).await;
    for (kind, subject) in [
        (Kind::Remove, Subject::Comment(comment)),
        (Kind::Lock, Subject::Thread(thread)),
        (Kind::Pin, Subject::Thread(thread)),
        (Kind::Ban, Subject::Persona(persona.id)),
    ] {
        let first = stage.take(matter(kind, subject)).await.unwrap();
        assert_eq!(stage.take(matter(kind, subject)).await.unwrap(), first);
    }
}

#[tokio::test]
async fn what_does_not_fit_is_refused() {
    let stage = stage().await;
    let (thread, comment) = stage.thread(&stage.newcomer).await;
    let persona = stage.name(&stage.newcomer).await;
    let founder = stage.name(&stage.founder).await;
    let (thread, comment, persona) =
        (Subject::Thread(thread), Subject::Comment(comment), Subject::Persona(persona.id));
    let without = |kind, subject| Matter { words: " ".to_owned(), ..matter(kind, subject) };
    for (matter, key) in [
        (matter(Kind::Lock, comment), "refusal-does-not-fit"),
        (matter(Kind::Pin, persona), "refusal-does-not-fit"),
        (matter(Kind::Ban, thread), "refusal-does-not-fit"),
        (matter(Kind::Remove, persona), "refusal-does-not-fit"),
        (matter(Kind::Hold, persona), "refusal-does-not-fit"),
        (matter(Kind::Warn, persona), "refusal-does-not-fit"),
        (without(Kind::Remove, thread), "refusal-reason-missing"),
        (without(Kind::Ban, persona), "refusal-reason-missing"),
        (without(Kind::Warn, thread), "refusal-reason-missing"),
        (Matter { guideline: Some(9), ..matter(Kind::Remove, thread) }, "refusal-unknown-guideline"),
        (matter(Kind::Ban, Subject::Persona(PersonaId(3))), "refusal-not-here"),
        (matter(Kind::Ban, Subject::Persona(founder.id)), "refusal-cannot-ban"),
    ] {
        assert_eq!(stage.take(matter.clone()).await.unwrap_err().key(), key, "{matter:?}");
    }
    stage.take(without(Kind::Lock, thread)).await.unwrap();
}

#[tokio::test]
async fn moderators_judge_only_in_their_own_community() {
    let stage = stage().await;
    let (thread, _) = stage.thread(&stage.newcomer).await;
    let persona = stage.name(&stage.newcomer).await;
    let porch = found(&stage.members, &stage.founder, "porch").await;
    let lock = stage.take(matter(Kind::Lock, Subject::Thread(thread))).await.unwrap();
    let mut tx = stage.write().await;
    let moderator = team::moderator(&mut tx, &stage.founder, &porch).await.unwrap().unwrap();
    let secrets = stage.members.secrets();
    for matter in
        [matter(Kind::Remove, Subject::Thread(thread)), matter(Kind::Ban, Subject::Persona(persona.id))]
    {
        let refused = measures::take(&mut tx, &moderator, matter, secrets).await.unwrap_err();
        assert!(matches!(refused, Refusal::NotHere));
    }
    let refused = measures::lift(&mut tx, &moderator, lock).await.unwrap_err();
    assert!(matches!(refused, Refusal::NotHere));
    let refused = measures::lift(&mut tx, &moderator, MeasureId(1)).await.unwrap_err();
    assert!(matches!(refused, Refusal::NotHere));
}

#[tokio::test]
async fn a_ban_covers_a_name_that_is_made_later_and_nobody_else() {
    let stage = stage().await;
    let before = stage.name(&stage.newcomer).await;
    let ban = stage.take(matter(Kind::Ban, Subject::Persona(before.id))).await.unwrap();
    let mut tx = stage.write().await;
    tx.sql("DELETE FROM persona_tags").execute().await.unwrap();
    tx.commit().await.unwrap();
    let after = stage.name(&stage.newcomer).await;
    assert_ne!(after.id, before.id);
    let mut tx = stage.write().await;
    match standing::of(&mut tx, &stage.newcomer, &stage.kitchen).await.unwrap() {
        Standing::Banned(told) => {
            assert_eq!((told.measure, &*told.words), (ban, "This is not the place for it."))
        }
        Standing::Free => panic!("a new name got through"),
    }
    assert_eq!(standing::of(&mut tx, &stage.old_timer, &stage.kitchen).await.unwrap(), Standing::Free);
    tx.commit().await.unwrap();
    let porch = found(&stage.members, &stage.founder, "porch").await;
    let mut tx = stage.write().await;
    assert_eq!(standing::of(&mut tx, &stage.newcomer, &porch).await.unwrap(), Standing::Free);
}

#[tokio::test]
async fn two_bans_on_one_person_look_different_at_rest() {
    let stage = stage().await;
    let persona = stage.name(&stage.newcomer).await;
    for _ in 0..2 {
        let ban = stage.take(matter(Kind::Ban, Subject::Persona(persona.id))).await.unwrap();
        stage.lift(ban).await;
    }
    let mut tx = stage.write().await;
    let proofs: Vec<Vec<u8>> =
        tx.sql("SELECT ban_proof FROM measures ORDER BY ordinal").column().await.unwrap();
    assert_eq!(proofs.len(), 2);
    assert_ne!(proofs[0], proofs[1]);
    assert_eq!(standing::of(&mut tx, &stage.newcomer, &stage.kitchen).await.unwrap(), Standing::Free);
}

#[tokio::test]
async fn a_ban_ends_when_its_time_is_over() {
    let stage = stage().await;
    let stranger = stage.stranger().await;
    let persona = stage.name(&stage.newcomer).await;
    let clock = stage.test.database.clock();
    let ends = Some(clock.hour().plus_hours(24));
    for subject in [Subject::Persona(persona.id), Subject::Persona(stranger)] {
        stage.take(Matter { ends, ..matter(Kind::Ban, subject) }).await.unwrap();
    }
    let mut tx = stage.write().await;
    assert_ne!(standing::of(&mut tx, &stage.newcomer, &stage.kitchen).await.unwrap(), Standing::Free);
    assert_ne!(standing::of_remote(&mut tx, stranger, stage.kitchen.id).await.unwrap(), Standing::Free);
    assert_eq!(measures::expire(&mut tx).await.unwrap(), 0);
    clock.advance(chrono::Duration::hours(24));
    assert_eq!(standing::of(&mut tx, &stage.newcomer, &stage.kitchen).await.unwrap(), Standing::Free);
    assert_eq!(standing::of_remote(&mut tx, stranger, stage.kitchen.id).await.unwrap(), Standing::Free);
    assert_eq!(measures::expire(&mut tx).await.unwrap(), 2);
    assert_eq!(measures::expire(&mut tx).await.unwrap(), 0);
}

#[tokio::test]
async fn a_removal_takes_the_place_of_a_hold() {
    let stage = stage().await;
    let (thread, _) = stage.thread(&stage.newcomer).await;
    let subject = Subject::Thread(thread);
    let mut tx = stage.write().await;
    let held = measures::hold(&mut tx, stage.kitchen.id, subject, "links").await.unwrap();
    assert_eq!(measures::hold(&mut tx, stage.kitchen.id, subject, "repetition").await.unwrap(), held);
    tx.commit().await.unwrap();
    assert_eq!(stage.state(thread).await, "held");
    let removal = stage.take(matter(Kind::Remove, subject)).await.unwrap();
    assert_eq!(stage.state(thread).await, "removed");
    stage.lift(removal).await;
    assert_eq!(stage.state(thread).await, "shown");
}

#[tokio::test]
async fn the_public_log_has_no_words_and_no_names() {
    let stage = stage().await;
    let (thread, comment) = stage.thread(&stage.newcomer).await;
    let lead = stage.moderator(&stage.founder).await;
    let mut tx = stage.write().await;
    guidelines::set(&mut tx, &lead, vec!["Speak for yourself.".to_owned(), "No selling.".to_owned()])
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let by_guideline = Matter { guideline: Some(2), ..matter(Kind::Remove, Subject::Comment(comment)) };
    stage.take(by_guideline).await.unwrap();
    stage.take(matter(Kind::Lock, Subject::Thread(thread))).await.unwrap();
    let mut tx = stage.write().await;
    let log = measures::log(&mut tx, stage.kitchen.id, None).await.unwrap().items;
    let lines: Vec<_> = log.iter().map(|line| (line.ordinal, line.kind, line.guideline)).collect();
    assert_eq!(lines, [(2, Kind::Lock, None), (1, Kind::Remove, Some(2))]);
    assert!(log.iter().all(|line| line.words.is_empty() && line.taken_by.is_none()));
}

#[tokio::test]
async fn a_measure_answers_the_reports_about_it() {
    let stage = stage().await;
    let (thread, _) = stage.thread(&stage.newcomer).await;
    let subject = Subject::Thread(thread);
    let mut tx = stage.write().await;
    let from = Reporter::Member(&stage.old_timer);
    reports::file(&mut tx, from, stage.kitchen.id, subject, Reason::Selling, "beds").await.unwrap();
    assert_eq!(reports::about(&mut tx, stage.kitchen.id, subject).await.unwrap().len(), 1);
    tx.commit().await.unwrap();
    stage.take(matter(Kind::Remove, subject)).await.unwrap();
    let mut tx = stage.write().await;
    assert!(reports::about(&mut tx, stage.kitchen.id, subject).await.unwrap().is_empty());
    assert!(cases::waiting(&mut tx, stage.kitchen.id).await.unwrap().is_empty());
}

#[tokio::test]
async fn after_two_days_only_the_month_is_left() {
    let stage = stage().await;
    let (thread, _) = stage.thread(&stage.newcomer).await;
    let id = stage.take(matter(Kind::Remove, Subject::Thread(thread))).await.unwrap();
    stage.lift(id).await;
    let clock = stage.test.database.clock();
    let taken = clock.hour();
    for (days, expected) in [(2, taken), (1, taken.month())] {
        clock.advance(chrono::Duration::days(days));
        let mut tx = stage.write().await;
        moderation::tidying::run(&mut tx).await.unwrap();
        let measure = measures::get(&mut tx, id).await.unwrap().unwrap();
        assert_eq!((measure.taken_hour, measure.lifted_hour), (expected, Some(expected)));
        tx.commit().await.unwrap();
    }
}
