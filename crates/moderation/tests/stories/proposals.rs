//! What two must decide: of two organisations where there are two, and never behind the back of whom it is about.

use members::{
    Journal, Member, Office, Persona, invitations, invitations::Issue, notices::Kind as Heard, offices,
};
use moderation::{
    Refusal, Standing, Subject,
    measures::{self, Kind as Measure},
    proposals::{self, Kind, Part, Proposed, WAITING_HOURS},
    standing,
    team::{self, Role},
};
use store::{Mutant, PersonaId, ProposalId};

use crate::cast::{Stage, join, stage};

fn asked(kind: Kind, persona: PersonaId) -> Proposed {
    Proposed { kind, persona, guideline: None, words: "It went too far.".to_owned(), days: Some(30) }
}

impl Stage {
    async fn propose(&self, by: &Member, matter: Proposed) -> Result<ProposalId, Refusal> {
        let moderator = self.moderator(by).await;
        let mut tx = self.write().await;
        let id = proposals::propose(&mut tx, by, &moderator, matter).await?;
        tx.commit().await.unwrap();
        Ok(id)
    }

    async fn agree(&self, member: &Member, id: ProposalId) -> Result<(), Refusal> {
        let mut tx = self.write().await;
        proposals::agree(&mut tx, member, id).await?;
        tx.commit().await.unwrap();
        Ok(())
    }

    /// Somebody of another organisation, with an office there.
    async fn somebody_elsewhere(&self, name: &str, office: Office) -> Member {
        let mut tx = self.write().await;
        let operator = offices::operator(&mut tx, &self.founder).await.unwrap().unwrap();
        let harbor = members::organisations::create(&mut tx, &operator, &format!("{name} house"), false)
            .await
            .unwrap();
        let manager = offices::manager(&mut tx, &self.founder, harbor.id).await.unwrap().unwrap();
        let issue = Issue { label: name.to_owned(), office, days: 7 };
        let code = invitations::issue(&mut tx, &manager, issue).await.unwrap();
        tx.commit().await.unwrap();
        join(&self.members, &code, name).await
    }

    async fn appoint(&self, member: &Member) -> Persona {
        let persona = self.name(member).await;
        let lead = self.moderator(&self.founder).await;
        let mut tx = self.write().await;
        team::appoint(&mut tx, &lead, persona.id, Role::Moderator).await.unwrap();
        tx.commit().await.unwrap();
        persona
    }

    async fn pending(&self) -> i64 {
        let (count,) = self.write().await.sql("SELECT COUNT(*) FROM proposals").one().await.unwrap();
        count
    }

