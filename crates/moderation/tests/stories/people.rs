//! Who moderates, what a community agreed on, and calls for help.

use crate::cast::{found, stage};
use members::{belonging, communities, communities::RemoteCommunity, notices::Kind as Heard};
use moderation::{
    Refusal, Subject,
    cases::{self, Shelf},
    guidelines,
    reports::{self, Reason, Reporter},
    screening::Lane,
    team::{self, Role},
};
use store::CaseId;

#[tokio::test]
async fn a_lead_appoints_and_retires_and_the_last_lead_stays() {
    let stage = stage().await;
    let (founder, newcomer) = (stage.name(&stage.founder).await, stage.name(&stage.newcomer).await);
    let lead = stage.moderator(&stage.founder).await;
    let mut tx = stage.write().await;
    assert!(team::moderator(&mut tx, &stage.newcomer, &stage.kitchen).await.unwrap().is_none());
    team::appoint(&mut tx, &lead, newcomer.id, Role::Moderator).await.unwrap();
    let second = team::moderator(&mut tx, &stage.newcomer, &stage.kitchen).await.unwrap().unwrap();
    assert!(lead.is_lead() && !second.is_lead());
    let list = team::list(&mut tx, stage.kitchen.id).await.unwrap();
    let list: Vec<_> = list.into_iter().map(|(persona, role)| (persona.id, role)).collect();
    assert_eq!(list, [(founder.id, Role::Lead), (newcomer.id, Role::Moderator)]);
    let refused = team::appoint(&mut tx, &second, newcomer.id, Role::Lead).await.unwrap_err();
    assert!(matches!(refused, Refusal::NotLead));
    let refused = team::retire(&mut tx, &second, founder.id).await.unwrap_err();
    assert!(matches!(refused, Refusal::NotLead));
    let refused = team::retire(&mut tx, &lead, founder.id).await.unwrap_err();
    assert!(matches!(refused, Refusal::LastLead));
    let refused = team::appoint(&mut tx, &lead, founder.id, Role::Moderator).await.unwrap_err();
    assert!(matches!(refused, Refusal::LastLead));
    team::retire(&mut tx, &second, newcomer.id).await.unwrap();
    assert!(team::moderator(&mut tx, &stage.newcomer, &stage.kitchen).await.unwrap().is_none());
}

#[tokio::test]
async fn a_greeter_greets_and_no_more() {
    let stage = stage().await;
    let newcomer = stage.name(&stage.newcomer).await;
    let lead = stage.moderator(&stage.founder).await;
    let kitchen = &stage.kitchen;
    let mut tx = stage.write().await;
    assert!(team::greeter(&mut tx, &stage.newcomer, kitchen).await.unwrap().is_none());
    team::appoint(&mut tx, &lead, newcomer.id, Role::Greeter).await.unwrap();
    let greeter = team::greeter(&mut tx, &stage.newcomer, kitchen).await.unwrap().unwrap();
    assert_eq!((greeter.community(), greeter.persona()), (kitchen.id, newcomer.id));
    assert!(
        team::greeter(&mut tx, &stage.founder, kitchen).await.unwrap().is_some(),
        "who moderates, greets"
    );
    assert!(team::moderator(&mut tx, &stage.newcomer, kitchen).await.unwrap().is_none());
    assert_eq!(team::list(&mut tx, kitchen.id).await.unwrap().len(), 1, "a greeter is no moderator");
    let greeters = team::greeters(&mut tx, kitchen.id).await.unwrap();
    assert_eq!(greeters.into_iter().map(|name| name.id).collect::<Vec<_>>(), [newcomer.id]);
    let from = Reporter::Host("harbor.example");
    let subject = Subject::Persona(newcomer.id);
    reports::file(&mut tx, from, kitchen.id, subject, Reason::Spam, "").await.unwrap();
    team::step_down(&mut tx, &greeter).await.unwrap();
    assert!(team::greeter(&mut tx, &stage.newcomer, kitchen).await.unwrap().is_none());
    let founding = team::greeter(&mut tx, &stage.founder, kitchen).await.unwrap().unwrap();
    let refused = team::step_down(&mut tx, &founding).await.unwrap_err();
    assert!(matches!(refused, Refusal::NotLead), "the last lead stays");
    let refused = team::appoint(&mut tx, &lead, founding.persona(), Role::Greeter).await.unwrap_err();
    assert!(matches!(refused, Refusal::LastLead));
    tx.commit().await.unwrap();
    assert_eq!(stage.heard(&stage.newcomer).await, [], "reports are none of a greeter's business");
}

#[tokio::test]
async fn a_name_of_another_community_moderates_nothing_here_but_a_stranger_may() {
    let stage = stage().await;
    let stranger = stage.stranger().await;
    let porch = found(&stage.members, &stage.founder, "porch").await;
    let here = stage.name(&stage.newcomer).await;
    let mut tx = stage.write().await;
    let lead = team::moderator(&mut tx, &stage.founder, &porch).await.unwrap().unwrap();
    let refused = team::appoint(&mut tx, &lead, here.id, Role::Moderator).await.unwrap_err();
    assert!(matches!(refused, Refusal::NotHere));
    assert!(team::remote(&mut tx, stranger, porch.id).await.unwrap().is_none());
    team::appoint(&mut tx, &lead, stranger, Role::Moderator).await.unwrap();
    let proof = team::remote(&mut tx, stranger, porch.id).await.unwrap().unwrap();
    assert_eq!(
        (proof.community(), proof.persona(), proof.host()),
        (porch.id, Some(stranger), "harbor.example")
    );
    assert!(team::remote(&mut tx, stranger, stage.kitchen.id).await.unwrap().is_none());
}

