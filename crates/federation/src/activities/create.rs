//! `Create`: a thread or a comment that is new.

use std::borrow::Cow;

use forum::{IncomingComment, IncomingThread, Received, comments, threads};
use members::{Audience, Community};
use moderation::{Subject, subject::place};
use serde_json::Value;
use store::{CommentId, ThreadId};

use super::{Activity, Case};
use crate::{
    objects::incoming::Incoming,
    outcome::{Halt, Reason},
    pictures,
    wire::{WebAddress, json::Addressing},
};

/// How many unknown comments above one are fetched.
const ABOVE: usize = 15;

pub(super) async fn apply(case: &mut Case<'_>, activity: &Activity<'_>) -> Result<(), Halt> {
    let object = trusted_object(case, activity)?;
    let incoming = Incoming::read(&object, case.reach(), case.now())?;
    if incoming.author != activity.actor {
        return Err(Reason::ForeignAuthor.into());
    }
    let also = Addressing::of(activity.json);
    take_in(case, activity, incoming, &also).await
}

/// The object as its own server tells it: embedded if that server sent it, fetched if not.
pub(super) fn trusted_object<'a>(case: &Case<'_>, activity: &Activity<'a>) -> Result<Cow<'a, Value>, Halt> {
    let id = activity.object(case.reach())?;
    case.check_host(&id)?;
    if case.inner.addresses.is_ours(&id) {
        return Err(Reason::OurOwn.into());
    }
    if activity.announced.is_none() && !id.same_host(&activity.actor) {
        return Err(Reason::ForeignObject.into());
    }
    let embedded = &activity.json["object"];
    if embedded.is_object() && is_from(activity, &id) {
        return Ok(Cow::Borrowed(embedded));
    }
    let document = case.document(&id)?.ok_or(Reason::Unverified)?;
    Ok(Cow::Owned(document.json.clone()))
}

/// Whether the server that sent us this is the server of `id`.
pub(super) fn is_from(activity: &Activity<'_>, id: &WebAddress) -> bool {
    let host = id.host().to_string();
    id.same_host(&activity.actor) && activity.announced.as_ref().is_none_or(|group| group.host == host)
}

/// Takes in what is new; what is known stays as it is.
pub(super) async fn take_in(
    case: &mut Case<'_>,
    activity: &Activity<'_>,
    incoming: Incoming,
    also: &Addressing<'_>,
) -> Result<(), Halt> {
    check_hosts(case, &incoming)?;
    if let Some(known) = case.subject_at(incoming.id.as_str()).await? {
        case.subject = Some(known);
        return Ok(());
    }
    let (above, parent) = answered(case, activity, &incoming).await?;
    let community = community_of(case, activity, &incoming, also, parent).await?;
    check_entry(case, activity, &incoming, also, &community).await?;
    let mut parent = parent;
    for incoming in above.into_iter().rev().chain([incoming]) {
        parent = Some(insert(case, &community, incoming, parent).await?);
    }
    case.subject = parent;
    case.accepted_in(activity, &community);
    Ok(())
}

/// Everybody who takes part: nobody blocked, nobody who claims to be ours, no author from elsewhere.
fn check_hosts(case: &Case<'_>, incoming: &Incoming) -> Result<(), Halt> {
    case.check_host(&incoming.id)?;
    case.check_host(&incoming.author)?;
    if case.inner.addresses.is_ours(&incoming.author) || case.inner.addresses.is_ours(&incoming.id) {
        return Err(Reason::OurOwn.into());
    }
    if !incoming.id.same_host(&incoming.author) {
        return Err(Reason::ForeignObject.into());
    }
    Ok(())
}

/// What it answers: the comments above it that are new here too, lowest first, and the known thing above those.
async fn answered(
    case: &mut Case<'_>,
    activity: &Activity<'_>,
    incoming: &Incoming,
) -> Result<(Vec<Incoming>, Option<Subject>), Halt> {
    let mut above: Vec<Incoming> = Vec::new();
    while let Some(id) = above.last().unwrap_or(incoming).answers.clone() {
        let address = case.address(&id)?;
        if let Some(known) = case.subject_at(address.as_str()).await? {
            return Ok((above, Some(known)));
        }
        // All of ours is known here, and what is new in a community of ours comes to us first.
        let fetchable = activity.announced.is_some() && !case.inner.addresses.is_ours(&address);
        let circular = above.iter().any(|other| other.id == address);
        if !fetchable || circular || above.len() == ABOVE {
            return Err(Reason::UnknownParent.into());
        }
        let document = case.document(&address)?.ok_or(Reason::UnknownParent)?;
        let parent = Incoming::read(&document.json, case.reach(), case.now())?;
        check_hosts(case, &parent)?;
        above.push(parent);
    }
    Ok((above, None))
}

