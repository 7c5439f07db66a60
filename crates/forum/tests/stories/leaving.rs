//! Words that come to the end of their life, and members who leave for good.

use chrono::Duration;
use forum::{Refusal, goings, keeping, leaving, support};
use members::{
    Audience, Community, Life, Member, Pace, blocks, journal, leaving::week_after, notices, personas,
    read_marks,
};
use moderation::{Subject, measures::Kind, reports, team};
use store::{CommentId, PersonaId, ThreadId};

use crate::cast::{Stage, belong, found, invite, stage, titled};

impl Stage {
    async fn name_in(&self, member: &Member, community: &Community) -> PersonaId {
        let mut tx = self.write().await;
        let persona = personas::wear(&mut tx, member, community).await.unwrap();
        tx.commit().await.unwrap();
        persona.id
    }

    async fn after_days(&self, days: i64) {
        self.members.database().clock().advance(Duration::days(days));
        goings::run(self.members.database(), self.members.secrets()).await.unwrap();
    }

    async fn words(&self, comment: CommentId) -> String {
        let mut tx = self.write().await;
        tx.sql("SELECT body FROM comments WHERE id = $1").bind(comment).value().await.unwrap().unwrap()
    }

    async fn opening(&self, thread: ThreadId) -> String {
        let mut tx = self.write().await;
        tx.sql("SELECT body FROM threads WHERE id = $1").bind(thread).value().await.unwrap().unwrap()
    }

