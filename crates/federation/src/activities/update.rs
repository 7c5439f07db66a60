//! `Update`: an edit by the author, a community by its own server, an actor by itself.

use forum::{Received, comments, threads};
use members::{
    Community,
    communities::{self, Change},
};
use moderation::Subject;
use serde_json::Value;

use super::{Activity, Case, create};
use crate::{
    actors::{self, ActorDocument, ActorKind},
    objects::incoming::Incoming,
    outcome::{Halt, Reason},
    own, pictures,
    wire::{
        Document, WebAddress,
        json::{Addressing, text, types},
    },
};

pub(super) async fn apply(case: &mut Case<'_>, activity: &Activity<'_>) -> Result<(), Halt> {
    let id = activity.object(case.reach())?;
    if let Some(community) = case.community_at(id.as_str()).await? {
        case.check_announcer(activity, &community)?;
        return change_community(case, activity, &community).await;
    }
    if ActorKind::of(&activity.json["object"]).is_some() {
        return change_actor(case, activity, id).await;
    }
    let object = create::trusted_object(case, activity)?;
    let incoming = Incoming::read(&object, case.reach(), case.now())?;
    if incoming.author != activity.actor {
        return Err(Reason::ForeignAuthor.into());
    }
    match case.subject_at(incoming.id.as_str()).await? {
        Some(known) => edit(case, activity, known, &object, &incoming).await,
        None => create::take_in(case, activity, incoming, &Addressing::of(activity.json)).await,
    }
}

async fn edit(
    case: &mut Case<'_>,
    activity: &Activity<'_>,
    subject: Subject,
    object: &Value,
    incoming: &Incoming,
) -> Result<(), Halt> {
    let (_, place, community) = case.located(incoming.id.as_str()).await?;
    case.check_announcer(activity, &community)?;
    let author = own::persona(case.tx, place.persona).await?;
    if author.actor_id.as_deref() != Some(incoming.author.as_str()) {
        return Err(Reason::ForeignAuthor.into());
    }
    let thread_only =
        types(object).into_iter().any(|kind| matches!(kind, "Page" | "Article" | "Video" | "Event"));
    let edit = incoming.as_edit(case.now());
    case.wrote = true;
    let received = match subject {
        Subject::Thread(_) if incoming.answers.is_some() => return Err(Reason::TypeChanged.into()),
        Subject::Comment(_) if incoming.answers.is_none() || thread_only => {
            return Err(Reason::TypeChanged.into());
        }
        Subject::Thread(id) => threads::receive_edit(case.tx, id, edit).await?,
        Subject::Comment(id) => comments::receive_edit(case.tx, id, edit).await?,
        Subject::Persona(_) => return Err(Reason::UnknownObject.into()),
    };
    match received {
        Received::Unchanged => Err(Reason::Stale.into()),
        received => {
            create::settled(received)?;
            pictures::expect(case, &community, subject, incoming.picture.as_ref()).await?;
            case.accepted_in(activity, &community);
            Ok(())
        }
    }
}

/// A community: its own server says how it is called, or one of its moderators.
async fn change_community(
    case: &mut Case<'_>,
    activity: &Activity<'_>,
    community: &Community,
) -> Result<(), Halt> {
    let moderator = case.moderator(activity, community).await?;
    if community.is_local() && !moderator.is_lead() {
        return Err(Reason::NotAllowed.into());
    }
    let id = activity.object(case.reach())?;
    let object = if community.is_local() || create::is_from(activity, &id) {
        activity.json["object"].clone()
    } else {
        case.document(&id)?.ok_or(Reason::Unverified)?.json.clone()
    };
    let title = text(&object["name"], 200).ok_or(Reason::Malformed)?;
    let description = forum::text::plain(&text(&object["summary"], 5_000).unwrap_or_default());
    case.wrote = true;
    communities::change(case.tx, community, Change { title: forum::text::line(&title), description }).await?;
    Ok(())
}

/// An actor changes itself: its name and inbox. A new key is never taken from here; it is fetched when needed.
async fn change_actor(case: &mut Case<'_>, activity: &Activity<'_>, id: WebAddress) -> Result<(), Halt> {
    if id != activity.actor || activity.announced.is_some() {
        return Err(Reason::NotAllowed.into());
    }
    let document = Document { id, json: activity.json["object"].clone() };
    let mut changed = ActorDocument::read(&document, case.reach()).ok_or(Reason::Malformed)?;
    let known = case.actor(&activity.actor).await?;
    if changed.kind != known.kind {
        return Err(Reason::TypeChanged.into());
    }
    (changed.key_id, changed.key_pem) = (known.key_id, known.key_pem);
    case.wrote = true;
    actors::keep(case.tx, &changed).await?;
    Ok(())
}
