//! `Remove`: a thread is no longer pinned, a moderator no longer one, a community no longer shown to the circle.

use moderation::team;

use super::{
    Activity, Case,
    add::{self, Target},
};
use crate::{
    circle,
    outcome::{Halt, Reason},
    wire::json::one_id,
};

pub(super) async fn apply(case: &mut Case<'_>, activity: &Activity<'_>) -> Result<(), Halt> {
    match add::target(case, activity).await? {
        Target::Circle => circle::hidden(case, activity).await,
        Target::Featured(community) => {
            let id = one_id(&activity.json["object"]).ok_or(Reason::Malformed)?;
            let (subject, _, home) = case.located(id).await?;
            if home.id != community.id {
                return Err(Reason::OtherCommunity.into());
            }
            let moderator = case.moderator(activity, &community).await?;
            case.wrote = true;
            add::unpin(case, &moderator, subject).await?;
            case.accepted_in(activity, &community);
            Ok(())
        }
        Target::Moderators(community) => {
            let moderator = case.moderator(activity, &community).await?;
            let persona = case.persona(&activity.object(case.reach())?).await?;
            case.wrote = true;
            if community.is_local() {
                team::retire(case.tx, &moderator, persona.id).await?;
            } else {
                add::change_team(case, &community, |team| team.retain(|id| *id != persona.id)).await?;
            }
            case.accepted_in(activity, &community);
            Ok(())
        }
    }
}
