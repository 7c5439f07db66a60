//! `Lock`: a moderator ends a thread.

use moderation::measures::{self, Kind, Matter};

use super::{Activity, Case, delete};
use crate::{
    outcome::{Halt, Reason},
    wire::json::{one_id, text},
};

pub(super) async fn apply(case: &mut Case<'_>, activity: &Activity<'_>) -> Result<(), Halt> {
    let id = one_id(&activity.json["object"]).ok_or(Reason::Malformed)?;
    let (subject, _, community) = case.located(id).await?;
    case.check_announcer(activity, &community)?;
    let moderator = case.moderator(activity, &community).await?;
    case.wrote = true;
    let words = delete::reason(text(&activity.json["summary"], 500), &activity.actor);
    let matter = Matter { kind: Kind::Lock, subject, guideline: None, words, ends: None };
    measures::take(case.tx, &moderator, matter, &case.inner.secrets).await?;
    case.accepted_in(activity, &community);
    Ok(())
}
