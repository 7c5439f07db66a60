//! `Add`: a thread is pinned, a moderator appointed, a circle's community made known.

use members::Community;
use moderation::{
    Moderator, Subject,
    measures::{self, Kind, Matter},
    team::{self, Role},
};
use store::PersonaId;

use super::{Activity, Case, delete};
use crate::{
    actors,
    addresses::{List, Place},
    circle,
    outcome::{Halt, Reason},
    wire::json::one_id,
};

/// Which list of a community an activity is about.
pub(super) enum Target {
    Moderators(Community),
    Featured(Community),
    /// The list of a server's circle communities.
    Circle,
}

pub(super) async fn apply(case: &mut Case<'_>, activity: &Activity<'_>) -> Result<(), Halt> {
    match target(case, activity).await? {
        Target::Circle => circle::shown(case, activity).await,
        Target::Featured(community) => pin(case, activity, &community).await,
        Target::Moderators(community) => {
            let moderator = case.moderator(activity, &community).await?;
            let persona = case.persona(&activity.object(case.reach())?).await?;
            case.wrote = true;
            if community.is_local() {
                team::appoint(case.tx, &moderator, persona.id, Role::Moderator).await?;
            } else {
                change_team(case, &community, |team| team.push(persona.id)).await?;
            }
            case.accepted_in(activity, &community);
            Ok(())
        }
    }
}

async fn pin(case: &mut Case<'_>, activity: &Activity<'_>, community: &Community) -> Result<(), Halt> {
    let id = one_id(&activity.json["object"]).ok_or(Reason::Malformed)?;
    let (subject, _, home) = case.located(id).await?;
    if home.id != community.id {
        return Err(Reason::OtherCommunity.into());
    }
    let moderator = case.moderator(activity, community).await?;
    case.wrote = true;
    let words = delete::reason(None, &activity.actor);
    let matter = Matter { kind: Kind::Pin, subject, guideline: None, words, ends: None };
    measures::take(case.tx, &moderator, matter, &case.inner.secrets).await?;
    case.accepted_in(activity, community);
    Ok(())
}

/// Replaces our list of a remote community's team.
pub(super) async fn change_team(
    case: &mut Case<'_>,
    community: &Community,
    change: impl FnOnce(&mut Vec<PersonaId>),
) -> Result<(), Halt> {
    let host: Moderator = team::of_host(community, &community.host).ok_or(Reason::NotAllowed)?;
    let mut personas: Vec<PersonaId> =
        team::list(case.tx, community.id).await?.into_iter().map(|(persona, _)| persona.id).collect();
    change(&mut personas);
    team::receive(case.tx, &host, &personas).await?;
    Ok(())
}

/// The list must be the one that the community itself advertises.
pub(super) async fn target(case: &mut Case<'_>, activity: &Activity<'_>) -> Result<Target, Halt> {
    let target = one_id(&activity.json["target"]).ok_or(Reason::WrongTarget)?.to_owned();
    if let Some(Place::List(handle, list)) = case.inner.addresses.read(&target) {
        let home = case.inner.addresses.of(&Place::Community(handle));
        let community = case.community_at(&home).await?.ok_or(Reason::WrongTarget)?;
        return match list {
            List::Moderators => Ok(Target::Moderators(community)),
            List::Featured => Ok(Target::Featured(community)),
            _ => Err(Reason::WrongTarget.into()),
        };
    }
    if circle::is_list_of(case, activity, &target).await? {
        return Ok(Target::Circle);
    }
    let (community, moderators) = actors::advertising(case.tx, &target).await?.ok_or(Reason::WrongTarget)?;
    let community = case.community(community).await?;
    case.check_announcer(activity, &community)?;
    Ok(if moderators { Target::Moderators(community) } else { Target::Featured(community) })
}

/// The measure that a pin is, for taking it off again.
pub(super) async fn unpin(case: &mut Case<'_>, moderator: &Moderator, subject: Subject) -> Result<(), Halt> {
    super::undo::lift(case, moderator, subject, Kind::Pin).await
}
