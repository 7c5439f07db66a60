//! What becomes of a call for help is heard where it was made: also that a moderator looked, and that it stays.

use std::time::Duration;

use members::{Community, Member};
use moderation::{
    Subject, cases,
    measures::Kind,
    reports::{self, Mine, Outcome, Reason, Reporter},
    team,
};
use serde_json::{Value, json};
use store::{CaseId, CommentId, Mutant, ThreadId};

use crate::{
    rig::{Bodies, Porch, settle, shared},
    world::scene,
};

/// Two servers; a thread of Maple's kitchen and what a member of Harbor said there, as both know them.
struct Talk {
    maple: Porch,
    harbor: Porch,
    kitchen: Community,
    there: Community,
    sailor: Member,
    thread: ThreadId,
    copy: ThreadId,
    said: CommentId,
    heard: CommentId,
}

async fn talk() -> Talk {
    let (maple, harbor, kitchen, there, sailor) = shared().await;
    let thread = maple.start(&maple.founder, &kitchen, "Supper", "Soup.").await;
    settle(&[&maple, &harbor]).await;
    let copy = harbor.thread_of(&maple.url(&format!("/t/{thread}"))).await.id;
    let said = harbor.say(&sailor, copy, "With salt.").await;
    settle(&[&maple, &harbor]).await;
    let heard = maple.comment_of(&harbor.url(&format!("/comments/{said}"))).await.id;
    Talk { maple, harbor, kitchen, there, sailor, thread, copy, said, heard }
}

impl Talk {
    async fn settled(&self) {
        settle(&[&self.maple, &self.harbor]).await;
    }

    /// The sailor calls, on Harbor, for the moderators of the kitchen, on Maple.
    async fn call(&self) {
        call(&self.harbor, &self.sailor, &self.there, Subject::Thread(self.copy)).await;
        self.settled().await;
    }

    /// What the sailor reads of it.
    async fn became(&self) -> Outcome {
        let mut tx = self.harbor.write().await;
        let mine = reports::mine(&mut tx, &self.sailor, &[self.there.id]).await.unwrap();
        let [Mine { outcome, .. }] = mine.as_slice() else { panic!("{mine:?}") };
        *outcome
    }

    /// What is open about it where it was called for.
    async fn open(&self, porch: &Porch, community: &Community, subject: Subject) -> Option<CaseId> {
        let mut tx = porch.write().await;
        cases::on(&mut tx, community.id, subject).await.unwrap().map(|case| case.id)
    }

    /// Maple's moderators look, and it stays.
    async fn keep(&self, subject: Subject) -> CaseId {
        let id = self.decide(subject).await;
        self.settled().await;
        id
    }

    async fn decide(&self, subject: Subject) -> CaseId {
        let id = self.open(&self.maple, &self.kitchen, subject).await.expect("somebody called");
        let mut tx = self.maple.write().await;
        let moderator = team::moderator(&mut tx, &self.maple.founder, &self.kitchen).await.unwrap().unwrap();
        cases::keep(&mut tx, &moderator, id).await.unwrap();
        tx.commit().await.unwrap();
        id
    }

    async fn reopen(&self, id: CaseId) {
        let mut tx = self.maple.write().await;
        let moderator = team::moderator(&mut tx, &self.maple.founder, &self.kitchen).await.unwrap().unwrap();
        cases::reopen(&mut tx, &moderator, id).await.unwrap();
        tx.commit().await.unwrap();
        self.settled().await;
    }
}