/// The community it belongs to: its thread's; for a thread the one that it names.
async fn community_of(
    case: &mut Case<'_>,
    activity: &Activity<'_>,
    incoming: &Incoming,
    also: &Addressing<'_>,
    parent: Option<Subject>,
) -> Result<Community, Halt> {
    if let Some(parent) = parent {
        let place = place(case.tx, parent).await?.ok_or(Reason::UnknownParent)?;
        let community = case.community(place.community.ok_or(Reason::UnknownParent)?).await?;
        case.check_announcer(activity, &community)?;
        return Ok(community);
    }
    let mut named: Vec<&str> = incoming.named.iter().map(String::as_str).collect();
    named.extend(also.named.iter().filter(|id| !incoming.named.iter().any(|own| own == *id)));
    if let Some(announcer) = &activity.announced {
        for audience in &incoming.audience {
            if case.community_at(audience).await?.is_some_and(|other| other.id != announcer.id) {
                return Err(Reason::OtherCommunity.into());
            }
        }
        let names = announcer.actor_id.as_deref().is_some_and(|id| named.contains(&id));
        return if names { Ok(announcer.clone()) } else { Err(Reason::OtherCommunity.into()) };
    }
    for id in named {
        if let Some(community) = case.community_at(id).await? {
            return Ok(community);
        }
    }
    Err(if incoming.public || also.public { Reason::UnknownCommunity } else { Reason::Private }.into())
}

/// Who may bring something into a community.
async fn check_entry(
    case: &mut Case<'_>,
    activity: &Activity<'_>,
    incoming: &Incoming,
    also: &Addressing<'_>,
    community: &Community,
) -> Result<(), Halt> {
    let host = incoming.author.host().to_string();
    let public = incoming.public || (!incoming.addressed && also.public);
    match community.audience {
        Audience::Open if !public => return Err(Reason::Private.into()),
        Audience::Circle if community.is_local() && !case.standings.lists(&host) => {
            return Err(Reason::UnknownCommunity.into());
        }
        _ => {}
    }
    if community.is_local() || activity.announced.is_some() {
        return Ok(());
    }
    if community.host != host {
        return Err(Reason::NotAnnounced.into());
    }
    if case.follows(community).await? { Ok(()) } else { Err(Reason::NotFollowed.into()) }
}

async fn insert(
    case: &mut Case<'_>,
    community: &Community,
    incoming: Incoming,
    parent: Option<Subject>,
) -> Result<Subject, Halt> {
    let persona = case.persona(&incoming.author).await?;
    let picture = incoming.picture;
    case.wrote = true;
    let object_id = incoming.id.as_str().to_owned();
    let (received, subject) = match parent {
        None => {
            let thread = IncomingThread {
                object_id,
                persona: persona.id,
                title: incoming.title,
                body_html: incoming.html,
                notes: incoming.notes,
                unlisted: incoming.unlisted,
                published: incoming.published,
            };
            let (received, id) = threads::receive(case.tx, community, thread).await?;
            (received, id.map(Subject::Thread))
        }
        Some(parent) => {
            let (thread, parent) = place_in_thread(case, parent).await?;
            let comment = IncomingComment {
                object_id,
                persona: persona.id,
                parent,
                body_html: incoming.html,
                notes: incoming.notes,
                published: incoming.published,
            };
            let (received, id) = comments::receive(case.tx, community, thread, comment).await?;
            if case.quiet
                && let (Received::New, Some(id)) = (&received, id)
            {
                forget_notice(case, id).await?;
            }
            (received, id.map(Subject::Comment))
        }
    };
    let is_new = matches!(received, Received::New);
    settled(received)?;
    if let (true, Some(subject), Some(picture)) = (is_new, subject, &picture) {
        pictures::expect(case, community, subject, Some(picture)).await?;
    }
    Ok(subject.ok_or(Reason::Unfit)?)
}

/// Whoever was answered long ago is not told now.
async fn forget_notice(case: &mut Case<'_>, comment: CommentId) -> Result<(), Halt> {
    case.tx.sql("DELETE FROM notices WHERE comment_id = $1").bind(comment).execute().await?;
    Ok(())
}

/// What the forum made of it.
pub(super) fn settled(received: Received) -> Result<(), Halt> {
    match received {
        Received::Refused(refusal) => Err(refusal.into()),
        Received::New | Received::Changed | Received::Unchanged => Ok(()),
    }
}

async fn place_in_thread(
    case: &mut Case<'_>,
    parent: Subject,
) -> Result<(ThreadId, Option<CommentId>), Halt> {
    let place = place(case.tx, parent).await?.ok_or(Reason::UnknownParent)?;
    Ok((place.thread.ok_or(Reason::UnknownParent)?, place.comment))
}
