//! From an address to its document, for somebody who may know.

use axum::http::request::Parts;
use forum::{State, comments, releases, threads};
use members::{Audience, Community, communities, personas, porch};
use moderation::Subject;
use serde_json::Value;
use store::{CommentId, Mutant, Result, ThreadId, Tx};

use super::{Asker, Found, place_of};
use crate::{
    addresses::Place,
    collections,
    federation::Inner,
    objects::{Belonging, context, group, page, person, tombstone},
    outbox::{Desk, letters, note_of},
    own, pictures,
};

/// What this asker finds at a path.
pub(super) async fn find(inner: &Inner, head: &Parts, path: &str) -> Result<Option<Found>> {
    let Some((place, person_list)) = place_of(path) else { return Ok(None) };
    let found = match &place {
        // Everybody needs these keys, also to prove who they are: nothing is asked first.
        Place::Server | Place::Reader => server(inner, &place).await?,
        _ => {
            let asker = Asker::of(inner, head).await?;
            let mut tx = inner.database.read().await?;
            of_asker(&mut tx, inner, &asker, &place).await?
        }
    };
    Ok(match found {
        Some(found) if person_list && !found.gone => {
            let list = collections::empty(format!("{}/{path}", inner.addresses.base()));
            Some(Found::new(inner, &list, found.public))
        }
        found => found,
    })
}

/// Under the name that those who run this server gave it last.
async fn server(inner: &Inner, place: &Place) -> Result<Option<Found>> {
    let chosen = porch::read(&mut inner.database.read().await?).await?.name;
    let name = chosen.as_deref().unwrap_or(&inner.settings.name);
    let document = person::document(inner, place, name);
    Ok(document.map(|document| Found::new(inner, &document, true)))
}

async fn of_asker(tx: &mut Tx, inner: &Inner, asker: &Asker, place: &Place) -> Result<Option<Found>> {
    match place {
        Place::Persona(handle) => persona(tx, inner, asker, handle).await,
        Place::Moderators(handle) => {
            let Some(community) = local(tx, asker, handle).await? else { return Ok(None) };
            let name = format!("Moderators of {}", community.title);
            let document = person::document(inner, place, &name);
            Ok(document.map(|document| Found::new(inner, &document, is_open(&community))))
        }
        Place::Community(handle) => {
            let community = local(tx, asker, handle).await?;
            Ok(community.map(|it| Found::new(inner, &group::document(inner, &it), is_open(&it))))
        }
        Place::List(handle, list) => {
            let Some(community) = local(tx, asker, handle).await? else { return Ok(None) };
            let list = collections::of_community(tx, inner, &community, *list).await?;
            Ok(Some(Found::new(inner, &list, is_open(&community))))
        }
        Place::Thread(id) => thread(tx, inner, asker, *id).await,
        Place::Comment(id) => comment(tx, inner, asker, *id).await,
        Place::Context(id) => {
            let found = collections::of_thread(tx, inner, *id).await?;
            let shown = found.filter(|(community, _)| asker.may_see(community));
            Ok(shown.map(|(community, list)| Found::new(inner, &list, is_open(&community))))
        }
        Place::Activity(id) => activity(tx, asker, *id).await,
        Place::Circle => {
            let list = collections::circle(tx, inner, asker).await?;
            Ok(list.map(|list| Found::new(inner, &list, false)))
        }
        Place::Server | Place::Reader => Ok(None),
    }
}

fn is_open(community: &Community) -> bool {
    community.audience == Audience::Open
}

async fn local(tx: &mut Tx, asker: &Asker, handle: &str) -> Result<Option<Community>> {
    Ok(communities::by_handle(tx, handle).await?.filter(|community| asker.may_see(community)))
}

async fn seen(tx: &mut Tx, asker: &Asker, id: store::CommunityId) -> Result<Option<Community>> {
    Ok(own::community(tx, id).await?.filter(|community| asker.may_see(community)))
}

async fn persona(tx: &mut Tx, inner: &Inner, asker: &Asker, handle: &str) -> Result<Option<Found>> {
    let persona = personas::by_handle(tx, handle).await?;
    let community = persona.as_ref().and_then(|persona| persona.community_id);
    // Looked for whatever was found, so that a name that is hidden takes as long as one that is not there.
    let community = own::community_or_none(tx, community).await?.filter(|community| asker.may_see(community));
    let unheard_of = own::is_unheard_of(tx, persona.as_ref().map(|persona| persona.id)).await?;
    let (Some(persona), Some(community)) = (persona.filter(|_| !unheard_of), community) else {
        return Ok(None);
    };
    let place = Place::Persona(persona.handle);
    if persona.deleted {
        return Ok(Some(gone(inner, &place, is_open(&community))));
    }
    let document = person::document(inner, &place, &persona.name);
    Ok(document.map(|document| Found::new(inner, &document, is_open(&community))))
}

