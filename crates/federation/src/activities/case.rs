//! One activity before the judge: the transaction it is applied in, what was fetched for it, and who is who.

use std::{collections::HashMap, sync::Arc};

use chrono::{DateTime, Utc};
use forum::objects::by_object;
use members::{Audience, Community, Persona, communities, personas};
use moderation::{Moderator, Subject, subject::place, team};
use store::{Event, Mutant, Tx};

use super::Activity;
use crate::{
    actors::{self, ActorDocument, ActorKind, RemoteActor},
    addresses::Place,
    federation::Inner,
    instances::Standings,
    outcome::{Halt, Reason},
    own,
    wire::{Document, FetchRefusal, Reach, WebAddress},
};

/// What was fetched for an activity, by address.
pub(crate) type Known = HashMap<String, Result<Arc<Document>, FetchRefusal>>;

/// One activity before the judge.
pub(crate) struct Case<'a> {
    pub(crate) tx: &'a mut Tx,
    pub(crate) inner: &'a Inner,
    pub(crate) standings: &'a Standings,
    pub(crate) known: &'a Known,
    /// What came of it: the thread or comment it is about.
    pub(crate) subject: Option<Subject>,
    /// Whether something was written that a refusal would have to take back.
    pub(crate) wrote: bool,
    /// Whether a refusal was answered, so that the answer must be kept with it.
    pub(crate) answered: bool,
    /// Whether the followers of a community of ours will hear of it.
    pub(crate) passes_on: bool,
    /// Whether it was written before we came, so that nobody is told of it as new.
    pub(crate) quiet: bool,
}

impl<'a> Case<'a> {
    /// A case of which nothing has come yet.
    pub(crate) fn new(tx: &'a mut Tx, inner: &'a Inner, standings: &'a Standings, known: &'a Known) -> Self {
        Self {
            tx,
            inner,
            standings,
            known,
            subject: None,
            wrote: false,
            answered: false,
            passes_on: false,
            quiet: false,
        }
    }
}