    async fn chooses(&self, member: &Member, life: Option<Life>) {
        let mut tx = self.write().await;
        journal::choose_life(&mut tx, member, life).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// How many rows each table has that is found by somebody's key.
    async fn keyed_rows(&self) -> Vec<(&'static str, i64)> {
        let mut tx = self.write().await;
        let mut found = Vec::new();
        for (table, sql) in [
            ("accounts", "SELECT COUNT(*) FROM accounts"),
            ("sessions", "SELECT COUNT(*) FROM sessions"),
            ("recovery_codes", "SELECT COUNT(*) FROM recovery_codes"),
            ("journals", "SELECT COUNT(*) FROM journals"),
            ("persona_tags", "SELECT COUNT(*) FROM persona_tags"),
            ("stays", "SELECT COUNT(*) FROM stays"),
            ("offices", "SELECT COUNT(*) FROM offices"),
            ("read_marks", "SELECT COUNT(*) FROM read_marks"),
            ("mutes", "SELECT COUNT(*) FROM mutes"),
            ("blocks", "SELECT COUNT(*) FROM blocks"),
            ("memberships", "SELECT COUNT(*) FROM memberships"),
            ("supports", "SELECT COUNT(*) FROM supports"),
            ("reports", "SELECT COUNT(*) FROM reports WHERE reporter_tag IS NOT NULL"),
        ] {
            found.push((table, tx.sql(sql).value().await.unwrap().unwrap()));
        }
        found
    }
}

#[tokio::test]
async fn words_go_at_the_end_of_the_life_their_author_chose() {
    let stage = stage().await;
    let thread = stage.start(&stage.newcomer, "Hello").await;
    let as_usual = stage.say(&stage.newcomer, thread, "As it is here.").await;
    stage.chooses(&stage.newcomer, Some(Life::Week)).await;
    let short = stage.say(&stage.newcomer, thread, "For a week.").await;
    stage.chooses(&stage.newcomer, Some(Life::Never)).await;
    let long = stage.say(&stage.newcomer, thread, "For good.").await;
    stage.chooses(&stage.newcomer, None).await;
    stage.after_days(7).await;
    stage.after_days(3).await;
    assert_eq!(stage.words(short).await, "");
    stage.after_days(354).await;
    assert_eq!(stage.words(as_usual).await, "As it is here.");
    stage.after_days(38).await;
    assert_eq!((stage.words(as_usual).await, stage.opening(thread).await), (String::new(), String::new()));
    assert_eq!(stage.words(long).await, "For good.");
}

#[tokio::test]
async fn in_a_house_words_stay_ninety_days() {
    let stage = stage().await;
    let porch = found(&stage.members, &stage.founder, "porch", Audience::House).await;
    let mut tx = stage.write().await;
    let posted =
        forum::threads::start(&mut tx, &stage.founder, &porch, titled("Keys", "By the door.")).await.unwrap();
    tx.commit().await.unwrap();
    stage.after_days(89).await;
    assert_eq!(stage.opening(posted.id).await, "By the door.");
    stage.after_days(10).await;
    assert_eq!(stage.opening(posted.id).await, "");
}

#[tokio::test]
async fn what_is_kept_or_pinned_stays_and_may_go_later() {
    let stage = stage().await;
    let kept = stage.start(&stage.newcomer, "Kept").await;
    let pinned = stage.start(&stage.newcomer, "Pinned").await;
    let mut tx = stage.write().await;
    let subject = Subject::Thread(kept);
    assert_eq!(keeping::is_kept(&mut tx, &stage.newcomer, subject).await.unwrap(), Some(false));
    assert_eq!(keeping::is_kept(&mut tx, &stage.old_timer, subject).await.unwrap(), None);
    let refused = keeping::keep(&mut tx, &stage.old_timer, subject).await;
    assert!(matches!(refused, Err(Refusal::NotYours)));
    keeping::keep(&mut tx, &stage.newcomer, subject).await.unwrap();
    assert_eq!(keeping::is_kept(&mut tx, &stage.newcomer, subject).await.unwrap(), Some(true));
    tx.commit().await.unwrap();
    let pin = stage.take(Kind::Pin, Subject::Thread(pinned)).await;
    stage.after_days(500).await;
    assert_ne!(stage.opening(kept).await, "");
    assert_ne!(stage.opening(pinned).await, "");
    stage.lift(pin).await;
    let mut tx = stage.write().await;
    keeping::let_go(&mut tx, &stage.newcomer, subject).await.unwrap();
    tx.commit().await.unwrap();
    stage.after_days(31).await;
    assert_eq!(stage.opening(pinned).await, "");
    assert_ne!(stage.opening(kept).await, "", "its life began again");
    stage.after_days(402).await;
    assert_eq!(stage.opening(kept).await, "");
}

#[tokio::test]
async fn what_is_from_before_gets_its_end_once() {
    let stage = stage().await;
    let thread = stage.start(&stage.newcomer, "Old").await;
    let comment = stage.say(&stage.newcomer, thread, "From before.").await;
    let mut tx = stage.write().await;
    tx.sql("DELETE FROM goings").execute().await.unwrap();
    tx.commit().await.unwrap();
    let database = stage.members.database();
    database.clock().advance(Duration::days(700));
    goings::fill(database, stage.members.secrets()).await.unwrap();
    stage.after_days(29).await;
    assert_eq!(stage.words(comment).await, "From before.", "time to keep it");
    stage.after_days(5).await;
    assert_eq!((stage.words(comment).await, stage.opening(thread).await), (String::new(), String::new()));
    let later = stage.start(&stage.old_timer, "Kept").await;
    let mut tx = stage.write().await;
    keeping::keep(&mut tx, &stage.old_timer, Subject::Thread(later)).await.unwrap();
    tx.commit().await.unwrap();
    goings::fill(database, stage.members.secrets()).await.unwrap();
    stage.after_days(900).await;
    assert_ne!(stage.opening(later).await, "", "the filling is done once");
}

/// Somebody who did everything that leaves a row, in two communities.
async fn everywhere(stage: &Stage, thread: ThreadId) -> (Member, Vec<CommentId>) {
    let leaver = invite(&stage.members, &stage.founder, "leaver").await;
    let garden = found(&stage.members, &stage.founder, "garden", Audience::Open).await;
    let mut tx = stage.write().await;
    let there = forum::threads::start(&mut tx, &stage.founder, &garden, titled("Beans", "Are up.")).await;
    tx.commit().await.unwrap();
    let mut said = Vec::new();
    for (community, thread) in [(&stage.kitchen, thread), (&garden, there.unwrap().id)] {
        belong(&stage.members, &leaver, community).await;
        said.push(stage.say(&leaver, thread, "Said and done.").await);
        let mut tx = stage.write().await;
        support::give(&mut tx, &leaver, Subject::Thread(thread)).await.unwrap();
        read_marks::mark(&mut tx, &leaver, thread, 1).await.unwrap();
        notices::mute(&mut tx, &leaver, thread).await.unwrap();
        let (reporter, reason) = (reports::Reporter::Member(&leaver), reports::Reason::Other);
        let subject = Subject::Thread(thread);
        let founder = personas::wear(&mut tx, &stage.founder, community).await.unwrap();
        blocks::block(&mut tx, &leaver, founder.id).await.unwrap();
        reports::file(&mut tx, reporter, community.id, subject, reason, "Please look.").await.unwrap();
        tx.commit().await.unwrap();
    }
    // Somebody who stays blocked them.
    let their_name = stage.name_in(&leaver, &stage.kitchen).await;
    let mut tx = stage.write().await;
    blocks::block(&mut tx, &stage.old_timer, their_name).await.unwrap();
    tx.commit().await.unwrap();
    (leaver, said)
}

async fn names_of(stage: &Stage, comments: &[CommentId]) -> Vec<(bool, Option<Vec<u8>>)> {
    let mut tx = stage.write().await;
    let mut found = Vec::new();
    for comment in comments {
        let sql = "SELECT personas.deleted, ban_seal FROM personas JOIN comments ON persona_id = personas.id \
                   WHERE comments.id = $1";
        found.push(tx.sql(sql).bind(*comment).one().await.unwrap());
    }
    found
}

#[tokio::test]
async fn who_leaves_is_gone_at_once_and_their_words_go_next_week() {
    let stage = stage().await;
    let thread = stage.start(&stage.newcomer, "Hello").await;
    let stays = stage.say(&stage.old_timer, thread, "I stay.").await;
    let before = stage.keyed_rows().await;
    let (leaver, said) = everywhere(&stage, thread).await;
    let founders: i64 = 1;
    leaving::leave(&stage.members, &leaver, Pace::Spread).await.unwrap();
    let joining = "seven slow lanterns for leaver";
    let back = stage.members.sign_in("leaver", joining, members::Device::Own).await;
    assert!(matches!(back, Err(members::Refusal::WrongSignIn)));
    for comment in &said {
        assert_eq!(stage.words(*comment).await, "Said and done.", "until its hour has come");
    }
    let clock = stage.members.database().clock();
    let until_monday = (week_after(clock.hour()).0 - clock.now().timestamp()) / 3_600;
    clock.advance(Duration::hours(until_monday - 1));
    goings::run(stage.members.database(), stage.members.secrets()).await.unwrap();
    assert!(names_of(&stage, &said).await.iter().all(|(gone, _)| !gone));
    stage.after_days(8).await;
    for comment in &said {
        assert_eq!(stage.words(*comment).await, "");
    }
    assert!(names_of(&stage, &said).await.iter().all(|(gone, seal)| *gone && seal.is_none()));
    assert_eq!(stage.words(stays).await, "I stay.");
    // The founder joined the second community and took a name there, meanwhile.
    let mut expected = before;
    for (table, rows) in &mut expected {
        *rows += if ["memberships", "persona_tags"].contains(table) { founders } else { 0 };
    }
    assert_eq!(stage.keyed_rows().await, expected);
}

#[tokio::test]
async fn all_now_is_now() {
    let stage = stage().await;
    let thread = stage.start(&stage.newcomer, "Hello").await;
    let (leaver, said) = everywhere(&stage, thread).await;
    leaving::leave(&stage.members, &leaver, Pace::Now).await.unwrap();
    for comment in &said {
        assert_eq!(stage.words(*comment).await, "");
    }
    assert!(names_of(&stage, &said).await.iter().all(|(gone, _)| *gone));
}

#[tokio::test]
async fn the_last_operator_stays_and_a_last_lead_may_go() {
    let stage = stage().await;
    let thread = stage.start(&stage.newcomer, "Hello").await;
    let refused = leaving::leave(&stage.members, &stage.founder, Pace::Now).await;
    assert!(matches!(refused, Err(Refusal::LastOperator)));
    let mut tx = stage.write().await;
    let lead = team::moderator(&mut tx, &stage.founder, &stage.kitchen).await.unwrap().unwrap();
    let name = personas::wear(&mut tx, &stage.newcomer, &stage.kitchen).await.unwrap();
    team::appoint(&mut tx, &lead, name.id, team::Role::Lead).await.unwrap();
    team::retire(&mut tx, &lead, lead.persona().unwrap()).await.unwrap();
    let names = members::Journal::of(&mut tx, &stage.newcomer).await.unwrap().names();
    assert_eq!(team::led_alone(&mut tx, names).await.unwrap(), ["The kitchen"]);
    tx.commit().await.unwrap();
    leaving::leave(&stage.members, &stage.newcomer, Pace::Now).await.unwrap();
    assert_eq!(stage.opening(thread).await, "");
    assert!(team::list(&mut stage.write().await, stage.kitchen.id).await.unwrap().is_empty());
}
