//! `Block`: a moderator bans somebody from a community, or a server's moderator from all of its communities.

use chrono::{DateTime, Utc};
use members::Community;
use moderation::{
    Moderator, Subject,
    measures::{self, Kind, Matter},
};
use store::Hour;

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
    let (communities, whole) = targets(case, activity).await?;
    let persona = case.persona(&object).await?;
    let words = delete::reason(text(&activity.json["summary"], 500), &activity.actor);
    let judges = judges(case, activity, communities).await?;
    // A name of ours lives in one community: what holds for the site is kept there, and compared in the others.
    let everywhere = whole && judges.refused.is_none() && persona.is_local();
    let mut done = false;
    for (community, moderator) in judges.found {
        if persona.community_id.is_some_and(|own| own != community.id) {
            continue;
        }
        case.wrote = true;
        let subject = Subject::Persona(persona.id);
        let matter =
            Matter { kind: Kind::Ban, subject, guideline: None, words: words.clone(), ends: end(activity) };
        let secrets = &case.inner.secrets;
        if everywhere {
            measures::take_everywhere(case.tx, &moderator, matter, secrets).await?;
        } else {
            measures::take(case.tx, &moderator, matter, secrets).await?;
        }
        // In a community of ours it takes two moderators to take away all that somebody wrote.
        if flag(&activity.json["removeData"]) && !community.is_local() {
            measures::purge(case.tx, &moderator, persona.id, (None, &words), REMOVED, secrets).await?;
        }
        case.accepted_in(activity, &community);
        done = true;
    }
    if done { Ok(()) } else { Err(judges.refused.unwrap_or(Reason::NotAllowed).into()) }
}

/// The communities in which the actor may judge.
struct Judges {
    found: Vec<(Community, Moderator)>,
    /// Why the actor may not in another one.
    refused: Option<Reason>,
}

async fn judges(
    case: &mut Case<'_>,
    activity: &Activity<'_>,
    communities: Vec<Community>,
) -> Result<Judges, Halt> {
    let mut judges = Judges { found: Vec::new(), refused: None };
    for community in communities {
        match case.moderator(activity, &community).await {
            Ok(moderator) => judges.found.push((community, moderator)),
            Err(Halt::Refused(reason)) => judges.refused = Some(reason),
            Err(halt) => return Err(halt),
        }
    }
    Ok(judges)
}

/// The community that is its target; for a whole site, all communities of that site that we know. And which of the two
/// it is.
pub(super) async fn targets(
    case: &mut Case<'_>,
    activity: &Activity<'_>,
) -> Result<(Vec<Community>, bool), Halt> {
    let target = one_id(&activity.json["target"]).ok_or(Reason::Personal)?.to_owned();
    if let Some(community) = case.community_at(&target).await? {
        case.check_announcer(activity, &community)?;
        return Ok((vec![community], false));
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
    Ok((communities, true))
}

/// Until when: two words for it are in use. A time that has passed is as good as none.
fn end(activity: &Activity<'_>) -> Option<Hour> {
    let time = |field: &str| {
        let text = activity.json[field].as_str()?;
        Some(DateTime::parse_from_rfc3339(text).ok()?.with_timezone(&Utc))
    };
    time("endTime").or_else(|| time("expires")).map(|end| Hour::of(end).plus_hours(1))
}
