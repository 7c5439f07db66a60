//! What we want to know of other servers, asked in the background: their circle's communities, who moderates, and what
//! was written before we came.

pub(crate) mod backfill;

use std::{sync::Arc, time::Duration};

use members::{Audience, personas};
use moderation::team;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::{Claim, CommunityId, Fault, PersonaId, Result, Tx};

use crate::{
    Federation,
    actors::{self, ActorDocument, ActorKind},
    dead,
    federation::Inner,
    instances::{self, Standing},
    objects::group,
    outcome::Halt,
    own, pictures,
    wire::{Errand, FetchRefusal, WebAddress, client::CollectionCaps, json::one_id},
    work::{self, Queue, Stop},
};

pub(crate) const QUEUE: Queue = Queue { name: "errands", lanes: 4, batch: 10, gather: Duration::ZERO };

/// How often one is tried.
const TRIES: i64 = 18;
/// More communities or moderators of one server are not looked at.
const MOST: usize = 50;

/// Something to ask.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "ask", rename_all = "snake_case")]
pub(crate) enum Question {
    /// Which communities does this server show to its circle?
    Circle { host: String },
    /// Who moderates this remote community?
    Team { community: CommunityId },
    /// Which are the newest threads of this remote community?
    Backfill { community: CommunityId },
    /// What was written in this thread of it?
    Thread { community: CommunityId, thread: String },
    /// What is the picture of this name?
    Picture { name: String },
}

/// Notes a question to the server `host`.
pub(crate) fn ask(tx: &mut Tx, host: &str, question: &Question) -> Result<()> {
    tx.enqueue(QUEUE.name, host.to_owned(), serde_json::to_string(question)?);
    Ok(())
}

pub(crate) async fn work(federation: Federation, stop: Stop) {
    let database = Arc::clone(&federation.0.database);
    work::lanes(database, QUEUE, stop, |claim| run(federation.clone(), claim)).await;
}

