//! `Block`: a moderator bans somebody from a community, or a server's moderator from all of its communities.

use chrono::{DateTime, Utc};
use members::Community;
use moderation::{
    Subject,
    measures::{self, Kind, Matter},
};
use store::Hour;

use super::{Activity, Case, delete};
use crate::{
    outcome::{Halt, Reason},
    own,
    wire::json::{one_id, text},
};

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
        case.accepted_in(activity, &community);
        done = true;
    }
    if done { Ok(()) } else { Err(refused.into()) }
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
