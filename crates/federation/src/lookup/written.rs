//! From a thread or a comment to its community.

use std::sync::Arc;

use members::{Audience, Community, communities};
use moderation::{Subject, subject::place};
use store::Tx;

use super::{Found, LookupRefusal, keep};
use crate::{
    Federation,
    activities::Known,
    actors::ActorKind,
    addresses::Place,
    errands::{Unanswered, backfill},
    objects::incoming::Incoming,
    own,
    wire::{Document, Errand, FetchRefusal, WebAddress},
};

/// So many comments above one are looked at to find its thread.
const ABOVE: usize = 10;
/// Of so many that it names is one its community.
const NAMED: usize = 5;

impl From<Unanswered> for LookupRefusal {
    fn from(unanswered: Unanswered) -> Self {
        match unanswered {
            Unanswered::Fetch(refusal) => refusal.into(),
            Unanswered::Fault(fault) => fault.into(),
        }
    }
}

/// Something on this server: found in open communities, as the community itself is.
pub(super) async fn ours(federation: &Federation, place: &Place) -> Result<Found, LookupRefusal> {
    let subject = match place {
        Place::Thread(id) => Subject::Thread(*id),
        Place::Comment(id) => Subject::Comment(*id),
        _ => return Err(LookupRefusal::NotFound),
    };
    let mut tx = federation.0.database.read().await?;
    let found = known(&mut tx, subject).await?.ok_or(LookupRefusal::NotFound)?;
    let community = own::community(&mut tx, found.community).await?;
    let open = community.is_some_and(|community| community.audience == Audience::Open);
    if open { Ok(found) } else { Err(LookupRefusal::NotFound) }
}

/// Something on another server, which its own server has just shown us.
pub(super) async fn elsewhere(
    federation: &Federation,
    errand: &Errand,
    document: Document,
) -> Result<Found, LookupRefusal> {
    let inner = &federation.0;
    let (reach, now) = (inner.settings.reach, inner.database.clock().now());
    let wanted = document.id.clone();
    let mut documents = Known::new();
    let mut document = document;
    for _ in 0..ABOVE {
        if let Some(found) = by_address(federation, &document.id).await? {
            return Ok(found);
        }
        let incoming =
            Incoming::read(&document.json, reach, now).map_err(|_| LookupRefusal::NotACommunity)?;
        documents.insert(document.id.as_str().to_owned(), Ok(Arc::new(document)));
        let Some(answered) = incoming.answers.clone() else {
            let group = group_of(federation, errand, &incoming).await?;
            return receive(federation, errand, &group, &wanted, &mut documents).await;
        };
        let above = WebAddress::parse(&answered, reach).map_err(FetchRefusal::from)?;
        if let Some(found) = by_address(federation, &above).await? {
            return Ok(found);
        }
        document = inner.client.fetch_document(&above, errand).await?;
    }
    Err(LookupRefusal::NotFound)
}

/// What we know under another server's address, or under ours.
async fn by_address(federation: &Federation, address: &WebAddress) -> Result<Option<Found>, LookupRefusal> {
    let mut tx = federation.0.database.read().await?;
    if federation.0.addresses.is_ours(address) {
        drop(tx);
        return match federation.0.addresses.read(address.as_str()) {
            Some(place) => ours(federation, &place).await.map(Some),
            None => Err(LookupRefusal::NotFound),
        };
    }
    match forum::objects::by_object(&mut tx, address.as_str()).await? {
        Some(subject) => known(&mut tx, subject).await,
        None => Ok(None),
    }
}

async fn known(tx: &mut Tx, subject: Subject) -> Result<Option<Found>, LookupRefusal> {
    let place = place(tx, subject).await?;
    let found = place.and_then(|place| Some((place.community?, place.thread)));
    Ok(found.map(|(community, thread)| Found { community, thread }))
}

/// The community that a thread names: one that we know, or one that its server shows us.
async fn group_of(
    federation: &Federation,
    errand: &Errand,
    thread: &Incoming,
) -> Result<Community, LookupRefusal> {
    let inner = &federation.0;
    for named in thread.named.iter().take(NAMED) {
        if let Some(community) = remembered(federation, named).await? {
            return Ok(community);
        }
        let Ok(address) = WebAddress::parse(named, inner.settings.reach) else { continue };
        match inner.client.fetch_document(&address, errand).await {
            Ok(document) if ActorKind::of(&document.json) == Some(ActorKind::Group) => {
                let id = keep(federation, &document).await?;
                let mut tx = inner.database.read().await?;
                return own::community(&mut tx, id).await?.ok_or(LookupRefusal::NotFound);
            }
            Err(refusal) if refusal.is_passing() => return Err(refusal.into()),
            _ => {}
        }
    }
    Err(LookupRefusal::NotACommunity)
}

/// A community that we know by its address; of ours, an open one.
async fn remembered(federation: &Federation, named: &str) -> Result<Option<Community>, LookupRefusal> {
    let mut tx = federation.0.database.read().await?;
    let found = match federation.0.addresses.read(named) {
        Some(Place::Community(handle)) => communities::by_handle(&mut tx, &handle).await?,
        _ => return Ok(communities::by_actor(&mut tx, named).await?),
    };
    Ok(found.filter(|community| community.audience == Audience::Open))
}

/// Takes it in as if its community announced it, if members here belong to that community, and its own server shows
/// it: of what others say only the announcement proves that it belongs there.
async fn receive(
    federation: &Federation,
    errand: &Errand,
    group: &Community,
    wanted: &WebAddress,
    documents: &mut Known,
) -> Result<Found, LookupRefusal> {
    let inner = &federation.0;
    let at_home = wanted.host().to_string() == group.host;
    if at_home
        && backfill::receive(inner, errand, group, wanted.as_str(), documents).await?
        && let Some(found) = by_address(federation, wanted).await?
    {
        return Ok(found);
    }
    Ok(Found { community: group.id, thread: None })
}
