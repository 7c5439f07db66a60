//! Opening a case, or adding to the one that is open.

use store::{CaseId, CommunityId, Result, Tx};

use crate::{
    Subject, hearing, measures,
    reports::Reason,
    screening::{Lane, Verdict},
    subject::Place,
};

/// What the screening of a text has to say to moderators; a text that they removed waits for nobody.
///
/// # Errors
/// When the database fails.
pub async fn of_verdict(
    tx: &mut Tx,
    community: CommunityId,
    subject: Subject,
    verdict: Verdict,
) -> Result<()> {
    let Some((rule, lane)) = verdict.looks() else { return Ok(()) };
    let removed = measures::unlifted(tx, subject).await?.iter().any(|one| one.kind == measures::Kind::Remove);
    if !removed {
        open(tx, community, subject, lane, Some(&rule)).await?;
    }
    Ok(())
}

/// Somebody called; the moderators hear of it once, and again when it turns out to be more urgent.
pub(crate) async fn of_report(
    tx: &mut Tx,
    community: CommunityId,
    (subject, place): (Subject, &Place),
    reason: Reason,
) -> Result<()> {
    let lane = reason.lane();
    if open(tx, community, subject, lane, None).await? {
        hearing::of_report(tx, community, place, lane.is_sealed()).await?;
    }
    Ok(())
}

/// Answers whether there is something new to tell: a case that was not open, or not as urgent.
async fn open(
    tx: &mut Tx,
    community: CommunityId,
    subject: Subject,
    lane: Lane,
    rule: Option<&str>,
) -> Result<bool> {
    let before: Option<i64> = tx
        .sql("SELECT lane FROM cases WHERE subject_id = $1 AND community_id = $2 AND closed_hour IS NULL")
        .bind(subject.id())
        .bind(community)
        .value()
        .await?;
    let (id, hour) = (CaseId(tx.chance().id()), tx.clock().hour());
    tx.sql(
        "INSERT INTO cases (id, community_id, subject_kind, subject_id, lane, rule, hour) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) \
         ON CONFLICT (subject_id, community_id) WHERE closed_hour IS NULL DO UPDATE SET \
         rule = CASE WHEN cases.rule IS NULL OR excluded.lane < cases.lane \
             THEN COALESCE(excluded.rule, cases.rule) ELSE cases.rule END, \
         lane = CASE WHEN excluded.lane < cases.lane THEN excluded.lane ELSE cases.lane END",
    )
    .bind(id)
    .bind(community)
    .bind(subject.kind())
    .bind(subject.id())
    .bind(lane.place())
    .bind(rule.map(str::to_owned))
    .bind(hour)
    .execute()
    .await?;
    Ok(before.is_none_or(|before| lane.place() < before))
}
