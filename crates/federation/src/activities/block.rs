//! `Block`: a moderator bans somebody from a community, or a server's moderator from all of its communities.

use chrono::{DateTime, Utc};
use members::Community;
use moderation::{
    Moderator, Subject,
    measures::{self, Kind, Matter},
};
use store::{CommentId, Hour, PersonaId, ThreadId};

use super::{Activity, Case, delete};
use crate::{
    outcome::{Halt, Reason},
    own,
    wire::json::{flag, one_id, text},
};

/// More threads, or more comments, are not removed with one ban: each is a line in the log.
const REMOVED: i64 = 500;

pub(super) async fn apply(case: &mut Case<'_>, activity: &Activity<'_>) -> Result<(), Halt> {
    let object = activity.object(case.reach())?;
    let communities = targets(case, activity).await?;
    let persona = case.persona(&object).await?;
    let words = delete::reason(text(&activity.json["summary"], 500), &activity.actor);
    let ends = end(activity);
    let mut refused = Reason::NotAllowed;
    let mut done = false;
    for community in communities {
        let moderator = match case.moderator(activity, &community).await {
            Err(Halt::Refused(reason)) => {
                refused = reason;
                continue;
            }
            found => found?,
        };
        case.wrote = true;
        let subject = Subject::Persona(persona.id);
        let matter = Matter { kind: Kind::Ban, subject, guideline: None, words: words.clone(), ends };
        measures::take(case.tx, &moderator, matter, &case.inner.secrets).await?;
        // In a community of ours it takes two moderators to take away all that somebody wrote.
        if flag(&activity.json["removeData"]) && !community.is_local() {
            remove_all(case, &moderator, persona.id, &words).await?;
        }
        case.accepted_in(activity, &community);
        done = true;
    }
    if done { Ok(()) } else { Err(refused.into()) }
}

/// Removes what a name wrote in the moderator's community, newest first.
async fn remove_all(
    case: &mut Case<'_>,
    moderator: &Moderator,
    persona: PersonaId,
    words: &str,
) -> Result<(), Halt> {
    for subject in written(case, moderator, persona).await? {
        let words = words.to_owned();
        let matter = Matter { kind: Kind::Remove, subject, guideline: None, words, ends: None };
        measures::take(case.tx, moderator, matter, &case.inner.secrets).await?;
    }
    Ok(())
}

async fn written(
    case: &mut Case<'_>,
    moderator: &Moderator,
    persona: PersonaId,
) -> Result<Vec<Subject>, Halt> {
    let threads: Vec<ThreadId> = case
        .tx
        .sql(
            "SELECT id FROM threads WHERE persona_id = $1 AND community_id = $2 AND NOT deleted \
             ORDER BY ordinal DESC LIMIT $3",
        )
        .bind(persona)
        .bind(moderator.community())
        .bind(REMOVED)
        .column()
        .await?;
    let comments: Vec<CommentId> = case
        .tx
        .sql(
            "SELECT comments.id FROM comments JOIN threads ON threads.id = comments.thread_id \
             WHERE comments.persona_id = $1 AND threads.community_id = $2 AND NOT comments.deleted \
             ORDER BY comments.hour DESC, threads.ordinal DESC, comments.ordinal DESC LIMIT $3",
        )
        .bind(persona)
        .bind(moderator.community())
        .bind(REMOVED)
        .column()
        .await?;
    let threads = threads.into_iter().map(Subject::Thread);
    Ok(threads.chain(comments.into_iter().map(Subject::Comment)).collect())
}

/// The community that is its target; for a whole site, all communities of that site that we know.
pub(super) async fn targets(case: &mut Case<'_>, activity: &Activity<'_>) -> Result<Vec<Community>, Halt> {
    let target = one_id(&activity.json["target"]).ok_or(Reason::Personal)?.to_owned();
    if let Some(community) = case.community_at(&target).await? {
        case.check_announcer(activity, &community)?;
        return Ok(vec![community]);
    }
    let site = case.address(&target)?;
    if !site.same_host(&activity.actor) || site.url().path() != "/" {
        return Err(Reason::WrongTarget.into());
    }
    let ids: Vec<store::CommunityId> = case
        .tx
        .sql("SELECT id FROM communities WHERE host = $1 ORDER BY id")
        .bind(site.host().to_string())
        .column()
        .await?;
    let mut communities = Vec::new();
    for id in ids {
        communities.extend(own::community(case.tx, id).await?);
    }
    Ok(communities)
}

/// Until when: two words for it are in use. A time that has passed is as good as none.
fn end(activity: &Activity<'_>) -> Option<Hour> {
    let time = |field: &str| {
        let text = activity.json[field].as_str()?;
        Some(DateTime::parse_from_rfc3339(text).ok()?.with_timezone(&Utc))
    };
    time("endTime").or_else(|| time("expires")).map(|end| Hour::of(end).plus_hours(1))
}
