//! Delivery: each server's letters in order over one connection, signed afresh each time, for up to thirty days.

use std::{
    collections::HashMap,
    sync::Arc,
    time::{Duration, Instant},
};

use axum::http::StatusCode;
use bytes::Bytes;
use store::{Claim, Hour, Ids, Job, Mutant, Result, Tx};

use crate::{
    Federation, actors, dead,
    federation::Inner,
    outbox::letters::Delivery,
    wire::{Host, WebAddress},
    work::{self, Queue, Stop},
};

pub(crate) const QUEUE: Queue = Queue { name: "delivery", lanes: 16, batch: 50, gather: Duration::ZERO };

/// How long a server may be away before we give up.
pub(crate) const PATIENCE_HOURS: i64 = 30 * 24;
/// How often "not allowed" is asked again: clocks may differ, keys may be fetched late.
const REFUSALS: i64 = 6;
/// What was delivered is written down at least this often.
const NOTE_EVERY: Duration = Duration::from_secs(5);

pub(crate) async fn work(federation: Federation, stop: Stop) {
    let database = Arc::clone(&federation.0.database);
    work::lanes(database, QUEUE, stop, |claim| deliver(federation.clone(), claim)).await;
}

/// What became of one delivery.
enum Outcome {
    Delivered,
    /// Nobody wants it any more: the words were taken away, or the server is blocked.
    Dropped,
    Later,
    /// The inbox is no more.
    Gone(String),
    Dead(String),
}

struct Letter {
    body: Bytes,
    hour: Hour,
}

async fn deliver(federation: Federation, claim: Claim) {
    let inner = &federation.0;
    let rest = match lane(inner, &claim).await {
        Ok(true) => return give_back(inner.database.release(&claim).await),
        Ok(false) => {
            (work::rest(claim.attempts) + jitter(inner, claim.attempts)).max(wish(inner, &claim.lane))
        }
        Err(fault) => {
            tracing::warn!(%fault, "deliveries will be tried again");
            work::rest(claim.attempts)
        }
    };
    give_back(inner.database.retry(&claim, rest).await);
}

fn give_back(given: Result<()>) {
    if let Err(fault) = given {
        tracing::warn!(%fault, "a lane waits for the end of its lease");
    }
}

/// How long the server itself wants to be left alone (`Retry-After`).
fn wish(inner: &Inner, lane: &str) -> i64 {
    Host::parse(lane, inner.settings.reach).map_or(0, |host| inner.client.rest(&host))
}

/// So that a server that comes back is not met by everybody in the same second.
fn jitter(inner: &Inner, attempts: i64) -> i64 {
    let widest = usize::try_from(work::rest(attempts) / 4).unwrap_or(0);
    i64::try_from(inner.database.chance().below(widest + 1)).unwrap_or(0)
}

/// Delivers a lane's jobs; `false` when the server must be tried again later.
async fn lane(inner: &Inner, claim: &Claim) -> Result<bool> {
    let letters = load(inner, &claim.jobs).await?;
    let mut delivered = None;
    let mut noted = Instant::now();
    for job in &claim.jobs {
        match one(inner, claim, job, &letters).await? {
            Outcome::Delivered | Outcome::Dropped => delivered = Some(job.position),
            Outcome::Later => {
                note(inner, claim, delivered).await?;
                return Ok(false);
            }
            Outcome::Gone(inbox) => {
                give_up(inner, claim, job, "the inbox is gone", Some(&inbox)).await?;
                delivered = None;
            }
            Outcome::Dead(reason) => {
                give_up(inner, claim, job, &reason, None).await?;
                delivered = None;
            }
        }
        if noted.elapsed() > NOTE_EVERY {
            note(inner, claim, delivered.take()).await?;
            noted = Instant::now();
        }
    }
    note(inner, claim, delivered).await?;
    Ok(true)
}

async fn load(inner: &Inner, jobs: &[Job]) -> Result<HashMap<i64, Letter>> {
    let ids: Ids = jobs
        .iter()
        .filter_map(|job| Some(serde_json::from_str::<Delivery>(&job.payload).ok()?.sent))
        .collect();
    let mut tx = inner.database.read().await?;
    let rows: Vec<(i64, String, Hour)> =
        tx.sql("SELECT id, body, hour FROM sent WHERE id IN list($1)").bind_list(ids).all().await?;
    Ok(rows.into_iter().map(|(id, body, hour)| (id, Letter { body: as_sent(body), hour })).collect())
}

/// Word for word as it was kept; a fault says more.
fn as_sent(mut body: String) -> Bytes {
    for (fault, more) in [
        (Mutant::UnlistedField, "{\"generator\":\"Porchlight\","),
        (Mutant::ProofAttached, "{\"proof\":{\"type\":\"DataIntegrityProof\"},"),
    ] {
        if fault.is_on() && !body.is_empty() {
            body.replace_range(..1, more);
        }
    }
    body.into()
}

async fn note(inner: &Inner, claim: &Claim, delivered: Option<i64>) -> Result<()> {
    let Some(position) = delivered else { return Ok(()) };
    let mut tx = inner.database.write().await?;
    tx.finish(claim, position).await?;
    tx.commit().await
}

async fn give_up(inner: &Inner, claim: &Claim, job: &Job, reason: &str, gone: Option<&str>) -> Result<()> {
    let mut tx: Tx = inner.database.write().await?;
    dead::bury(&mut tx, QUEUE.name, &claim.lane, &job.payload, reason).await?;
    if let Some(inbox) = gone {
        actors::forget_inbox(&mut tx, inbox).await?;
    }
    tx.finish(claim, job.position).await?;
    tx.commit().await
}

async fn one(inner: &Inner, claim: &Claim, job: &Job, letters: &HashMap<i64, Letter>) -> Result<Outcome> {
    let Ok(delivery) = serde_json::from_str::<Delivery>(&job.payload) else {
        return Ok(Outcome::Dead("the job cannot be read".to_owned()));
    };
    let Some(letter) = letters.get(&delivery.sent).filter(|letter| !letter.body.is_empty()) else {
        return Ok(Outcome::Dropped);
    };
    let Ok(inbox) = WebAddress::parse(&delivery.inbox, inner.settings.reach) else {
        return Ok(Outcome::Dead("the inbox is no address".to_owned()));
    };
    if inbox.host().to_string() != claim.lane {
        return Ok(Outcome::Dead("the inbox is on another server".to_owned()));
    }
    if inner.standings().await?.blocks(inbox.host()) {
        return Ok(Outcome::Dropped);
    }
    let now = inner.database.clock().now();
    if letter.hour.plus_hours(PATIENCE_HOURS) < Hour::of(now) {
        return Ok(Outcome::Dead("the server was away for thirty days".to_owned()));
    }
    let signer = inner.signer(&delivery.actor).at(now);
    let answer = inner.client.post(&inbox, letter.body.clone(), &signer).await;
    Ok(match answer {
        Ok(status) => judge(status, claim.attempts, delivery.inbox),
        Err(refusal) if refusal.is_passing() => Outcome::Later,
        Err(refusal) => Outcome::Dead(refusal.to_string()),
    })
}

fn judge(status: StatusCode, attempts: i64, inbox: String) -> Outcome {
    match status.as_u16() {
        // 424: NodeBB's word for an echo of its own.
        200..=299 | 424 => Outcome::Delivered,
        404 | 410 => Outcome::Gone(inbox),
        408 | 429 | 500.. => Outcome::Later,
        401 | 403 if attempts < REFUSALS => Outcome::Later,
        _ => Outcome::Dead(format!("the server answered {status}")),
    }
}