    async fn time_passes(&self, hours: i64) {
        self.test.database.clock().advance(chrono::Duration::hours(hours));
        let mut tx = self.write().await;
        proposals::come_due(&mut tx, self.members.secrets()).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn is_closed_to(&self, member: &Member) -> bool {
        standing::here(&mut self.write().await, member).await.unwrap() != Standing::Free
    }
}

#[tokio::test]
async fn where_nobody_could_second_it_waits_three_days_with_notice() {
    let stage = stage().await;
    let (thread, _) = stage.thread(&stage.newcomer).await;
    let sam = stage.name(&stage.newcomer).await;
    stage.propose(&stage.founder, asked(Kind::Purge, sam.id)).await.unwrap();
    let again = stage.propose(&stage.founder, asked(Kind::Purge, sam.id)).await.unwrap_err();
    assert!(matches!(again, Refusal::ProposedAlready));
    assert_eq!(stage.heard(&stage.newcomer).await, [Heard::Proposal]);
    let mut tx = stage.write().await;
    let journal = Journal::of(&mut tx, &stage.newcomer).await.unwrap();
    let seen = proposals::about(&mut tx, &journal).await.unwrap();
    assert_eq!((seen.len(), seen[0].kind, seen[0].needs_second), (1, Kind::Purge, false));
    assert_eq!(seen[0].due, tx.clock().hour().plus_hours(WAITING_HOURS));
    drop(tx);
    stage.time_passes(WAITING_HOURS - 1).await;
    assert_eq!((stage.state(thread).await.as_str(), stage.pending().await), ("shown", 1));
    stage.time_passes(1).await;
    assert_eq!((stage.state(thread).await.as_str(), stage.pending().await), ("removed", 0));
    let mut tx = stage.write().await;
    let log = measures::log(&mut tx, stage.kitchen.id, None).await.unwrap().items;
    assert!(log.len() == 2 && log.iter().all(|line| line.kind == Measure::Remove));
    drop(tx);
    let heard = stage.heard(&stage.newcomer).await;
    assert_eq!(
        heard.iter().filter(|kind| **kind == Heard::Measure).count(),
        1,
        "told once, not line by line"
    );
}

/// The gate: where somebody of another home is there to agree, nobody of the same home can, nor time.
async fn it_takes_two_homes() -> Result<(), String> {
    let stage = stage().await;
    stage.somebody_elsewhere("olive", Office::Operator).await;
    stage.appoint(&stage.old_timer).await;
    let sam = stage.name(&stage.newcomer).await;
    let id = stage.propose(&stage.founder, asked(Kind::InstanceBan, sam.id)).await.unwrap();
    for (who, member) in [("the proposer", &stage.founder), ("a colleague", &stage.old_timer)] {
        if !matches!(stage.agree(member, id).await, Err(Refusal::NotTheSecond)) {
            return Err(format!("{who} was the second"));
        }
    }
    for hours in [WAITING_HOURS + 1, proposals::LAPSING_HOURS] {
        stage.time_passes(hours).await;
        if stage.is_closed_to(&stage.newcomer).await {
            return Err("time was the second".to_owned());
        }
    }
    Ok(())
}

#[tokio::test]
async fn nobody_of_one_home_decides_alone_and_time_does_not_either() {
    assert_eq!(it_takes_two_homes().await, Ok(()));
}

#[tokio::test]
async fn a_colleague_as_the_second_is_caught() {
    Mutant::ColleagueIsTheSecond.switch_on();
    assert_eq!(it_takes_two_homes().await, Err("a colleague was the second".to_owned()));
}

#[tokio::test]
async fn waiting_as_the_second_is_caught() {
    Mutant::WaitingIsTheSecond.switch_on();
    assert_eq!(it_takes_two_homes().await, Err("time was the second".to_owned()));
}

#[tokio::test]
async fn a_second_of_another_home_is_needed_where_there_is_one_and_nothing_of_it_stays() {
    let stage = stage().await;
    let olive = stage.somebody_elsewhere("olive", Office::Operator).await;
    let colleague = stage.appoint(&stage.old_timer).await;
    stage.thread(&stage.newcomer).await;
    let sam = stage.name(&stage.newcomer).await;
    let id = stage.propose(&stage.founder, asked(Kind::InstanceBan, sam.id)).await.unwrap();
    for (member, part) in [
        (&stage.founder, Some(Part::Proposer)),
        (&stage.old_timer, Some(Part::Colleague)),
        (&olive, Some(Part::Second)),
        (&stage.newcomer, None),
    ] {
        let mut tx = stage.write().await;
        let mine = proposals::mine(&mut tx, member).await.unwrap();
        assert_eq!(mine.first().map(|(_, part)| *part), part);
    }
    assert!(matches!(stage.agree(&stage.newcomer, id).await.unwrap_err(), Refusal::NotHere));
    assert_eq!(stage.heard(&stage.old_timer).await, [Heard::Second], "{colleague:?}");
    stage.agree(&olive, id).await.unwrap();
    assert!(stage.is_closed_to(&stage.newcomer).await && !stage.is_closed_to(&stage.old_timer).await);
    assert_eq!(stage.pending().await, 0);
    let mut tx = stage.write().await;
    let log = measures::log(&mut tx, stage.kitchen.id, None).await.unwrap().items;
    assert_eq!((log[0].kind, log[0].reach), (Measure::Ban, measures::Reach::Host));
    let ban = measures::get(&mut tx, log[0].id).await.unwrap().unwrap();
    let founder = stage_name(&mut tx, &stage).await;
    assert_eq!((ban.taken_by, ban.subject), (Some(founder), Subject::Persona(sam.id)), "not who agreed");
    drop(tx);
    stage.lift(ban.id).await;
    assert!(!stage.is_closed_to(&stage.newcomer).await);
}

async fn stage_name(tx: &mut store::Tx, stage: &Stage) -> PersonaId {
    members::personas::mine(tx, &stage.founder, stage.kitchen.id).await.unwrap().unwrap().id
}

#[tokio::test]
async fn a_moderator_of_another_home_may_agree_before_the_three_days_are_over() {
    let stage = stage().await;
    let harbor = stage.somebody_elsewhere("harriet", Office::Member).await;
    let mut tx = stage.write().await;
    members::belonging::join(&mut tx, &harbor, &stage.kitchen).await.unwrap();
    tx.commit().await.unwrap();
    stage.appoint(&harbor).await;
    let (thread, _) = stage.thread(&stage.newcomer).await;
    let sam = stage.name(&stage.newcomer).await;
    let id = stage.propose(&stage.founder, asked(Kind::Purge, sam.id)).await.unwrap();
    stage.agree(&harbor, id).await.unwrap();
    assert_eq!(stage.state(thread).await, "removed");
}

#[tokio::test]
async fn it_is_declined_by_others_withdrawn_by_its_maker_and_lapses_without_a_second() {
    let stage = stage().await;
    stage.somebody_elsewhere("olive", Office::Operator).await;
    stage.appoint(&stage.old_timer).await;
    let (thread, _) = stage.thread(&stage.newcomer).await;
    let sam = stage.name(&stage.newcomer).await;
    let id = stage.propose(&stage.founder, asked(Kind::Purge, sam.id)).await.unwrap();
    let mut tx = stage.write().await;
    let refused = proposals::decline(&mut tx, &stage.founder, id).await.unwrap_err();
    assert!(matches!(refused, Refusal::NotHere));
    let refused = proposals::withdraw(&mut tx, &stage.old_timer, id).await.unwrap_err();
    assert!(matches!(refused, Refusal::NotHere));
    let refused = proposals::decline(&mut tx, &stage.newcomer, id).await.unwrap_err();
    assert!(matches!(refused, Refusal::NotHere));
    proposals::decline(&mut tx, &stage.old_timer, id).await.unwrap();
    tx.commit().await.unwrap();
    let id = stage.propose(&stage.founder, asked(Kind::Purge, sam.id)).await.unwrap();
    let mut tx = stage.write().await;
    proposals::withdraw(&mut tx, &stage.founder, id).await.unwrap();
    tx.commit().await.unwrap();
    stage.propose(&stage.founder, asked(Kind::Purge, sam.id)).await.unwrap();
    stage.time_passes(proposals::LAPSING_HOURS).await;
    assert_eq!((stage.pending().await, stage.state(thread).await.as_str()), (0, "shown"));
}

#[tokio::test]
async fn moderators_strangers_and_the_unreasoned_are_refused() {
    let stage = stage().await;
    let (stranger, sam) = (stage.stranger().await, stage.name(&stage.newcomer).await);
    let colleague = stage.appoint(&stage.old_timer).await;
    for (matter, key) in [
        (asked(Kind::InstanceBan, stranger), "refusal-cannot-ban"),
        (asked(Kind::Purge, colleague.id), "refusal-cannot-ban"),
        (Proposed { words: " ".into(), ..asked(Kind::Purge, sam.id) }, "refusal-reason-missing"),
        (Proposed { guideline: Some(9), ..asked(Kind::Purge, sam.id) }, "refusal-unknown-guideline"),
        (asked(Kind::Purge, PersonaId(4)), "refusal-not-here"),
    ] {
        assert_eq!(stage.propose(&stage.founder, matter).await.unwrap_err().key(), key);
    }
    stage.propose(&stage.founder, asked(Kind::Purge, stranger)).await.unwrap();
}