/// Why a question has no answer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unanswered {
    #[error(transparent)]
    Fetch(#[from] FetchRefusal),
    #[error(transparent)]
    Fault(#[from] Fault),
}

async fn run(federation: Federation, claim: Claim) {
    let inner = &federation.0;
    for job in &claim.jobs {
        let question = serde_json::from_str::<Question>(&job.payload);
        // Of two servers that shake hands one is done first: "not found" may pass.
        let shy = matches!(question, Ok(Question::Circle { .. }));
        let answered = match question {
            Ok(Question::Circle { host }) => circle(inner, &host).await,
            Ok(Question::Team { community }) => team_of(inner, community).await,
            Ok(Question::Backfill { community }) => backfill::community(inner, community).await,
            Ok(Question::Thread { community, thread }) => backfill::thread(inner, community, &thread).await,
            Ok(Question::Picture { name }) => pictures::fetch(inner, &name).await,
            Err(fault) => Err(Fault::from(fault).into()),
        };
        let settled = match answered {
            Ok(()) => settle(inner, &claim, job, None).await,
            Err(unanswered) if claim.attempts < TRIES && may_help(&unanswered, shy) => Ok(false),
            Err(unanswered) => settle(inner, &claim, job, Some(unanswered.to_string())).await,
        };
        if !matches!(settled, Ok(true)) {
            let _ = inner.database.retry(&claim, work::rest(claim.attempts)).await;
            return;
        }
    }
    let _ = inner.database.release(&claim).await;
}

/// Whether asking again may help.
fn may_help(unanswered: &Unanswered, shy: bool) -> bool {
    match unanswered {
        Unanswered::Fetch(FetchRefusal::Status(status)) if shy && status.is_client_error() => true,
        Unanswered::Fetch(refusal) => refusal.is_passing(),
        Unanswered::Fault(fault) => fault.is_passing(),
    }
}

async fn settle(inner: &Inner, claim: &Claim, job: &store::Job, reason: Option<String>) -> Result<bool> {
    let mut tx = inner.database.write().await?;
    if let Some(reason) = reason {
        dead::bury(&mut tx, QUEUE.name, &claim.lane, &job.payload, &reason).await?;
    }
    tx.finish(claim, job.position).await?;
    tx.commit().await?;
    Ok(true)
}

async fn circle(inner: &Inner, host: &str) -> Result<(), Unanswered> {
    let standings = inner.standings().await?;
    let mut tx = inner.database.read().await?;
    let instance = instances::get(&mut tx, host).await?;
    drop(tx);
    let listed = instance.filter(|instance| instance.standing == Standing::Listed);
    let Some(actor) = listed.and_then(|instance| instance.actor_id) else { return Ok(()) };
    let actor = WebAddress::parse(&actor, inner.settings.reach).map_err(FetchRefusal::from)?;
    let list = actor.join("/circle", inner.settings.reach).map_err(FetchRefusal::from)?;
    let errand = inner.errand(&standings.blocked).with_budget(crate::wire::FetchBudget::of(100));
    let caps = CollectionCaps { pages: 2, items: MOST };
    for id in inner.client.walk_collection(&list, caps, &errand).await?.items {
        let Some(group) = actor_at(inner, &id, &actor, &errand).await? else { continue };
        if group.kind == ActorKind::Group {
            receive(inner, &group).await?;
        }
    }
    Ok(())
}

/// An actor on the server that listed it.
async fn actor_at(
    inner: &Inner,
    id: &Value,
    lister: &WebAddress,
    errand: &Errand,
) -> Result<Option<ActorDocument>, Unanswered> {
    let reach = inner.settings.reach;
    let address = one_id(id).and_then(|id| WebAddress::parse(id, reach).ok());
    let Some(address) = address.filter(|address| address.same_host(lister)) else { return Ok(None) };
    let document = inner.client.fetch_document(&address, errand).await?;
    Ok(ActorDocument::read(&document, reach))
}

async fn receive(inner: &Inner, actor: &ActorDocument) -> Result<(), Unanswered> {
    let mut tx = inner.database.write().await?;
    match group::receive(&mut tx, actor, Audience::Circle).await {
        Ok(community) => ask(&mut tx, &actor.id.host().to_string(), &Question::Team { community })?,
        Err(Halt::Fault(fault)) => return Err(fault.into()),
        // A name that cannot stand in an address: this one is left out.
        Err(Halt::Refused(_) | Halt::Need(_)) => return Ok(()),
    }
    Ok(tx.commit().await?)
}

async fn team_of(inner: &Inner, community: CommunityId) -> Result<(), Unanswered> {
    let mut tx = inner.database.read().await?;
    let community = own::community(&mut tx, community).await?.filter(|community| !community.is_local());
    let Some(community) = community else { return Ok(()) };
    let actor = actors::by_id(&mut tx, community.actor_id.as_deref().unwrap_or_default()).await?;
    drop(tx);
    let Some(list) = actor.and_then(|actor| actor.moderators) else { return Ok(()) };
    let list = WebAddress::parse(&list, inner.settings.reach).map_err(FetchRefusal::from)?;
    let standings = inner.standings().await?;
    let errand = inner.errand(&standings.blocked).with_budget(crate::wire::FetchBudget::of(100));
    let caps = CollectionCaps { pages: 2, items: MOST };
    let mut people = Vec::new();
    for id in inner.client.walk_collection(&list, caps, &errand).await?.items {
        people.extend(moderator(inner, &id, &errand).await?);
    }
    let Some(host) = team::of_host(&community, &community.host) else { return Ok(()) };
    let mut tx = inner.database.write().await?;
    team::receive(&mut tx, &host, &people).await?;
    Ok(tx.commit().await?)
}

/// The persona of a moderator, ours or remote. Who cannot be fetched is not on our list.
async fn moderator(inner: &Inner, id: &Value, errand: &Errand) -> Result<Option<PersonaId>, Unanswered> {
    let address = one_id(id).and_then(|id| WebAddress::parse(id, inner.settings.reach).ok());
    let Some(address) = address else { return Ok(None) };
    let mut tx = inner.database.read().await?;
    if let Some(persona) = own::persona_at(&mut tx, &inner.addresses, &address).await? {
        return Ok(Some(persona.id));
    }
    drop(tx);
    let document = match inner.client.fetch_document(&address, errand).await {
        Err(refusal) if refusal.is_passing() => return Err(refusal.into()),
        Err(_) => return Ok(None),
        Ok(document) => document,
    };
    let Some(actor) = ActorDocument::read(&document, inner.settings.reach) else { return Ok(None) };
    let mut tx = inner.database.write().await?;
    actors::keep(&mut tx, &actor).await?;
    let persona = personas::by_actor(&mut tx, actor.id.as_str()).await?;
    tx.commit().await?;
    Ok(persona.map(|persona| persona.id))
}
