//! `Delete`: an author takes something away, a moderator removes it, or somebody is gone.

use forum::{comments, threads};
use members::personas;
use moderation::{
    Subject,
    measures::{self, Kind, Matter},
};
use store::{CommentId, CommunityId, Mutant, ThreadId};

use super::{Activity, Case, create};
use crate::{
    actors,
    outcome::{Halt, Reason},
    own, receipts,
    wire::{WebAddress, json::text},
};

pub(super) async fn apply(case: &mut Case<'_>, activity: &Activity<'_>) -> Result<(), Halt> {
    let id = activity.object(case.reach())?;
    case.check_host(&id)?;
    if id == activity.actor {
        return leave(case, activity).await;
    }
    let (subject, place, community) = case.located(id.as_str()).await?;
    case.check_announcer(activity, &community)?;
    let author = own::persona(case.tx, place.persona).await?;
    let summary = text(&activity.json["summary"], 500);
    if author.actor_id.as_deref() == Some(activity.actor.as_str()) {
        case.wrote = true;
        if Mutant::DeleteIgnored.is_on() {
            return receipts::give(case, activity).await;
        }
        take_away(case, subject).await?;
        receipts::give(case, activity).await?;
    } else {
        let moderator = case.moderator(activity, &community).await?;
        case.wrote = true;
        let words = reason(summary, &activity.actor);
        let matter = Matter { kind: Kind::Remove, subject, guideline: None, words, ends: None };
        measures::take(case.tx, &moderator, matter, &case.inner.secrets).await?;
    }
    case.accepted_in(activity, &community);
    Ok(())
}

/// The words of a moderator elsewhere; a measure needs some.
pub(super) fn reason(summary: Option<String>, actor: &WebAddress) -> String {
    let words = summary.map(|summary| forum::text::plain(&summary)).filter(|words| !words.trim().is_empty());
    words.unwrap_or_else(|| actor.host().to_string())
}

async fn take_away(case: &mut Case<'_>, subject: Subject) -> Result<(), Halt> {
    case.tx.sql("UPDATE received SET body = '' WHERE subject_id = $1").bind(subject.id()).execute().await?;
    let received = match subject {
        Subject::Thread(id) => threads::receive_delete(case.tx, id).await?,
        Subject::Comment(id) => comments::receive_delete(case.tx, id).await?,
        Subject::Persona(_) => return Err(Reason::UnknownObject.into()),
    };
    create::settled(received)
}

/// Somebody leaves with all they wrote. Their server is asked when only another one says so.
async fn leave(case: &mut Case<'_>, activity: &Activity<'_>) -> Result<(), Halt> {
    if !create::is_from(activity, &activity.actor) && !case.is_gone(&activity.actor)? {
        return Err(Reason::Unverified.into());
    }
    let persona = personas::by_actor(case.tx, activity.actor.as_str()).await?.ok_or(Reason::UnknownObject)?;
    case.wrote = true;
    let communities: Vec<CommunityId> = case
        .tx
        .sql(
            "SELECT id FROM communities WHERE host = '' AND (id IN \
             (SELECT community_id FROM threads WHERE persona_id = $1) OR id IN \
             (SELECT community_id FROM threads JOIN comments ON comments.thread_id = threads.id \
             WHERE comments.persona_id = $1))",
        )
        .bind(persona.id)
        .column()
        .await?;
    let threads: Vec<ThreadId> = case
        .tx
        .sql("SELECT id FROM threads WHERE persona_id = $1 AND NOT deleted")
        .bind(persona.id)
        .column()
        .await?;
    let comments: Vec<CommentId> = case
        .tx
        .sql("SELECT id FROM comments WHERE persona_id = $1 AND NOT deleted")
        .bind(persona.id)
        .column()
        .await?;
    let threads = threads.into_iter().map(Subject::Thread);
    for subject in threads.chain(comments.into_iter().map(Subject::Comment)) {
        take_away(case, subject).await?;
    }
    personas::forget(case.tx, persona.id).await?;
    for community in communities {
        let community = case.community(community).await?;
        case.accepted_in(activity, &community);
    }
    actors::forget(case.tx, activity.actor.as_str()).await?;
    Ok(())
}