impl Case<'_> {
    pub(crate) fn reach(&self) -> Reach {
        self.inner.settings.reach
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.tx.clock().now()
    }

    /// Reads an address and makes sure that we speak with its server.
    pub(crate) fn address(&self, text: &str) -> Result<WebAddress, Reason> {
        let address = WebAddress::parse(text, self.reach()).map_err(|_| Reason::Malformed)?;
        self.check_host(&address)?;
        Ok(address)
    }

    /// Refuses blocked servers.
    pub(crate) fn check_host(&self, address: &WebAddress) -> Result<(), Reason> {
        if self.standings.blocks(address.host()) { Err(Reason::Blocked) } else { Ok(()) }
    }

    /// What its own server says under this address; `None` when it says nothing.
    pub(crate) fn document(&self, address: &WebAddress) -> Result<Option<Arc<Document>>, Halt> {
        match self.known.get(address.as_str()) {
            Some(Ok(document)) => Ok(Some(Arc::clone(document))),
            Some(Err(_)) => Ok(None),
            None => Err(Halt::Need(address.clone())),
        }
    }

    /// Whether its own server says that there is nothing (any more) under this address.
    pub(crate) fn is_gone(&self, address: &WebAddress) -> Result<bool, Halt> {
        match self.known.get(address.as_str()) {
            Some(Ok(document)) => Ok(document.json["type"] == "Tombstone"),
            Some(Err(refusal)) => Ok(refusal.is_gone()),
            None => Err(Halt::Need(address.clone())),
        }
    }

    /// A remote actor, fetched when unknown.
    pub(crate) async fn actor(&mut self, id: &WebAddress) -> Result<RemoteActor, Halt> {
        self.check_host(id)?;
        if let Some(actor) = actors::by_id(self.tx, id.as_str()).await? {
            return Ok(actor);
        }
        let document = self.document(id)?.ok_or(Reason::UnknownActor)?;
        let actor = ActorDocument::read(&document, self.reach()).ok_or(Reason::UnknownActor)?;
        Ok(actors::keep(self.tx, &actor).await?)
    }

    /// The persona of an actor: ours, or a remote one, fetched when unknown.
    pub(crate) async fn persona(&mut self, id: &WebAddress) -> Result<Persona, Halt> {
        if let Some(persona) = own::persona_at(self.tx, &self.inner.addresses, id).await? {
            self.check_host(id)?;
            return Ok(persona);
        }
        if self.inner.addresses.is_ours(id) {
            return Err(Reason::UnknownActor.into());
        }
        let actor = self.actor(id).await?;
        let persona = actor.persona_id.filter(|_| actor.kind == ActorKind::Person);
        let persona = personas::get(self.tx, persona.ok_or(Reason::UnknownActor)?).await?;
        Ok(persona.ok_or(Reason::UnknownActor)?)
    }

    /// A community that is on the wire, ours or remote, by its actor's address.
    pub(crate) async fn community_at(&mut self, id: &str) -> Result<Option<Community>, Halt> {
        let found = match self.inner.addresses.read(id) {
            Some(Place::Community(handle)) => communities::by_handle(self.tx, &handle).await?,
            Some(_) => None,
            None => communities::by_actor(self.tx, id).await?,
        };
        Ok(found.filter(|community| community.audience != Audience::House))
    }

    /// A community by its number, if it is on the wire.
    pub(crate) async fn community(&mut self, id: store::CommunityId) -> Result<Community, Halt> {
        let found = own::community(self.tx, id).await?;
        let found = found.filter(|community| community.audience != Audience::House);
        Ok(found.ok_or(Reason::UnknownObject)?)
    }

    /// The thread or comment at this address, ours or remote.
    pub(crate) async fn subject_at(&mut self, id: &str) -> Result<Option<Subject>, Halt> {
        let ours = match self.inner.addresses.read(id) {
            Some(Place::Thread(id)) => Subject::Thread(id),
            Some(Place::Comment(id)) => Subject::Comment(id),
            Some(_) => return Ok(None),
            None => return Ok(by_object(self.tx, id).await?),
        };
        Ok(place(self.tx, ours).await?.map(|_| ours))
    }

    /// A known thread or comment with its place and its community.
    pub(crate) async fn located(
        &mut self,
        id: &str,
    ) -> Result<(Subject, moderation::subject::Place, Community), Halt> {
        let subject = self.subject_at(id).await?.ok_or(Reason::UnknownObject)?;
        let place = place(self.tx, subject).await?.ok_or(Reason::UnknownObject)?;
        let community = self.community(place.community.ok_or(Reason::UnknownObject)?).await?;
        self.subject = Some(subject);
        Ok((subject, place, community))
    }

    /// What a community announces must be its own.
    pub(crate) fn check_announcer(&self, activity: &Activity<'_>, community: &Community) -> Result<(), Halt> {
        match &activity.announced {
            Some(announcer) if announcer.id != community.id => Err(Reason::OtherCommunity.into()),
            _ => Ok(()),
        }
    }

    /// The right to moderate `community`: by our own list of its team, or because the community's own server says so.
    pub(crate) async fn moderator(
        &mut self,
        activity: &Activity<'_>,
        community: &Community,
    ) -> Result<Moderator, Halt> {
        let itself = community.actor_id.as_deref() == Some(activity.actor.as_str());
        if Mutant::EverybodyModerates.is_on()
            && let Some(believed) = team::of_host(community, &community.host)
        {
            return Ok(believed);
        }
        let at_home = activity.actor.host().to_string() == community.host;
        if !community.is_local() && (itself || (activity.announced.is_some() && at_home)) {
            return Ok(team::of_host(community, &community.host).ok_or(Reason::NotAllowed)?);
        }
        let persona = personas::by_actor(self.tx, activity.actor.as_str()).await?;
        let persona = persona.ok_or(Reason::NotAllowed)?;
        Ok(team::remote(self.tx, persona.id, community.id).await?.ok_or(Reason::NotAllowed)?)
    }

    /// Only servers that may read a community have a say about what is in it.
    pub(crate) fn check_readable(&self, activity: &Activity<'_>, community: &Community) -> Result<(), Halt> {
        let host = activity.actor.host().to_string();
        let open = community.audience == Audience::Open || !community.is_local();
        if open || self.standings.lists(&host) { Ok(()) } else { Err(Reason::UnknownObject.into()) }
    }

    /// The followers of a community of ours hear of it, word for word.
    pub(crate) fn accepted_in(&mut self, activity: &Activity<'_>, community: &Community) {
        if community.is_local() {
            self.passes_on = true;
            let activity = activity.id.as_str().to_owned();
            self.tx.record(Event::ActivityAccepted { community: community.id, activity });
        }
    }

    /// Whether members here asked for this remote community, and were let in.
    pub(crate) async fn follows(&mut self, community: &Community) -> Result<bool, Halt> {
        let state: Option<String> = self
            .tx
            .sql("SELECT state FROM subscriptions WHERE community_id = $1")
            .bind(community.id)
            .value()
            .await?;
        Ok(state.as_deref() == Some("accepted"))
    }
}
