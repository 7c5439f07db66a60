//! Finding a community by what people write down: `!name@host`, `name@host`, its address, or the address of something
//! that was written in it.

mod written;

use members::{Audience, communities};
use store::{CommunityId, Fault, ThreadId};

use crate::{
    Federation,
    actors::{ActorDocument, ActorKind},
    addresses::Place,
    errands::{self, Question},
    objects::group,
    outcome::Halt,
    wire::{
        Document, FetchRefusal, Handle, Host, WebAddress,
        webfinger::{self, WebFingerRefusal},
    },
};

/// Why nothing was found. Its [`LookupRefusal::key`] is the key of its translation.
#[derive(Debug, thiserror::Error)]
pub enum LookupRefusal {
    /// It is neither `name@host` nor an address.
    #[error("this is not a community's address")]
    NotAnAddress,
    /// We do not speak with that server.
    #[error("the server is blocked here")]
    Blocked,
    /// There is no such community, or it is not shown to us.
    #[error("there is no such community")]
    NotFound,
    /// There is something, but no community.
    #[error("this is no community")]
    NotACommunity,
    /// The other server does not answer.
    #[error("the other server does not answer")]
    Unreachable,
    /// The store failed.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl LookupRefusal {
    /// The key of its translation.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::NotAnAddress => "refusal-lookup-not-an-address",
            Self::Blocked => "refusal-lookup-blocked",
            Self::NotFound => "refusal-lookup-not-found",
            Self::NotACommunity => "refusal-lookup-not-a-community",
            Self::Unreachable => "refusal-lookup-unreachable",
            Self::Fault(_) => "refusal-fault",
        }
    }
}

impl From<FetchRefusal> for LookupRefusal {
    fn from(refusal: FetchRefusal) -> Self {
        match refusal {
            FetchRefusal::Blocked => Self::Blocked,
            FetchRefusal::Address(_) | FetchRefusal::Ourselves => Self::NotAnAddress,
            refusal if refusal.is_passing() => Self::Unreachable,
            _ => Self::NotFound,
        }
    }
}

impl From<WebFingerRefusal> for LookupRefusal {
    fn from(refusal: WebFingerRefusal) -> Self {
        match refusal {
            WebFingerRefusal::Fetch(refusal) => refusal.into(),
            _ => Self::NotFound,
        }
    }
}

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// The community.
    pub community: CommunityId,
    /// The thread in it that was asked for, if it is known here. Whether somebody may read it, its page says.
    pub thread: Option<ThreadId>,
}

/// Finds a community as [`find`] does.
///
/// # Errors
/// When it cannot be found, or is none.
pub async fn community(federation: &Federation, text: &str) -> Result<CommunityId, LookupRefusal> {
    Ok(find(federation, text).await?.community)
}

/// Finds a community and remembers it. Of ours, those that are open are found too.
///
/// The address of a thread or a comment leads to its community; and to the thread, if we know it, or members here
/// belong to that community and its own server shows us the thread.
///
/// # Errors
/// When it cannot be found, or belongs to no community.
pub async fn find(federation: &Federation, text: &str) -> Result<Found, LookupRefusal> {
    let inner = &federation.0;
    let text = text.trim();
    let standings = inner.standings().await?;
    let errand = inner.errand(&standings.blocked);
    let document = match wanted(federation, text)? {
        Wanted::Ours(handle) => return ours(federation, &handle).await,
        Wanted::Written(place) => return written::ours(federation, &place).await,
        Wanted::Handle(handle) if standings.blocks(&handle.host) => return Err(LookupRefusal::Blocked),
        Wanted::Handle(handle) => webfinger::resolve(&inner.client, &handle, &errand).await?.actor,
        Wanted::Address(address) => inner.client.fetch_document(&address, &errand).await?,
    };
    if ActorKind::of(&document.json).is_some() {
        let community = keep(federation, &document).await?;
        return Ok(Found { community, thread: None });
    }
    written::elsewhere(federation, &errand, document).await
}

enum Wanted {
    Ours(String),
    Written(Place),
    Handle(Handle),
    Address(WebAddress),
}

fn wanted(federation: &Federation, text: &str) -> Result<Wanted, LookupRefusal> {
    let inner = &federation.0;
    let reach = inner.settings.reach;
    if let Some(handle) = Handle::parse(text, reach) {
        let ours = handle.host == *inner.addresses.host();
        return Ok(if ours { Wanted::Ours(handle.name.to_lowercase()) } else { Wanted::Handle(handle) });
    }
    match inner.addresses.read(text) {
        Some(Place::Community(handle)) => return Ok(Wanted::Ours(handle)),
        Some(place @ (Place::Thread(_) | Place::Comment(_))) => return Ok(Wanted::Written(place)),
        Some(_) => return Err(LookupRefusal::NotACommunity),
        None => {}
    }
    let address = WebAddress::parse(text, reach).map_err(|_| LookupRefusal::NotAnAddress)?;
    Ok(Wanted::Address(address.without_fragment()))
}

async fn ours(federation: &Federation, handle: &str) -> Result<Found, LookupRefusal> {
    let mut tx = federation.0.database.read().await?;
    let community = communities::by_handle(&mut tx, handle).await?;
    let community = community.filter(|community| community.audience == Audience::Open);
    let found = community.map(|community| Found { community: community.id, thread: None });
    found.ok_or(LookupRefusal::NotFound)
}

async fn keep(federation: &Federation, document: &Document) -> Result<CommunityId, LookupRefusal> {
    let inner = &federation.0;
    let actor = ActorDocument::read(document, inner.settings.reach).ok_or(LookupRefusal::NotACommunity)?;
    if actor.kind != ActorKind::Group {
        return Err(LookupRefusal::NotACommunity);
    }
    // What a private community says is for those who were let in; so is what we say in it.
    let audience = if actor.approves { Audience::Circle } else { Audience::Open };
    let host: &Host = actor.id.host();
    let mut tx = inner.database.write().await?;
    let id = match group::receive(&mut tx, &actor, audience).await {
        Ok(id) => id,
        Err(Halt::Fault(fault)) => return Err(fault.into()),
        Err(Halt::Refused(_) | Halt::Need(_)) => return Err(LookupRefusal::NotACommunity),
    };
    errands::ask(&mut tx, &host.to_string(), &Question::Team { community: id })?;
    tx.commit().await?;
    Ok(id)
}