fn gone(inner: &Inner, place: &Place, public: bool) -> Found {
    let document = tombstone::document(&inner.addresses.of(place));
    Found { gone: true, ..Found::new(inner, &document, public) }
}

async fn thread(tx: &mut Tx, inner: &Inner, asker: &Asker, id: ThreadId) -> Result<Option<Found>> {
    let Some(thread) = threads::show_any(tx, id).await? else { return Ok(None) };
    let Some(community) = seen(tx, asker, thread.community_id).await? else { return Ok(None) };
    if waits(tx, Subject::Thread(id)).await? {
        return Ok(None);
    }
    let author = personas::get(tx, thread.author.id).await?.filter(|author| author.host.is_empty());
    let Some(author) = author else { return Ok(None) };
    let public = is_open(&community);
    match thread.state {
        State::Shown => {
            let belonging = Belonging::of(&inner.addresses, &community);
            let author = own::persona_address(&inner.addresses, &author);
            let object = match said_last(tx, Subject::Thread(id)).await? {
                None => {
                    let mut object = page::object(&inner.addresses, &thread, &author, &belonging);
                    if let Some(object) = &mut object {
                        pictures::attach(tx, &inner.addresses, id.0, object).await?;
                    }
                    object
                }
                known => known,
            };
            Ok(object.map(|object| whole(inner, object, public)))
        }
        State::Deleted if !letters::was_sent(tx, id.0).await? => Ok(None),
        State::Deleted => Ok(Some(gone(inner, &Place::Thread(id), public))),
        State::Held | State::Removed => Ok(None),
    }
}

async fn comment(tx: &mut Tx, inner: &Inner, asker: &Asker, id: CommentId) -> Result<Option<Found>> {
    let Some(comment) = comments::show_any(tx, id).await? else { return Ok(None) };
    let Some(thread) = threads::show_any(tx, comment.thread_id).await? else { return Ok(None) };
    let Some(community) = seen(tx, asker, thread.community_id).await? else { return Ok(None) };
    if waits(tx, Subject::Comment(id)).await? {
        return Ok(None);
    }
    let author = personas::get(tx, comment.author.id).await?.filter(|author| author.host.is_empty());
    let Some(author) = author else { return Ok(None) };
    let public = is_open(&community);
    match comment.state {
        State::Shown => {
            let belonging = Belonging::of(&inner.addresses, &community);
            let object = match said_last(tx, Subject::Comment(id)).await? {
                None => note_of(&mut Desk { tx, inner }, &comment, &thread, &author, &belonging).await?,
                known => known,
            };
            Ok(object.map(|object| whole(inner, object, public)))
        }
        State::Deleted if !letters::was_sent(tx, id.0).await? => Ok(None),
        State::Deleted => Ok(Some(gone(inner, &Place::Comment(id), public))),
        State::Held | State::Removed => Ok(None),
    }
}

/// Whether nobody elsewhere may know of it yet.
async fn waits(tx: &mut Tx, subject: Subject) -> Result<bool> {
    Ok(!Mutant::UnreleasedAnswered.is_on() && releases::waits(tx, subject).await?)
}

/// What others know of it while its newest words wait.
async fn said_last(tx: &mut Tx, subject: Subject) -> Result<Option<Value>> {
    if !releases::edit_waits(tx, subject).await? {
        return Ok(None);
    }
    let said = match letters::last(tx, subject.id(), "Update").await? {
        None => letters::last(tx, subject.id(), "Create").await?,
        update => update,
    };
    Ok(said.and_then(|mut said| said.get_mut("object").map(Value::take)))
}

fn whole(inner: &Inner, mut object: Value, public: bool) -> Found {
    object["@context"] = context();
    Found::new(inner, &object, public)
}

/// What we said, word for word, as long as what it is about can be read.
async fn activity(tx: &mut Tx, asker: &Asker, id: i64) -> Result<Option<Found>> {
    let row: Option<(Option<store::CommunityId>, Option<i64>, bool, String)> = tx
        .sql("SELECT community_id, subject_id, words, body FROM sent WHERE id = $1")
        .bind(id)
        .optional()
        .await?;
    let Some((Some(community), subject, words, text)) = row else { return Ok(None) };
    let Some(community) = seen(tx, asker, community).await? else { return Ok(None) };
    if text.is_empty() || (words && !is_shown(tx, subject).await?) {
        return Ok(None);
    }
    Ok(Some(Found { text, public: is_open(&community), gone: false }))
}

async fn is_shown(tx: &mut Tx, subject: Option<i64>) -> Result<bool> {
    let Some(subject) = subject else { return Ok(false) };
    if let Some(thread) = threads::show_any(tx, ThreadId(subject)).await? {
        return Ok(thread.state == State::Shown);
    }
    let comment = comments::show_any(tx, CommentId(subject)).await?;
    Ok(comment.is_some_and(|comment| comment.state == State::Shown))
}
