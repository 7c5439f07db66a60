//! `Accept`: an answer to a `Follow` of ours that is still open, from the one whom we asked; or the receipt for a
//! deletion.

use super::{Activity, Case};
use crate::{
    addresses::Place,
    circle,
    errands::{self, Question},
    instances,
    outcome::{Halt, Reason},
    receipts,
    wire::json::one_id,
};

pub(super) async fn apply(case: &mut Case<'_>, activity: &Activity<'_>) -> Result<(), Halt> {
    if let Some(subject) = deletion(case, activity).await? {
        return receipt(case, activity, subject).await;
    }
    settle(case, activity, &["pending"], "accepted").await
}

/// What was deleted, if it is a deletion of ours that is accepted.
async fn deletion(case: &mut Case<'_>, activity: &Activity<'_>) -> Result<Option<i64>, Halt> {
    let id = one_id(&activity.json["object"]).ok_or(Reason::Malformed)?;
    match case.inner.addresses.read(id) {
        Some(Place::Activity(id)) => Ok(receipts::deleted(case.tx, id).await?),
        _ => Ok(None),
    }
}

/// A whole server says that it deleted something: only the one that was asked, and only by its own actor.
async fn receipt(case: &mut Case<'_>, activity: &Activity<'_>, subject: i64) -> Result<(), Halt> {
    let host = activity.actor.host().to_string();
    let known = instances::get(case.tx, &host).await?.and_then(|instance| instance.actor_id);
    if known.as_deref() != Some(activity.actor.as_str()) {
        return Err(Reason::NotAllowed.into());
    }
    case.wrote = true;
    if receipts::confirm(case.tx, subject, &host).await? { Ok(()) } else { Err(Reason::Unasked.into()) }
}

/// Writes the answer down, if it was asked for.
pub(super) async fn settle(
    case: &mut Case<'_>,
    activity: &Activity<'_>,
    open: &[&str],
    state: &'static str,
) -> Result<(), Halt> {
    let follow = one_id(&activity.json["object"]).ok_or(Reason::Malformed)?.to_owned();
    let Some(community) = case.community_at(activity.actor.as_str()).await? else {
        return circle::answered(case, activity, &follow, state == "accepted").await;
    };
    let asked: Option<String> = case
        .tx
        .sql("SELECT state FROM subscriptions WHERE community_id = $1 AND follow_id = $2")
        .bind(community.id)
        .bind(follow)
        .value()
        .await?;
    if community.is_local() || !asked.is_some_and(|now| open.contains(&now.as_str())) {
        return Err(Reason::Unasked.into());
    }
    case.wrote = true;
    case.tx
        .sql("UPDATE subscriptions SET state = $1 WHERE community_id = $2")
        .bind(state)
        .bind(community.id)
        .execute()
        .await?;
    if state == "accepted" {
        errands::ask(case.tx, &community.host, &Question::Backfill { community: community.id })?;
    }
    Ok(())
}
