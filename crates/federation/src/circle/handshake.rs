//! Two servers shake hands: `Follow` with a code, `Accept`; and take leave of each other.

use serde_json::json;
use store::{
    Day, Result, Tx,
    audit::{Act, Entry},
};

use super::{part, setting_of};
use crate::{
    activities::{Activity, Case, answer},
    actors::ActorKind,
    addresses::Place,
    errands::{self, Question},
    federation::Inner,
    instances::{self, Instance, Standing},
    outbox::letters,
    outcome::{Halt, Reason},
    wire::json::text,
};

/// Another server asks to be in one circle.
pub(crate) async fn asked(case: &mut Case<'_>, activity: &Activity<'_>) -> Result<(), Halt> {
    let actor = case.actor(&activity.actor).await?;
    if actor.kind != ActorKind::Application {
        return Err(Reason::Invitation.into());
    }
    let code = text(&activity.json["content"], 100).unwrap_or_default();
    let listed = case.standings.lists(&actor.host);
    if !listed && !use_up(case.tx, &code).await? {
        answer(case, activity, "Reject", &Place::Server).await?;
        case.answered = true;
        return Err(Reason::Invitation.into());
    }
    case.wrote = true;
    let instance = Instance {
        host: actor.host.clone(),
        standing: Standing::Listed,
        actor_id: Some(actor.actor_id.clone()),
        inbox: Some(actor.best_inbox().to_owned()),
        follow_id: Some(activity.id.as_str().to_owned()),
    };
    instances::set(case.tx, &instance).await?;
    answer(case, activity, "Accept", &Place::Server).await?;
    welcome(case, &actor.host)
}

/// Whether this invitation counts; it counts once.
async fn use_up(tx: &mut Tx, code: &str) -> Result<bool> {
    let last_day: Option<String> =
        tx.sql("DELETE FROM settings WHERE name = $1 RETURNING value").bind(setting_of(code)).value().await?;
    let last_day = last_day.and_then(|day| day.parse().ok()).map(Day);
    Ok(last_day.is_some_and(|last_day| tx.clock().day() <= last_day))
}

/// The other server answers our request.
pub(crate) async fn answered(
    case: &mut Case<'_>,
    activity: &Activity<'_>,
    follow: &str,
    accepted: bool,
) -> Result<(), Halt> {
    let host = activity.actor.host().to_string();
    let instance = instances::get(case.tx, &host).await?.ok_or(Reason::Unasked)?;
    let itself = instance.actor_id.as_deref() == Some(activity.actor.as_str());
    let ours = instance.follow_id.as_deref() == Some(follow);
    let open = if accepted {
        instance.standing == Standing::Asked
    } else {
        matches!(instance.standing, Standing::Asked | Standing::Listed)
    };
    if !(itself && ours && open) {
        return Err(Reason::Unasked.into());
    }
    case.wrote = true;
    if !accepted {
        case.inner.standings.will_change();
        return Ok(part(case.tx, &host, Standing::Ended).await?);
    }
    instances::set(case.tx, &Instance { standing: Standing::Listed, ..instance }).await?;
    welcome(case, &host)
}

fn welcome(case: &mut Case<'_>, host: &str) -> Result<(), Halt> {
    case.tx.audit(Entry::of_server(Act::ServerListed).host(host));
    case.inner.standings.will_change();
    Ok(errands::ask(case.tx, host, &Question::Circle { host: host.to_owned() })?)
}

/// The other server leaves the circle.
pub(crate) async fn left(case: &mut Case<'_>, inner: &Activity<'_>) -> Result<(), Halt> {
    let host = inner.actor.host().to_string();
    let instance = instances::get(case.tx, &host).await?.ok_or(Reason::Unasked)?;
    if instance.actor_id.as_deref() != Some(inner.actor.as_str()) || instance.standing == Standing::Blocked {
        return Err(Reason::Unasked.into());
    }
    case.wrote = true;
    case.inner.standings.will_change();
    Ok(part(case.tx, &host, Standing::Ended).await?)
}

/// Tells the other server that it is over: our request is undone, or theirs refused after all.
pub(super) async fn take_leave(tx: &mut Tx, inner: &Inner, instance: &Instance) -> Result<()> {
    let (Some(actor), Some(inbox), Some(follow)) = (&instance.actor_id, &instance.inbox, &instance.follow_id)
    else {
        return Ok(());
    };
    let server = inner.addresses.of(&Place::Server);
    let asked_by_us = inner.addresses.read(follow).is_some();
    let (kind, from, to) = if asked_by_us { ("Undo", &server, actor) } else { ("Reject", actor, &server) };
    let object = json!({ "id": follow, "type": "Follow", "actor": from, "object": to });
    let body = json!({ "type": kind, "to": [actor], "object": object });
    letters::to_inbox(tx, inner, &Place::Server, body, inbox).await?;
    Ok(())
}
