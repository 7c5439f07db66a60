//! `Undo`: what was done is done no more. The one who undoes is the one who did, or another moderator.

use forum::{Received, comments, support, threads};
use moderation::{
    Moderator, Subject,
    measures::{self, Kind as Measure},
};
use serde_json::Value;

use super::{Activity, Case, Kind, block, create, resolve};
use crate::{
    addresses::Place,
    circle,
    objects::incoming::Incoming,
    outcome::{Halt, Reason},
    own, pictures,
    wire::json::{self, one_id},
};

pub(super) async fn apply(case: &mut Case<'_>, activity: &Activity<'_>) -> Result<(), Halt> {
    let json = undone(case, activity).await?;
    let mut inner = Activity::read(&json, case.reach()).ok_or(Reason::Malformed)?;
    if inner.actor != activity.actor {
        return Err(Reason::NotAllowed.into());
    }
    inner.announced.clone_from(&activity.announced);
    match inner.kind {
        Kind::Follow => unfollow(case, &inner).await,
        Kind::Like => unlike(case, &inner).await,
        Kind::Delete => restore(case, activity, &inner).await,
        Kind::Lock => unlock(case, activity, &inner).await,
        Kind::Block => unblock(case, activity, &inner).await,
        Kind::Resolve => resolve::undo(case, &inner).await,
        // A boost or a vote against, undone: neither left a trace here.
        Kind::Announce | Kind::Dislike => Ok(()),
        _ => Err(Reason::NotUnderstood.into()),
    }
}

/// What is undone: as it is told, or as we know it by its id. What we know of its actor counts more than what is told.
async fn undone(case: &mut Case<'_>, activity: &Activity<'_>) -> Result<Value, Halt> {
    let told = &activity.json["object"];
    let id = case.address(one_id(told).ok_or(Reason::Malformed)?)?;
    let known: Option<(String, String)> = case
        .tx
        .sql("SELECT actor_id, body FROM received WHERE activity_id = $1")
        .bind(id.as_str().to_owned())
        .optional()
        .await?;
    if known.as_ref().is_some_and(|(actor, _)| actor != activity.actor.as_str()) {
        return Err(Reason::NotAllowed.into());
    }
    if told.is_object() {
        return Ok(told.clone());
    }
    let (_, body) = known.ok_or(Reason::UnknownObject)?;
    json::parse(body.as_bytes()).map_err(|_| Reason::UnknownObject.into())
}

async fn unfollow(case: &mut Case<'_>, inner: &Activity<'_>) -> Result<(), Halt> {
    let id = one_id(&inner.json["object"]).ok_or(Reason::Malformed)?;
    if case.inner.addresses.read(id) == Some(Place::Server) {
        return circle::left(case, inner).await;
    }
    let community = case.community_at(id).await?.ok_or(Reason::UnknownObject)?;
    case.wrote = true;
    let gone = case
        .tx
        .sql("DELETE FROM followers WHERE community_id = $1 AND actor_id = $2")
        .bind(community.id)
        .bind(inner.actor.as_str().to_owned())
        .execute()
        .await?;
    if gone == 0 { Err(Reason::UnknownObject.into()) } else { Ok(()) }
}

async fn unlike(case: &mut Case<'_>, inner: &Activity<'_>) -> Result<(), Halt> {
    let id = one_id(&inner.json["object"]).ok_or(Reason::Malformed)?;
    let (subject, _, community) = case.located(id).await?;
    case.check_announcer(inner, &community)?;
    case.wrote = true;
    support::receive_withdrawal(case.tx, inner.actor.as_str(), subject).await?;
    Ok(())
}

/// A deletion undone: the author brings the words back, as their server tells them; a moderator lifts the removal.
async fn restore(case: &mut Case<'_>, activity: &Activity<'_>, inner: &Activity<'_>) -> Result<(), Halt> {
    let id = inner.object(case.reach())?;
    let (subject, place, community) = case.located(id.as_str()).await?;
    case.check_announcer(activity, &community)?;
    let author = own::persona(case.tx, place.persona).await?;
    if author.actor_id.as_deref() == Some(activity.actor.as_str()) {
        let document = case.document(&id)?.ok_or(Reason::Unverified)?;
        let incoming = Incoming::read(&document.json, case.reach(), case.now())?;
        if incoming.author != activity.actor {
            return Err(Reason::ForeignAuthor.into());
        }
        let edit = incoming.as_edit(case.now());
        case.wrote = true;
        let received = match subject {
            Subject::Thread(id) => threads::restore(case.tx, id, edit).await?,
            Subject::Comment(id) => comments::restore(case.tx, id, edit).await?,
            Subject::Persona(_) => Received::Unchanged,
        };
        create::settled(received)?;
        pictures::expect(case, &community, subject, incoming.picture.as_ref()).await?;
    } else {
        let moderator = case.moderator(activity, &community).await?;
        case.wrote = true;
        lift(case, &moderator, subject, Measure::Remove).await?;
    }
    case.accepted_in(activity, &community);
    Ok(())
}

async fn unlock(case: &mut Case<'_>, activity: &Activity<'_>, inner: &Activity<'_>) -> Result<(), Halt> {
    let id = one_id(&inner.json["object"]).ok_or(Reason::Malformed)?;
    let (subject, _, community) = case.located(id).await?;
    case.check_announcer(activity, &community)?;
    let moderator = case.moderator(activity, &community).await?;
    case.wrote = true;
    lift(case, &moderator, subject, Measure::Lock).await?;
    case.accepted_in(activity, &community);
    Ok(())
}

async fn unblock(case: &mut Case<'_>, activity: &Activity<'_>, inner: &Activity<'_>) -> Result<(), Halt> {
    let (communities, _) = block::targets(case, inner).await?;
    let persona = case.persona(&inner.object(case.reach())?).await?;
    let mut outcome = Err(Reason::NotAllowed.into());
    for community in communities {
        let moderator = match case.moderator(activity, &community).await {
            Err(Halt::Refused(_)) => continue,
            found => found?,
        };
        case.wrote = true;
        match lift(case, &moderator, Subject::Persona(persona.id), Measure::Ban).await {
            Ok(()) => {
                case.accepted_in(activity, &community);
                outcome = Ok(());
            }
            // Of a whole site, most communities have no ban to lift.
            Err(Halt::Refused(reason)) if outcome.is_err() => outcome = Err(reason.into()),
            Err(Halt::Refused(_)) => {}
            Err(halt) => return Err(halt),
        }
    }
    outcome
}

/// Lifts every measure of a kind that the moderator's community has on a subject.
pub(super) async fn lift(
    case: &mut Case<'_>,
    moderator: &Moderator,
    subject: Subject,
    kind: Measure,
) -> Result<(), Halt> {
    let found = measures::unlifted(case.tx, subject).await?;
    let wanted =
        |measure: &&measures::Measure| measure.kind == kind && measure.community == moderator.community();
    let ids: Vec<_> = found.iter().filter(wanted).map(|measure| measure.id).collect();
    if ids.is_empty() {
        return Err(Reason::UnknownObject.into());
    }
    for id in ids {
        measures::lift(case.tx, moderator, id).await?;
    }
    Ok(())
}
