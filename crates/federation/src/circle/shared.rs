//! The list of what a server shows to its circle: it grows and shrinks, and the others are told.

use members::{Audience, Community, communities};
use serde_json::json;
use store::Result;

use crate::{
    activities::{Activity, Case},
    actors::{ActorDocument, ActorKind},
    addresses::Place,
    errands::{self, Question},
    instances::{self, Standing},
    objects::group,
    outbox::{Desk, letters},
    outcome::{Halt, Reason},
    own,
};

/// Tells the circle of a community of ours.
pub(crate) async fn show(desk: &mut Desk<'_>, community: &Community) -> Result<()> {
    let object = own::community_address(&desk.inner.addresses, community);
    let target = desk.inner.addresses.of(&Place::Circle);
    for instance in instances::list(desk.tx).await? {
        if let (Standing::Listed, Some(actor), Some(inbox)) =
            (instance.standing, &instance.actor_id, &instance.inbox)
        {
            let body = json!({ "type": "Add", "to": [actor], "object": object, "target": target });
            letters::to_inbox(desk.tx, desk.inner, &Place::Server, body, inbox).await?;
        }
    }
    Ok(())
}

/// Whether this is the list of a server in our circle, and its own actor speaks.
pub(crate) async fn is_list_of(
    case: &mut Case<'_>,
    activity: &Activity<'_>,
    target: &str,
) -> Result<bool, Halt> {
    let host = activity.actor.host().to_string();
    let instance = instances::get(case.tx, &host).await?;
    let itself = instance.and_then(|it| it.actor_id).as_deref() == Some(activity.actor.as_str());
    let list = activity.actor.join("/circle", case.reach()).map_err(|_| Reason::WrongTarget)?;
    Ok(itself && case.standings.lists(&host) && list.as_str() == target)
}

/// Another server shows us a community.
pub(crate) async fn shown(case: &mut Case<'_>, activity: &Activity<'_>) -> Result<(), Halt> {
    let id = activity.object(case.reach())?;
    if !id.same_host(&activity.actor) {
        return Err(Reason::ForeignObject.into());
    }
    let document = case.document(&id)?.ok_or(Reason::UnknownObject)?;
    let actor = ActorDocument::read(&document, case.reach()).ok_or(Reason::Malformed)?;
    if actor.kind != ActorKind::Group {
        return Err(Reason::Unfit.into());
    }
    case.wrote = true;
    let community = group::receive(case.tx, &actor, Audience::Circle).await?;
    let host = activity.actor.host().to_string();
    Ok(errands::ask(case.tx, &host, &Question::Team { community })?)
}

/// Another server shows us a community no more.
pub(crate) async fn hidden(case: &mut Case<'_>, activity: &Activity<'_>) -> Result<(), Halt> {
    let id = activity.object(case.reach())?;
    let community = case.community_at(id.as_str()).await?.ok_or(Reason::UnknownObject)?;
    if community.host != activity.actor.host().to_string() {
        return Err(Reason::NotAllowed.into());
    }
    case.wrote = true;
    communities::close(case.tx, community.id).await?;
    Ok(())
}
