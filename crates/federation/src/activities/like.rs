//! `Like` (and `EmojiReact`): somebody elsewhere is with the author. Counted, never shown to others.

use forum::support;
use moderation::{Standing, standing};

use super::{Activity, Case};
use crate::{
    outcome::{Halt, Reason},
    wire::json::one_id,
};

pub(super) async fn apply(case: &mut Case<'_>, activity: &Activity<'_>) -> Result<(), Halt> {
    let id = one_id(&activity.json["object"]).ok_or(Reason::Malformed)?;
    let (subject, _, community) = case.located(id).await?;
    case.check_announcer(activity, &community)?;
    case.check_readable(activity, &community)?;
    let persona = case.persona(&activity.actor).await?;
    if standing::of_remote(case.tx, persona.id, community.id).await? != Standing::Free {
        return Err(Reason::Banned.into());
    }
    case.wrote = true;
    support::receive(case.tx, activity.actor.as_str(), subject).await?;
    Ok(())
}