#[tokio::test]
async fn a_remote_community_is_moderated_by_its_own_server_and_whom_it_lists() {
    let stage = stage().await;
    let stranger = stage.stranger().await;
    let mut tx = stage.write().await;
    let remote = RemoteCommunity {
        host: "harbor.example".to_owned(),
        name: "pier".to_owned(),
        title: "The pier".to_owned(),
        description: String::new(),
        audience: members::Audience::Open,
        actor_id: "https://harbor.example/c/pier".to_owned(),
    };
    communities::receive(&mut tx, remote).await.unwrap();
    let pier = communities::by_actor(&mut tx, "https://harbor.example/c/pier").await.unwrap().unwrap();
    assert!(team::of_host(&pier, "evil.example").is_none());
    assert!(team::of_host(&stage.kitchen, "").is_none());
    let host = team::of_host(&pier, "harbor.example").unwrap();
    team::receive(&mut tx, &host, &[stranger]).await.unwrap();
    assert!(team::remote(&mut tx, stranger, pier.id).await.unwrap().is_some());
    team::receive(&mut tx, &host, &[]).await.unwrap();
    assert!(team::remote(&mut tx, stranger, pier.id).await.unwrap().is_none());
}

#[tokio::test]
async fn guidelines_are_numbered_and_a_leads_to_write() {
    let stage = stage().await;
    let newcomer = stage.name(&stage.newcomer).await;
    let lead = stage.moderator(&stage.founder).await;
    let mut tx = stage.write().await;
    guidelines::start_with(&mut tx, stage.kitchen.id, &["Be kind.", "No names."]).await.unwrap();
    guidelines::set(&mut tx, &lead, vec![" Speak  for\nyourself. ".to_owned()]).await.unwrap();
    let list = guidelines::list(&mut tx, stage.kitchen.id).await.unwrap();
    assert_eq!((list.len(), list[0].number, &*list[0].text), (1, 1, "Speak for yourself."));
    for unfit in [vec![" ".to_owned()], vec!["w".repeat(501)], vec!["w".to_owned(); 21]] {
        let refused = guidelines::set(&mut tx, &lead, unfit).await.unwrap_err();
        assert!(matches!(refused, Refusal::GuidelinesUnfit));
    }
    team::appoint(&mut tx, &lead, newcomer.id, Role::Moderator).await.unwrap();
    let second = team::moderator(&mut tx, &stage.newcomer, &stage.kitchen).await.unwrap().unwrap();
    let refused = guidelines::set(&mut tx, &second, vec![]).await.unwrap_err();
    assert!(matches!(refused, Refusal::NotLead));
}

#[tokio::test]
async fn a_report_reaches_the_moderators_once_and_says_nobodys_name() {
    let stage = stage().await;
    let (thread, comment) = stage.thread(&stage.newcomer).await;
    let moderator = stage.moderator(&stage.founder).await;
    let subject = Subject::Comment(comment);
    let community = stage.kitchen.id;
    let mut tx = stage.write().await;
    let from = Reporter::Member(&stage.old_timer);
    let first = reports::file(&mut tx, from, community, subject, Reason::Other, "hm").await.unwrap();
    let words = format!("\u{202e}{}", "w".repeat(2_000));
    let again = reports::file(&mut tx, from, community, subject, Reason::Danger, &words).await.unwrap();
    assert_eq!(first, again);
    let host = Reporter::Host("harbor.example");
    let third =
        reports::file(&mut tx, host, community, Subject::Thread(thread), Reason::Spam, "ad").await.unwrap();
    let fourth =
        reports::file(&mut tx, host, community, Subject::Thread(thread), Reason::Spam, "ad").await.unwrap();
    assert_eq!(third, fourth);
    let open = cases::list(&mut tx, &moderator, Shelf::Waiting, None).await.unwrap().items;
    assert_eq!(open.iter().map(|case| case.lane).collect::<Vec<_>>(), [Lane::ImminentDanger, Lane::Ordinary]);
    let known = reports::get(&mut tx, first).await.unwrap().unwrap();
    assert_eq!((known.reason, known.words.len()), (Reason::Danger, 1_000));
    cases::keep(&mut tx, &moderator, open[0].id).await.unwrap();
    assert_eq!(cases::waiting(&mut tx, community).await.unwrap(), [(Lane::Ordinary, 1)]);
    tx.commit().await.unwrap();
    // Of the first once as it was made, and once as it became more urgent.
    assert_eq!(stage.heard(&stage.founder).await, [Heard::Report; 3]);
}

#[tokio::test]
async fn nobody_reports_what_is_elsewhere_or_may_not_be_read() {
    let stage = stage().await;
    let (thread, _) = stage.thread(&stage.newcomer).await;
    let porch = found(&stage.members, &stage.founder, "porch").await;
    let mut tx = stage.write().await;
    let from = Reporter::Member(&stage.old_timer);
    let subject = Subject::Thread(thread);
    let refused = reports::file(&mut tx, from, porch.id, subject, Reason::Spam, "").await.unwrap_err();
    assert!(matches!(refused, Refusal::NotHere));
    let moderator = team::moderator(&mut tx, &stage.founder, &porch).await.unwrap().unwrap();
    reports::file(&mut tx, from, stage.kitchen.id, subject, Reason::Spam, "").await.unwrap();
    let case = cases::on(&mut tx, stage.kitchen.id, subject).await.unwrap().unwrap();
    for case in [case.id, CaseId(4)] {
        let refused = cases::keep(&mut tx, &moderator, case).await.unwrap_err();
        assert!(matches!(refused, Refusal::NotHere));
    }
    belonging::leave(&mut tx, &stage.old_timer, &stage.kitchen).await.unwrap();
}
