//! Cases: what comes together, in which order, who looks, what is undone, what whoever called hears.

use crate::cast::{Stage, matter, stage};
use members::notices::Kind as Heard;
use moderation::{
    Moderator, Refusal, Subject,
    cases::{self, Case, Shelf},
    measures::{self, Kind},
    reports::{self, Mine, Outcome, Reason, Reporter},
    screening::{self, Lane, Screened, Verdict},
    team::{self, Role},
};
use store::{Hour, PersonaId, Tx};

fn verdict(text: &str) -> Verdict {
    screening::screen(&Screened { text, body: text, links: 0, recent: &[] })
}

const BROKER: &str = "We have beds available, insurance accepted, call our admissions line for placement";

impl Stage {
    async fn call(&self, subject: Subject, reason: Reason) {
        let mut tx = self.write().await;
        let from = Reporter::Member(&self.old_timer);
        reports::file(&mut tx, from, self.kitchen.id, subject, reason, "look").await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn waiting(&self, moderator: &Moderator) -> Vec<Case> {
        let mut tx = self.write().await;
        cases::list(&mut tx, moderator, Shelf::Waiting, None).await.unwrap().items
    }

    async fn became(&self) -> Vec<Outcome> {
        let mut tx = self.write().await;
        let mine = reports::mine(&mut tx, &self.old_timer, &[self.kitchen.id]).await.unwrap();
        assert!(reports::mine(&mut tx, &self.newcomer, &[self.kitchen.id]).await.unwrap().is_empty());
        mine.into_iter().map(|Mine { outcome, .. }| outcome).collect()
    }

    async fn second(&self) -> Moderator {
        let (lead, persona) = (self.moderator(&self.founder).await, self.name(&self.old_timer).await);
        let mut tx = self.write().await;
        team::appoint(&mut tx, &lead, persona.id, Role::Moderator).await.unwrap();
        tx.commit().await.unwrap();
        self.moderator(&self.old_timer).await
    }
}

/// Keeps `subject` back as a rule does.
async fn held(tx: &mut Tx, stage: &Stage, subject: Subject) {
    measures::hold(tx, stage.kitchen.id, subject, "brokering").await.unwrap();
    cases::of_verdict(tx, stage.kitchen.id, subject, verdict(BROKER)).await.unwrap();
}

#[tokio::test]
async fn whoever_calls_and_whatever_speaks_there_is_one_case_in_the_gravest_lane() {
    let stage = stage().await;
    let (thread, comment) = stage.thread(&stage.newcomer).await;
    let (subject, moderator) = (Subject::Comment(comment), stage.moderator(&stage.founder).await);
    stage.call(subject, Reason::Spam).await;
    let first = stage.waiting(&moderator).await.remove(0);
    assert_eq!((first.lane, first.rule.as_deref()), (Lane::Ordinary, None));
    let mut tx = stage.write().await;
    held(&mut tx, &stage, subject).await;
    let host = Reporter::Host("harbor.example");
    reports::file(&mut tx, host, stage.kitchen.id, subject, Reason::Other, "hm").await.unwrap();
    cases::of_verdict(&mut tx, stage.kitchen.id, Subject::Thread(thread), verdict("A calm day."))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let open = stage.waiting(&moderator).await;
    assert_eq!((open.len(), open[0].id), (1, first.id));
    assert_eq!((open[0].lane, open[0].rule.as_deref()), (Lane::Predation, Some("brokering")));
    let mut tx = stage.write().await;
    assert_eq!(reports::about(&mut tx, stage.kitchen.id, subject).await.unwrap().len(), 2);
    cases::keep(&mut tx, &moderator, first.id).await.unwrap();
    assert!(measures::unlifted(&mut tx, subject).await.unwrap().is_empty());
    assert!(reports::about(&mut tx, stage.kitchen.id, subject).await.unwrap().is_empty());
    assert!(matches!(cases::keep(&mut tx, &moderator, first.id).await, Err(Refusal::NotHere)));
}

#[tokio::test]
async fn the_most_urgent_comes_first_then_what_waits_longest_and_few_see_what_is_sealed() {
    let stage = stage().await;
    let lead = stage.moderator(&stage.founder).await;
    let mut reasons = Reason::ALL;
    reasons.reverse();
    for reason in reasons {
        let (thread, _) = stage.thread(&stage.newcomer).await;
        stage.call(Subject::Thread(thread), reason).await;
        stage.test.database.clock().advance(chrono::Duration::hours(1));
    }
    let open = stage.waiting(&lead).await;
    let order: Vec<_> = open.iter().map(|case| (case.lane, case.hour)).collect();
    assert!(order.is_sorted() && order.len() == Reason::ALL.len(), "{order:?}");
    assert_eq!(order.iter().filter(|(lane, _)| *lane == Lane::Ordinary).count(), 2);
    let second = stage.second().await;
    assert_eq!(stage.waiting(&second).await.len(), open.len() - 1);
    let sealed = open.iter().find(|case| case.lane == Lane::IllegalPicture).unwrap();
    let mut tx = stage.write().await;
    assert!(matches!(cases::keep(&mut tx, &second, sealed.id).await, Err(Refusal::NotHere)));
    assert!(cases::is_sealed(&mut tx, stage.kitchen.id, sealed.subject).await.unwrap());
    cases::keep(&mut tx, &lead, sealed.id).await.unwrap();
    let counted = cases::waiting(&mut tx, stage.kitchen.id).await.unwrap();
    assert_eq!((counted[0], counted.last().copied()), ((Lane::ImminentDanger, 1), Some((Lane::Ordinary, 2))));
}

#[tokio::test]
async fn a_list_goes_on_where_it_ended() {
    let stage = stage().await;
    let lead = stage.moderator(&stage.founder).await;
    for _ in 0..12 {
        let (thread, _) = stage.thread(&stage.newcomer).await;
        stage.call(Subject::Thread(thread), Reason::Spam).await;
    }
    let mut tx = stage.write().await;
    let first = cases::list(&mut tx, &lead, Shelf::Waiting, None).await.unwrap();
    let rest = cases::list(&mut tx, &lead, Shelf::Waiting, first.next).await.unwrap();
    assert_eq!((first.items.len(), rest.items.len(), rest.next), (10, 2, None));
    assert!(rest.items.iter().all(|late| first.items.iter().all(|early| early.id != late.id)));
}

#[tokio::test]
async fn a_second_opinion_is_asked_of_the_others() {
    let stage = stage().await;
    let (thread, _) = stage.thread(&stage.newcomer).await;
    stage.call(Subject::Thread(thread), Reason::Shaming).await;
    let (lead, second) = (stage.moderator(&stage.founder).await, stage.second().await);
    let id = stage.waiting(&lead).await[0].id;
    let mut tx = stage.write().await;
    cases::look(&mut tx, &lead, id).await.unwrap();
    assert_eq!(cases::get(&mut tx, &lead, id).await.unwrap().looks, lead.persona());
    cases::hand_on(&mut tx, &lead, id).await.unwrap();
    tx.commit().await.unwrap();
    assert!(stage.waiting(&lead).await.is_empty());
    let theirs = stage.waiting(&second).await;
    assert_eq!((theirs[0].asked_by, theirs[0].looks), (lead.persona(), None));
    assert!(stage.heard(&stage.old_timer).await.contains(&Heard::Case));
    let mut tx = stage.write().await;
    let mine = cases::list(&mut tx, &lead, Shelf::HandedOn, None).await.unwrap();
    assert_eq!(mine.items[0].id, id);
    cases::keep(&mut tx, &second, id).await.unwrap();
    assert!(cases::list(&mut tx, &lead, Shelf::HandedOn, None).await.unwrap().items.is_empty());
}

#[tokio::test]
async fn what_was_decided_can_be_undone_for_a_while_and_everything_is_as_before() {
    let stage = stage().await;
    let (thread, _) = stage.thread(&stage.newcomer).await;
    let subject = Subject::Thread(thread);
    let lead = stage.moderator(&stage.founder).await;
    stage.call(subject, Reason::Selling).await;
    let mut tx = stage.write().await;
    held(&mut tx, &stage, subject).await;
    tx.commit().await.unwrap();
    let id = stage.waiting(&lead).await[0].id;
    for (removes, state, outcome) in
        [(true, "removed", Outcome::Decided(Kind::Remove)), (false, "shown", Outcome::Stays)]
    {
        let mut tx = stage.write().await;
        if removes {
            let matter = matter(Kind::Remove, subject);
            cases::answer(&mut tx, &lead, id, matter, stage.members.secrets()).await.unwrap();
        } else {
            cases::keep(&mut tx, &lead, id).await.unwrap();
        }
        tx.commit().await.unwrap();
        assert_eq!((stage.state(thread).await.as_str(), stage.became().await), (state, vec![outcome]));
        assert!(stage.waiting(&lead).await.is_empty());
        let mut tx = stage.write().await;
        cases::reopen(&mut tx, &lead, id).await.unwrap();
        assert!(matches!(cases::reopen(&mut tx, &lead, id).await, Err(Refusal::NotHere)));
        tx.commit().await.unwrap();
        assert_eq!(
            (stage.state(thread).await.as_str(), stage.became().await),
            ("held", vec![Outcome::Waits])
        );
        assert_eq!(stage.waiting(&lead).await[0].id, id);
    }
    let mut tx = stage.write().await;
    cases::keep(&mut tx, &lead, id).await.unwrap();
    tx.commit().await.unwrap();
    stage.test.database.clock().advance(chrono::Duration::hours(2));
    let mut tx = stage.write().await;
    assert!(matches!(cases::reopen(&mut tx, &lead, id).await, Err(Refusal::NotHere)));
}

#[tokio::test]
async fn a_reminder_closes_a_case_a_hold_does_not_and_the_history_counts_both_sides() {
    let stage = stage().await;
    let (thread, comment) = stage.thread(&stage.newcomer).await;
    let lead = stage.moderator(&stage.founder).await;
    let name = stage.name(&stage.newcomer).await.id;
    for subject in [Subject::Thread(thread), Subject::Comment(comment)] {
        stage.call(subject, Reason::Shaming).await;
    }
    stage.take(matter(Kind::Hold, Subject::Comment(comment))).await.unwrap();
    assert_eq!(stage.waiting(&lead).await.len(), 2);
    stage.take(matter(Kind::Warn, Subject::Thread(thread))).await.unwrap();
    assert_eq!((stage.waiting(&lead).await.len(), stage.state(thread).await.as_str()), (1, "shown"));
    stage.take(matter(Kind::Remove, Subject::Comment(comment))).await.unwrap();
    let mut tx = stage.write().await;
    let history = cases::history(&mut tx, &lead, name).await.unwrap();
    assert_eq!((history.texts, history.removals, history.warnings, history.bans), (2, 1, 1, 0));
    let nobody = cases::history(&mut tx, &lead, PersonaId(3)).await.unwrap();
    assert_eq!(nobody, cases::History::default());
    let mut told: Vec<_> = reports::mine(&mut tx, &stage.old_timer, &[stage.kitchen.id]).await.unwrap();
    told.sort_by_key(|mine| mine.subject.id());
    assert!(told.iter().all(|mine| matches!(mine.outcome, Outcome::Decided(_))), "{told:?}");
}

#[tokio::test]
async fn one_report_folds_what_shows_who_somebody_is_until_a_moderator_has_looked() {
    let stage = stage().await;
    let (thread, _) = stage.thread(&stage.newcomer).await;
    let subject = Subject::Thread(thread);
    let lead = stage.moderator(&stage.founder).await;
    let fold = Reason::Identity.fold().unwrap();
    for (round, state) in ["held", "shown"].into_iter().enumerate() {
        stage.call(subject, Reason::Identity).await;
        let mut tx = stage.write().await;
        measures::fold(&mut tx, stage.kitchen.id, subject, fold).await.unwrap();
        // An edit by its author ends what a rule held, not what somebody reported.
        measures::mend(&mut tx, stage.kitchen.id, subject).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(stage.state(thread).await, state, "{round}");
        let id = stage.waiting(&lead).await[0].id;
        let mut tx = stage.write().await;
        cases::keep(&mut tx, &lead, id).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(stage.state(thread).await, "shown");
    }
    assert_eq!(stage.heard(&stage.newcomer).await, [Heard::Measure, Heard::Measure]);
}

#[tokio::test]
async fn what_is_mended_or_gone_waits_for_nobody_unless_somebody_called() {
    let stage = stage().await;
    let lead = stage.moderator(&stage.founder).await;
    for (called, left) in [(false, 0), (true, 1)] {
        let (thread, _) = stage.thread(&stage.newcomer).await;
        let subject = Subject::Thread(thread);
        let mut tx = stage.write().await;
        held(&mut tx, &stage, subject).await;
        tx.commit().await.unwrap();
        if called {
            stage.call(subject, Reason::Approach).await;
        }
        let mut tx = stage.write().await;
        measures::moot(&mut tx, subject).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(stage.waiting(&lead).await.len(), left);
    }
}

#[tokio::test]
async fn after_two_days_a_case_keeps_only_its_month() {
    let stage = stage().await;
    let (thread, _) = stage.thread(&stage.newcomer).await;
    stage.call(Subject::Thread(thread), Reason::Other).await;
    let lead = stage.moderator(&stage.founder).await;
    let opened: Hour = stage.waiting(&lead).await[0].hour;
    stage.test.database.clock().advance(chrono::Duration::days(3));
    let mut tx = stage.write().await;
    moderation::tidying::run(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(stage.waiting(&lead).await[0].hour, opened.month());
}
