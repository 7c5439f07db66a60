//! What others did in a community of ours, passed on to its followers word for word.

use forum::{State, comments, threads};
use members::{Audience, Community};
use moderation::Subject;
use serde_json::Value;
use store::{CommentId, CommunityId, Result, ThreadId};

use super::{Desk, letters};
use crate::{own, wire::json::types};

/// An activity of another server was accepted.
pub(super) async fn accepted(desk: &mut Desk<'_>, community: CommunityId, activity: &str) -> Result<()> {
    let row: Option<(String, Option<i64>)> = desk
        .tx
        .sql("SELECT body, subject_id FROM received WHERE activity_id = $1")
        .bind(activity.to_owned())
        .optional()
        .await?;
    let community = own::community(desk.tx, community).await?;
    let community = community.filter(|it| it.is_local() && it.audience != Audience::House);
    let (Some((raw, subject)), Some(community)) = (row, community) else { return Ok(()) };
    let Ok(json) = serde_json::from_str::<Value>(&raw) else { return Ok(()) };
    let carries_words = types(&json).iter().any(|kind| matches!(*kind, "Create" | "Update"));
    if !carries_words {
        return letters::pass_on(desk.tx, desk.inner, &community, &raw, subject).await;
    }
    let Some((state, address)) = state(desk, subject).await? else { return Ok(()) };
    if state == State::Held {
        // Whoever lifts the hold makes us look again.
        return Ok(());
    }
    if state == State::Shown {
        if let Some(subject) = subject {
            // An edit takes the place of what was passed on before.
            letters::scrub(desk.tx, subject).await?;
        }
        letters::pass_on(desk.tx, desk.inner, &community, &raw, subject).await?;
        announce_thread(desk, &community, subject, address).await?;
    }
    desk.tx
        .sql("UPDATE received SET body = '' WHERE activity_id = $1")
        .bind(activity.to_owned())
        .execute()
        .await?;
    Ok(())
}

/// A hold was lifted: what waited is passed on.
pub(super) async fn released(desk: &mut Desk<'_>, community: &Community, subject: Subject) -> Result<()> {
    let waiting: Vec<String> = desk
        .tx
        .sql("SELECT activity_id FROM received WHERE subject_id = $1 AND body <> '' ORDER BY hour, activity_id")
        .bind(subject.id())
        .column()
        .await?;
    for activity in waiting {
        accepted(desk, community.id, &activity).await?;
    }
    Ok(())
}

/// How the thing stands now, and the address of a thread.
async fn state(desk: &mut Desk<'_>, subject: Option<i64>) -> Result<Option<(State, Option<String>)>> {
    let Some(subject) = subject else { return Ok(None) };
    if let Some(thread) = threads::show_any(desk.tx, ThreadId(subject)).await? {
        return Ok(Some((thread.state, thread.object_id)));
    }
    let comment = comments::show_any(desk.tx, CommentId(subject)).await?;
    Ok(comment.map(|comment| (comment.state, None)))
}

async fn announce_thread(
    desk: &mut Desk<'_>,
    community: &Community,
    subject: Option<i64>,
    address: Option<String>,
) -> Result<()> {
    let Some(address) = address else { return Ok(()) };
    letters::announce(desk.tx, desk.inner, community, address.into(), subject, false).await
}