async fn call(porch: &Porch, member: &Member, community: &Community, subject: Subject) {
    let mut tx = porch.write().await;
    let by = Reporter::Member(member);
    reports::file(&mut tx, by, community.id, subject, Reason::Other, "I am worried.").await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn that_a_moderator_looked_is_heard_where_somebody_called() {
    let t = talk().await;
    t.call().await;
    assert_eq!(t.became().await, Outcome::Waits);
    t.keep(Subject::Thread(t.thread)).await;
    assert_eq!(t.became().await, Outcome::Stays);
    assert_eq!(t.open(&t.harbor, &t.there, Subject::Thread(t.copy)).await, None);
}

#[tokio::test]
async fn what_stays_between_a_moderator_and_the_author_answers_too() {
    let t = talk().await;
    t.call().await;
    t.maple.take(&t.kitchen, Kind::Warn, Subject::Thread(t.thread)).await;
    t.settled().await;
    assert_eq!(t.became().await, Outcome::Stays, "a reminder is not told, but that somebody looked is");
}

#[tokio::test]
async fn what_was_decided_arrives_before_the_news_that_it_was() {
    let t = talk().await;
    t.call().await;
    t.maple.take(&t.kitchen, Kind::Remove, Subject::Thread(t.thread)).await;
    t.settled().await;
    assert_eq!(t.became().await, Outcome::Decided(Kind::Remove));
}

#[tokio::test]
async fn who_undoes_a_decision_undoes_it_there_too() {
    let t = talk().await;
    t.call().await;
    let case = t.keep(Subject::Thread(t.thread)).await;
    t.reopen(case).await;
    assert_eq!(t.became().await, Outcome::Waits);
    assert!(t.open(&t.harbor, &t.there, Subject::Thread(t.copy)).await.is_some());
    t.keep(Subject::Thread(t.thread)).await;
    assert_eq!(t.became().await, Outcome::Stays);
    t.reopen(case).await;
    t.maple.take(&t.kitchen, Kind::Lock, Subject::Thread(t.thread)).await;
    t.settled().await;
    assert_eq!(t.became().await, Outcome::Decided(Kind::Lock));
}

#[tokio::test]
async fn the_authors_server_that_was_told_of_a_report_hears_what_became_of_it() {
    let t = talk().await;
    call(&t.maple, &t.maple.founder, &t.kitchen, Subject::Comment(t.heard)).await;
    t.settled().await;
    assert!(t.open(&t.harbor, &t.there, Subject::Comment(t.said)).await.is_some());
    t.keep(Subject::Comment(t.heard)).await;
    assert_eq!(t.open(&t.harbor, &t.there, Subject::Comment(t.said)).await, None);
}

#[tokio::test]
async fn nobody_is_told_of_what_only_a_member_here_called_for() {
    let t = talk().await;
    let left = t.maple.capture();
    call(&t.maple, &t.maple.founder, &t.kitchen, Subject::Thread(t.thread)).await;
    t.keep(Subject::Thread(t.thread)).await;
    assert!(resolves(&left).is_empty());
}

#[tokio::test]
async fn the_communitys_server_may_say_it_in_any_of_three_ways() {
    let s = scene().await;
    let page = s.known_page().await;
    let subject = s.maple.subject(&page).await.unwrap();
    let flag = json!({ "type": "Flag", "object": page });
    for (way, object) in [("a flag that says what it is about", flag), ("the thing itself", json!(page))] {
        call(&s.maple, &s.maple.founder, &s.park, subject).await;
        settle(&[&s.maple]).await;
        let resolve = s.world.activity(&s.moderator, "Resolve", object, json!({}));
        assert_eq!(s.send(&resolve).await, "accepted", "{way}");
        assert_eq!(
            s.maple.count("SELECT COUNT(*) FROM reports WHERE resolved_hour IS NULL").await,
            0,
            "{way}"
        );
    }
    call(&s.maple, &s.maple.founder, &s.park, subject).await;
    settle(&[&s.maple]).await;
    let ours = s.world.heard().into_iter().rev().find(|heard| heard["type"] == "Flag").unwrap();
    let inner = s.world.activity(&s.moderator, "Resolve", ours["id"].clone(), json!({}));
    assert_eq!(s.announce(inner).await, "accepted", "our own flag, by its id, announced");
    assert_eq!(s.maple.count("SELECT COUNT(*) FROM reports WHERE resolved_hour IS NULL").await, 0);
}

fn resolves(bodies: &Bodies) -> Vec<Value> {
    let bodies = bodies.lock().unwrap();
    bodies.iter().filter(|body| body["type"] == "Resolve").cloned().collect()
}

/// Everything in what tells that a report was looked at which is not the community or the thing. It is looked at as soon as
/// it leaves: nobody takes a letter of somebody who is not there.
async fn named() -> Vec<String> {
    let t = talk().await;
    let left = t.maple.capture();
    t.call().await;
    t.decide(Subject::Thread(t.thread)).await;
    while resolves(&left).is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let group = t.maple.url(&format!("/c/{}", t.kitchen.handle));
    let all = resolves(&left);
    let [resolve] = all.as_slice() else { panic!("one server called: {all:?}") };
    let Value::Object(mut fields) = resolve.clone() else { panic!("{resolve}") };
    let id = fields.remove("id").unwrap();
    assert!(id.as_str().unwrap().starts_with(&t.maple.url("/activities/")));
    fields.remove("@context");
    let expected = json!({
        "type": "Resolve", "actor": group, "to": [group], "audience": group,
        "object": { "type": "Flag", "object": t.maple.url(&format!("/t/{}", t.thread)) },
    });
    let differs = |(name, value): &(String, Value)| expected.get(name) != Some(value);
    fields.into_iter().filter(differs).map(|(name, value)| format!("{name}: {value}")).collect()
}

#[tokio::test]
async fn neither_who_called_nor_who_looked_is_told() {
    assert_eq!(named().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_resolve_that_names_somebody_is_caught() {
    Mutant::ResolveNamesSomebody.switch_on();
    let found = named().await;
    assert!(found.iter().any(|field| field.starts_with("actor") && field.contains("/p/")), "{found:?}");
}
