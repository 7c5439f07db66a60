//! `Follow`: another server wants to hear of one of our communities, or to be in one circle with us.

use members::Audience;
use serde_json::json;

use super::{Activity, Case};
use crate::{
    addresses::Place,
    circle,
    outbox::letters,
    outcome::{Halt, Reason},
    wire::json::one_id,
};

pub(super) async fn apply(case: &mut Case<'_>, activity: &Activity<'_>) -> Result<(), Halt> {
    let id = one_id(&activity.json["object"]).ok_or(Reason::Malformed)?;
    match case.inner.addresses.read(id) {
        Some(Place::Community(handle)) => follow(case, activity, id, &handle).await,
        Some(Place::Server) => circle::asked(case, activity).await,
        Some(place @ (Place::Persona(_) | Place::Reader | Place::Moderators(_))) => {
            answer(case, activity, "Reject", &place).await?;
            case.answered = true;
            Err(Reason::Personal.into())
        }
        _ => Err(Reason::UnknownObject.into()),
    }
}

async fn follow(case: &mut Case<'_>, activity: &Activity<'_>, id: &str, handle: &str) -> Result<(), Halt> {
    let community = case.community_at(id).await?.ok_or(Reason::UnknownCommunity)?;
    let host = activity.actor.host().to_string();
    // To the circle a community speaks through one reader for each server, never to a person.
    let circle = community.audience == Audience::Circle;
    let reader = activity.actor.url().path() == "/reader";
    if circle && !(case.standings.lists(&host) && reader) {
        return Err(Reason::UnknownCommunity.into());
    }
    let actor = case.actor(&activity.actor).await?;
    case.wrote = true;
    case.tx
        .sql(
            "INSERT INTO followers (community_id, actor_id, host, inbox, follow_id) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (community_id, actor_id) DO UPDATE SET inbox = excluded.inbox, \
             follow_id = excluded.follow_id",
        )
        .bind(community.id)
        .bind(activity.actor.as_str().to_owned())
        .bind(host)
        .bind(actor.best_inbox().to_owned())
        .bind(activity.id.as_str().to_owned())
        .execute()
        .await?;
    answer(case, activity, "Accept", &Place::Community(handle.to_owned())).await
}

/// Answers a `Follow`: the answer carries what it answers, cut to what is needed.
pub(crate) async fn answer(
    case: &mut Case<'_>,
    activity: &Activity<'_>,
    kind: &'static str,
    from: &Place,
) -> Result<(), Halt> {
    let actor = case.actor(&activity.actor).await?;
    let object = json!({
        "id": activity.id.as_str(),
        "type": "Follow",
        "actor": activity.actor.as_str(),
        "object": case.inner.addresses.of(from),
    });
    let body = json!({ "type": kind, "to": [activity.actor.as_str()], "object": object });
    letters::to_inbox(case.tx, case.inner, from, body, actor.best_inbox()).await?;
    Ok(())
}
