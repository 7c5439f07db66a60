//! Whatever moderators do stands in the audit, whole or not at all, and never with who did it.

use moderation::{
    Subject, guidelines,
    measures::{self, Kind},
    reports::{self, Reason, Reporter},
    team::{self, Role},
};
use store::{
    Mutant,
    audit::{self, Row},
    labour,
    testing::lines,
};

use crate::cast::{Stage, matter, stage};

async fn rows(stage: &Stage) -> Vec<Row> {
    let mut tx = stage.write().await;
    assert_eq!(audit::check(&mut tx, Vec::new()).await.unwrap().findings, []);
    tx.sql("SELECT * FROM audit WHERE community_id = $1 ORDER BY ordinal")
        .bind(stage.kitchen.id)
        .all()
        .await
        .unwrap()
}

/// What stands there, in short.
async fn noted(stage: &Stage) -> Vec<String> {
    let short =
        |row: Row| format!("{} {} {}", row.act, row.what, row.guideline.unwrap_or(0)).trim().to_owned();
    rows(stage).await.into_iter().map(short).collect()
}

/// Somebody is appointed, guidelines change, a text is held, removed by a guideline, and brought back.
async fn busy_day(stage: &Stage) {
    let newcomer = stage.name(&stage.newcomer).await;
    let (_, comment) = stage.thread(&stage.newcomer).await;
    let lead = stage.moderator(&stage.founder).await;
    let mut tx = stage.write().await;
    team::appoint(&mut tx, &lead, newcomer.id, Role::Greeter).await.unwrap();
    team::retire(&mut tx, &lead, newcomer.id).await.unwrap();
    guidelines::set(&mut tx, &lead, vec!["Be kind.".to_owned()]).await.unwrap();
    measures::hold(&mut tx, stage.kitchen.id, Subject::Comment(comment), "links").await.unwrap();
    tx.commit().await.unwrap();
    let mut removal = matter(Kind::Remove, Subject::Comment(comment));
    removal.guideline = Some(1);
    let removed = stage.take(removal).await.unwrap();
    stage.lift(removed).await;
    stage.take(matter(Kind::Ban, Subject::Persona(newcomer.id))).await.unwrap();
}

const DAY: [&str; 10] = [
    "community_founded  0",
    "appointed lead 0",
    "appointed greeter 0",
    "retired  0",
    "guidelines_changed  0",
    "measure_taken hold 0",
    "measure_lifted hold 0",
    "measure_taken remove 1",
    "measure_lifted remove 1",
    "measure_taken ban 0",
];

#[tokio::test]
async fn whatever_moderators_do_is_noted_and_never_who() {
    let stage = stage().await;
    busy_day(&stage).await;
    assert_eq!(noted(&stage).await, DAY);
    let rows = rows(&stage).await;
    let mut names = Vec::new();
    for member in [&stage.founder, &stage.newcomer, &stage.old_timer] {
        names.push(stage.name(member).await.id.0);
    }
    assert!(
        rows.iter().all(|row| row.about.is_none_or(|about| !names.contains(&about))),
        "a name is in the audit"
    );
    assert!(rows.iter().all(|row| row.month == row.month.month()));
}

#[tokio::test]
async fn an_audit_that_forgets_is_caught() {
    let stage = stage().await;
    Mutant::AuditForgets.switch_on();
    busy_day(&stage).await;
    assert_ne!(noted(&stage).await, DAY);
}

/// Something is removed that waited, and that somebody called about: as many steps as there can be.
async fn remove(stage: &Stage, subject: Subject) -> Result<(), moderation::Refusal> {
    let mut tx = stage.members.database().write().await?;
    let moderator = team::moderator(&mut tx, &stage.founder, &stage.kitchen).await?.expect("a moderator");
    measures::take(&mut tx, &moderator, matter(Kind::Remove, subject), stage.members.secrets()).await?;
    Ok(tx.commit().await?)
}

#[tokio::test]
async fn a_measure_is_taken_whole_or_not_at_all_wherever_it_breaks_off() {
    let stage = stage().await;
    let (_, comment) = stage.thread(&stage.newcomer).await;
    let subject = Subject::Comment(comment);
    let mut tx = stage.write().await;
    measures::hold(&mut tx, stage.kitchen.id, subject, "links").await.unwrap();
    let from = Reporter::Member(&stage.old_timer);
    reports::file(&mut tx, from, stage.kitchen.id, subject, Reason::Spam, "").await.unwrap();
    tx.commit().await.unwrap();
    let before = lines(stage.members.database().dump(&[])).await;
    for steps in 0..100 {
        labour::stumble_at(Some(steps));
        let taken = remove(&stage, subject).await;
        labour::stumble_at(None);
        let after = lines(stage.members.database().dump(&[])).await;
        if taken.is_err() {
            assert_eq!(after, before, "broken off after {steps} steps");
            continue;
        }
        let touched = |table: &&str| after[*table] != before[*table];
        let expected = ["measures", "audit", "audit_heads", "reports", "notices", "events"];
        assert_eq!(expected.iter().filter(|table| touched(table)).count(), expected.len());
        println!("a measure is {steps} steps; it was broken off at each");
        assert!(steps > 15, "the test has lost sight of the steps: {steps}");
        return;
    }
    panic!("it never succeeded");
}
