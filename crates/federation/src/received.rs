//! Applying what arrived: in order for each sending server, each once, together with its mark that it is done.

use std::{sync::Arc, time::Duration};

use futures_util::future::join_all;
use serde_json::Value;
use store::{Claim, Fault, Job, Result, Tx};

use crate::{
    Federation,
    activities::{self, Activity, Case, Kind, Known},
    actors, dead,
    federation::Inner,
    instances::Standings,
    outcome::{Halt, Outcome, Reason},
    wire::{
        Errand, WebAddress,
        json::{self, ids},
    },
    work::{self, Queue, Stop},
};

/// What arrives within a moment is applied together, so that applying does not take the one writer's turn after each
/// arrival. What comes first does not wait.
const GATHER: Duration = Duration::from_millis(20);
pub(crate) const QUEUE: Queue = Queue { name: "received", lanes: 4, batch: 50, gather: GATHER };

/// How often an activity waits for what must be fetched before it is judged without it.
const TRIES: i64 = 14;
/// How many things may be fetched one after the other for one activity.
const NEEDS: usize = 24;
/// How many actors are fetched at once.
const AT_ONCE: usize = 8;

pub(crate) async fn work(federation: Federation, stop: Stop) {
    let database = Arc::clone(&federation.0.database);
    work::lanes(database, QUEUE, stop, |claim| apply(federation.clone(), claim)).await;
}

/// Why a lane stops before its end.
enum Stopped {
    /// Try again later.
    Later,
    Fault(Fault),
}

