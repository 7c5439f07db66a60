//! `Resolve`: the moderators of a community elsewhere looked at what somebody called for.

use moderation::{Moderator, Subject, cases, team};
use serde_json::Value;
use store::Mutant;

use super::{Activity, Case};
use crate::{
    addresses::Place,
    outcome::{Halt, Reason},
    wire::json::{self, one_id, types},
};

pub(super) async fn apply(case: &mut Case<'_>, activity: &Activity<'_>) -> Result<(), Halt> {
    let (moderator, subject) = judged(case, activity).await?;
    case.wrote = true;
    Ok(cases::told(case.tx, &moderator, subject).await?)
}

/// They want to look once more.
pub(super) async fn undo(case: &mut Case<'_>, inner: &Activity<'_>) -> Result<(), Halt> {
    let (moderator, subject) = judged(case, inner).await?;
    case.wrote = true;
    Ok(cases::untold(case.tx, &moderator, subject).await?)
}

/// Only the community's own server says so: in ours we know better, and who moderates from elsewhere tells that server.
async fn judged(case: &mut Case<'_>, activity: &Activity<'_>) -> Result<(Moderator, Subject), Halt> {
    let id = flagged(case, &activity.json["object"]).await?;
    let (subject, _, community) = case.located(&id).await?;
    case.check_announcer(activity, &community)?;
    if Mutant::AnybodyResolves.is_on()
        && let Some(believed) = team::of_host(&community, &community.host)
    {
        return Ok((believed, subject));
    }
    let at_home = activity.announced.is_some() || activity.actor.host().to_string() == community.host;
    if community.is_local() || !at_home {
        return Err(Reason::NotAllowed.into());
    }
    Ok((case.moderator(activity, &community).await?, subject))
}

/// The address of what was reported: what a `Flag` says that is told, or one of ours by its id; or the thing itself.
async fn flagged(case: &mut Case<'_>, object: &Value) -> Result<String, Halt> {
    if types(object).contains(&"Flag") && !object["object"].is_null() {
        return Ok(one_id(&object["object"]).ok_or(Reason::Malformed)?.to_owned());
    }
    let id = one_id(object).ok_or(Reason::Malformed)?;
    let Some(Place::Activity(sent)) = case.inner.addresses.read(id) else { return Ok(id.to_owned()) };
    let body: Option<String> =
        case.tx.sql("SELECT body FROM sent WHERE id = $1 AND kind = 'Flag'").bind(sent).value().await?;
    let flag = body.and_then(|body| json::parse(body.as_bytes()).ok()).ok_or(Reason::UnknownObject)?;
    Ok(one_id(&flag["object"]).ok_or(Reason::UnknownObject)?.to_owned())
}
