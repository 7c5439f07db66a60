//! `Announce`: a community that we follow passes on what happened in it.

use members::Community;
use serde_json::Value;

use super::{Activity, Case, Kind, apply_shared, create};
use crate::{
    objects::incoming::Incoming,
    outcome::{Halt, Reason},
    wire::{
        WebAddress,
        json::{Addressing, one_id, types},
    },
};

/// More at once is nobody's honest need.
const BATCH: usize = 50;

pub(super) async fn apply(case: &mut Case<'_>, activity: &Activity<'_>) -> Result<(), Halt> {
    let group = case.community_at(activity.actor.as_str()).await?.filter(|group| !group.is_local());
    let group = group.ok_or(Reason::NotFollowed)?;
    if !case.follows(&group).await? {
        return Err(Reason::NotFollowed.into());
    }
    let items = items(&activity.json["object"])?;
    let mut outcome = Err(Reason::Malformed.into());
    for item in &items {
        match one(case, &group, activity, item).await {
            // In a batch, one that may not be does not stop the others.
            Err(Halt::Refused(reason)) if items.len() > 1 => {
                if outcome.is_err() {
                    outcome = Err(Halt::Refused(reason));
                }
            }
            Err(halt) => return Err(halt),
            Ok(()) => outcome = Ok(()),
        }
    }
    outcome
}

/// What is announced: one thing, a list, or a collection.
fn items(object: &Value) -> Result<Vec<&Value>, Reason> {
    let list = match object {
        Value::Array(items) => Some(items),
        Value::Object(_) => object["orderedItems"].as_array().or_else(|| object["items"].as_array()),
        _ => None,
    };
    match list {
        Some(items) if items.len() > BATCH => Err(Reason::Nested),
        Some(items) => Ok(items.iter().collect()),
        None => Ok(vec![object]),
    }
}

async fn one(case: &mut Case<'_>, group: &Community, outer: &Activity<'_>, item: &Value) -> Result<(), Halt> {
    if types(item).contains(&"Announce") {
        return Err(Reason::Nested.into());
    }
    if item["actor"].is_null() || item["object"].is_null() {
        return object(case, group, outer, item).await;
    }
    let mut inner = Activity::read(item, case.reach()).ok_or(Reason::Malformed)?;
    check(case, &inner)?;
    if is_applied(case, &inner).await? {
        return Err(Reason::Duplicate.into());
    }
    inner.announced = Some(group.clone());
    if inner.actor.host().to_string() != group.host {
        confirm(case, &inner)?;
    }
    apply_shared(case, &inner).await?;
    note(case, &inner).await
}

/// Nobody of ours, nobody blocked, and the id on the actor's own server.
fn check(case: &Case<'_>, inner: &Activity<'_>) -> Result<(), Halt> {
    case.check_host(&inner.actor)?;
    case.check_host(&inner.id)?;
    if case.inner.addresses.is_ours(&inner.actor) {
        return Err(Reason::OurOwn.into());
    }
    if !inner.id.same_host(&inner.actor) {
        return Err(Reason::ForeignId.into());
    }
    Ok(())
}

/// What a third server is said to have done, it must say itself. Texts are fetched from it in any case.
fn confirm(case: &Case<'_>, inner: &Activity<'_>) -> Result<(), Halt> {
    if matches!(inner.kind, Kind::Create | Kind::Update) {
        return Ok(());
    }
    let object = inner.object(case.reach())?;
    if inner.kind == Kind::Delete && object.same_host(&inner.actor) && case.is_gone(&object)? {
        return Ok(());
    }
    let document = case.document(&inner.id)?.ok_or(Reason::Unverified)?;
    let same = |field: &str| one_id(&document.json[field]) == one_id(&inner.json[field]);
    let agrees =
        types(&document.json) == types(inner.json) && ["actor", "object", "target"].into_iter().all(same);
    if agrees { Ok(()) } else { Err(Reason::Unverified.into()) }
}

/// Whether it came before, directly or another way.
async fn is_applied(case: &mut Case<'_>, inner: &Activity<'_>) -> Result<bool, Halt> {
    let outcome: Option<Option<String>> = case
        .tx
        .sql("SELECT outcome FROM received WHERE activity_id = $1")
        .bind(inner.id.as_str().to_owned())
        .value()
        .await?;
    Ok(outcome.flatten().as_deref() == Some("accepted"))
}

/// Remembers it by its own id, so that its direct copy counts once. Words are not kept twice.
async fn note(case: &mut Case<'_>, inner: &Activity<'_>) -> Result<(), Halt> {
    let hour = case.tx.clock().hour();
    let words = matches!(inner.kind, Kind::Create | Kind::Update);
    case.tx
        .sql(
            "INSERT INTO received (activity_id, host, actor_id, body, outcome, hour) \
             VALUES ($1, $2, $3, $4, 'accepted', $5) \
             ON CONFLICT (activity_id) DO UPDATE SET outcome = excluded.outcome",
        )
        .bind(inner.id.as_str().to_owned())
        .bind(inner.actor.host().to_string())
        .bind(inner.actor.as_str().to_owned())
        .bind(if words { String::new() } else { inner.json.to_string() })
        .bind(hour)
        .execute()
        .await?;
    Ok(())
}

/// A thing itself is announced, by its address or whole: we take it in if we do not know it.
async fn object(
    case: &mut Case<'_>,
    group: &Community,
    outer: &Activity<'_>,
    item: &Value,
) -> Result<(), Halt> {
    let id: WebAddress = case.address(one_id(item).ok_or(Reason::Malformed)?)?;
    if let Some(known) = case.subject_at(id.as_str()).await? {
        case.subject = Some(known);
        return Ok(());
    }
    if case.inner.addresses.is_ours(&id) {
        return Err(Reason::UnknownObject.into());
    }
    let whole = item.is_object() && id.same_host(&outer.actor);
    let json =
        if whole { item.clone() } else { case.document(&id)?.ok_or(Reason::UnknownObject)?.json.clone() };
    let incoming = Incoming::read(&json, case.reach(), case.now())?;
    let mut announced = outer.clone();
    announced.announced = Some(group.clone());
    create::take_in(case, &announced, incoming, &Addressing::default()).await
}