impl From<Fault> for Stopped {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

async fn apply(federation: Federation, claim: Claim) {
    let inner = &federation.0;
    let done = match together(inner, &claim).await {
        Ok(true) => Ok(()),
        Ok(false) | Err(_) => singly(inner, &claim).await,
    };
    let given = match done {
        Ok(()) => inner.database.release(&claim).await,
        Err(Stopped::Later) => inner.database.retry(&claim, work::rest(claim.attempts)).await,
        Err(Stopped::Fault(fault)) => {
            tracing::warn!(%fault, "what arrived will be applied later");
            inner.database.retry(&claim, work::rest(claim.attempts)).await
        }
    };
    if let Err(fault) = given {
        tracing::warn!(%fault, "a lane waits for the end of its lease");
    }
}

/// What is to be applied.
struct Waiting {
    position: i64,
    id: String,
    document: Option<Value>,
}

async fn load(inner: &Inner, jobs: &[Job]) -> Result<Vec<Waiting>> {
    let mut tx = inner.database.read().await?;
    let mut waiting = Vec::new();
    for job in jobs {
        let body: Option<String> = tx
            .sql("SELECT body FROM received WHERE activity_id = $1 AND outcome IS NULL")
            .bind(job.payload.clone())
            .value()
            .await?;
        let document = body.and_then(|body| json::parse(body.as_bytes()).ok());
        waiting.push(Waiting { position: job.position, id: job.payload.clone(), document });
    }
    Ok(waiting)
}

/// The quick way: all in one transaction. `false` when one of them needs more than that; then nothing happened.
async fn together(inner: &Inner, claim: &Claim) -> Result<bool> {
    let waiting = load(inner, &claim.jobs).await?;
    let standings = inner.standings().await?;
    let known = fetch_actors(inner, &standings, &waiting).await?;
    let mut tx = inner.database.write().await?;
    for one in &waiting {
        let judged = judge(&mut tx, inner, &standings, &known, one).await;
        match judged.outcome {
            Ok(()) => {}
            Err(Halt::Refused(_)) if !judged.wrote => {}
            Err(_) => return Ok(false),
        }
        let outcome = match judged.outcome {
            Err(Halt::Refused(reason)) => Outcome::Refused(reason),
            _ => Outcome::Accepted,
        };
        settle(&mut tx, one, outcome, judged.subject, judged.keep).await?;
    }
    let Some(last) = waiting.last() else { return Ok(true) };
    tx.finish(claim, last.position).await?;
    tx.commit().await?;
    inner.standings.committed();
    Ok(true)
}

/// The careful way: each in its own transaction, with whatever has to be fetched for it.
async fn singly(inner: &Inner, claim: &Claim) -> Result<(), Stopped> {
    for one in load(inner, &claim.jobs).await? {
        match alone(inner, claim, &one).await {
            Ok(()) => {}
            Err(Stopped::Fault(fault)) if !fault.is_passing() && !matches!(fault, Fault::LeaseLost) => {
                tracing::error!(%fault, "an activity could not be applied");
                let mut tx = inner.database.write().await?;
                dead::bury(&mut tx, QUEUE.name, &claim.lane, &one.id, &fault.to_string()).await?;
                tx.finish(claim, one.position).await?;
                tx.commit().await?;
            }
            Err(stopped) => return Err(stopped),
        }
    }
    Ok(())
}

async fn alone(inner: &Inner, claim: &Claim, one: &Waiting) -> Result<(), Stopped> {
    let standings = inner.standings().await?;
    let errand = inner.errand(&standings.blocked);
    let mut known = Known::new();
    for _ in 0..NEEDS {
        let mut tx = inner.database.write().await?;
        let judged = judge(&mut tx, inner, &standings, &known, one).await;
        match judged.outcome {
            Ok(()) => {
                settle(&mut tx, one, Outcome::Accepted, judged.subject, judged.keep).await?;
                tx.finish(claim, one.position).await?;
                tx.commit().await?;
                inner.standings.committed();
                return Ok(());
            }
            Err(Halt::Refused(reason)) if judged.answered => {
                settle(&mut tx, one, Outcome::Refused(reason), None, false).await?;
                tx.finish(claim, one.position).await?;
                return Ok(tx.commit().await?);
            }
            Err(Halt::Refused(reason)) => {
                drop(tx);
                return refuse(inner, claim, one, reason).await;
            }
            Err(Halt::Fault(fault)) => return Err(fault.into()),
            Err(Halt::Need(address)) => {
                drop(tx);
                if !fetch(inner, &errand, &address, &mut known, claim.attempts).await {
                    return put_off(inner, claim, one, &address).await;
                }
            }
        }
    }
    refuse(inner, claim, one, Reason::UnknownParent).await
}

async fn refuse(inner: &Inner, claim: &Claim, one: &Waiting, reason: Reason) -> Result<(), Stopped> {
    let mut tx = inner.database.write().await?;
    settle(&mut tx, one, Outcome::Refused(reason), None, false).await?;
    tx.finish(claim, one.position).await?;
    Ok(tx.commit().await?)
}

/// Fetches what is needed; `false` when it cannot be had now, and waiting may still help.
async fn fetch(
    inner: &Inner,
    errand: &Errand,
    address: &WebAddress,
    known: &mut Known,
    attempts: i64,
) -> bool {
    let found = inner.client.fetch_document(address, errand).await;
    if found.as_ref().is_err_and(|refusal| refusal.is_passing()) && attempts < TRIES {
        return false;
    }
    known.insert(address.as_str().to_owned(), found.map(Arc::new));
    true
}

/// What waits for a third server waits in a lane of its own: a server that is away delays only itself.
async fn put_off(inner: &Inner, claim: &Claim, one: &Waiting, needed: &WebAddress) -> Result<(), Stopped> {
    let sender = claim.lane.split(' ').next().unwrap_or_default();
    let behind = format!("{sender} {}", needed.host());
    if needed.host().to_string() == sender || behind == claim.lane {
        return Err(Stopped::Later);
    }
    let mut tx = inner.database.write().await?;
    tx.enqueue(QUEUE.name, behind, one.id.clone());
    tx.finish(claim, one.position).await?;
    Ok(tx.commit().await?)
}

/// What came of one activity.
struct Judged {
    outcome: Result<(), Halt>,
    subject: Option<i64>,
    /// Whether a refusal has to take something back.
    wrote: bool,
    /// Whether a refusal was answered.
    answered: bool,
    /// Whether its text is still needed.
    keep: bool,
}

async fn judge(tx: &mut Tx, inner: &Inner, standings: &Standings, known: &Known, one: &Waiting) -> Judged {
    // What was applied or taken away meanwhile has no text any more.
    let outcome = Err(Reason::Duplicate.into());
    let settled = Judged { outcome, subject: None, wrote: false, answered: false, keep: false };
    let Some(document) = &one.document else { return settled };
    let Some(activity) = Activity::read(document, inner.settings.reach) else {
        return Judged { outcome: Err(Reason::Malformed.into()), ..settled };
    };
    let mut case = Case::new(tx, inner, standings, known);
    let outcome = match case.check_host(&activity.actor) {
        Ok(()) => activities::apply(&mut case, &activity).await,
        Err(reason) => Err(reason.into()),
    };
    let words = matches!(activity.kind, Kind::Create | Kind::Update | Kind::Announce | Kind::Other);
    let subject = case.subject.map(moderation::Subject::id);
    Judged { outcome, subject, wrote: case.wrote, answered: case.answered, keep: !words || case.passes_on }
}

/// Writes down what became of it; words that are not needed any more are not kept a second time.
async fn settle(
    tx: &mut Tx,
    one: &Waiting,
    outcome: Outcome,
    subject: Option<i64>,
    keep: bool,
) -> Result<()> {
    tx.sql(
        "UPDATE received SET outcome = $1, subject_id = $2, body = CASE WHEN $3 THEN body ELSE '' END \
         WHERE activity_id = $4 AND outcome IS NULL",
    )
    .bind(outcome.key())
    .bind(subject)
    .bind(keep)
    .bind(one.id.clone())
    .execute()
    .await?;
    Ok(())
}

/// Fetches the people whom a batch needs and whom we do not know, so that it need not stop for each.
async fn fetch_actors(inner: &Inner, standings: &Standings, waiting: &[Waiting]) -> Result<Known> {
    let mut wanted: Vec<WebAddress> = Vec::new();
    for document in waiting.iter().filter_map(|one| one.document.as_ref()) {
        let inner_activity = &document["object"];
        for author in [&inner_activity["actor"], &inner_activity["attributedTo"]] {
            let addresses =
                ids(author).into_iter().filter_map(|id| WebAddress::parse(id, inner.settings.reach).ok());
            wanted.extend(addresses);
        }
    }
    wanted.sort();
    wanted.dedup();
    wanted.retain(|id| !inner.addresses.is_ours(id) && !standings.blocks(id.host()));
    let texts: Vec<String> = wanted.iter().map(|id| id.as_str().to_owned()).collect();
    let mut tx = inner.database.read().await?;
    let there = actors::known(&mut tx, &texts).await?;
    drop(tx);
    wanted.retain(|id| !there.iter().any(|known| known == id.as_str()));
    let mut known = Known::new();
    for some in wanted.chunks(AT_ONCE) {
        let errand = inner.errand(&standings.blocked);
        let found = join_all(some.iter().map(|id| inner.client.fetch_document(id, &errand))).await;
        for (id, found) in some.iter().zip(found) {
            // What cannot be had now is asked for again when its turn comes.
            if !found.as_ref().is_err_and(|refusal| refusal.is_passing()) {
                known.insert(id.as_str().to_owned(), found.map(Arc::new));
            }
        }
    }
    Ok(known)
}
