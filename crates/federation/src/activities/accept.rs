//! `Accept`: an answer to a `Follow` of ours that is still open, from the one whom we asked.

use super::{Activity, Case};
use crate::{
    circle,
    errands::{self, Question},
    outcome::{Halt, Reason},
    wire::json::one_id,
};

pub(super) async fn apply(case: &mut Case<'_>, activity: &Activity<'_>) -> Result<(), Halt> {
    settle(case, activity, &["pending"], "accepted").await
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
