//! Waking a team: the steps of alerts, and rings at bells, through the guarded client. What is sent says nothing.
//!
//! A ring is a row, and there is one for an alert and a bell. A crash between sending and noting sends it once more,
//! with the same number in `porchlight-ring`: a receiver that minds can tell.

use std::time::Duration;

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use moderation::{
    alerts::{self, Ringing, WORDS},
    bells::Kind,
};
use serde_json::json;
use store::{AlertId, Claim, Hour, Job, Mutant, Result, RingId};
use tokio::task::JoinSet;

use crate::{
    Federation,
    wire::WebAddress,
    work::{self, Queue, Stop},
};

const STEPS: Queue = Queue { name: alerts::STEPS, lanes: 1, batch: 1, gather: Duration::ZERO };
pub(crate) const RINGS: Queue = Queue { name: alerts::RINGS, lanes: 8, batch: 20, gather: Duration::ZERO };

/// The number of a ring.
const RING: HeaderName = HeaderName::from_static("porchlight-ring");

/// Nobody wants to be woken by what is older.
const PATIENCE_HOURS: i64 = 12;
/// A bell that cannot be reached is tried again after this long at most.
const LONGEST_REST: i64 = 10 * 60;
/// Other nodes' commits, and steps whose time has come, are found by looking.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// What is looked for again and again.
#[derive(Clone, Copy)]
enum Due {
    Steps,
    Rings,
}

/// A bell that is slow to answer holds up no step.
pub(crate) async fn work(federation: Federation, stop: Stop) {
    tokio::join!(repeat(&federation, stop.clone(), Due::Steps), repeat(&federation, stop, Due::Rings));
}

async fn repeat(federation: &Federation, mut stop: Stop, due: Due) {
    let mut changes = federation.0.database.changes();
    while !*stop.borrow() {
        changes.borrow_and_update();
        let done = match due {
            Due::Steps => federation.step_due().await,
            Due::Rings => federation.ring_due().await,
        };
        if let Err(fault) = done {
            tracing::warn!(%fault, "alerts will be looked at again");
        }
        tokio::select! {
            _ = stop.wait_for(|stop| *stop) => {}
            _ = changes.changed() => {}
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
    }
}

impl Federation {
    /// Whether a bell may ring there: the public internet only, and not this server itself.
    #[must_use]
    pub fn may_ring_at(&self, place: &str) -> bool {
        let place = WebAddress::parse(place, self.0.settings.reach);
        place.is_ok_and(|place| place.host() != self.0.addresses.host())
    }

    /// Does every step whose time has come.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn step_due(&self) -> Result<()> {
        while let Some(claim) = work::claim(&self.0.database, STEPS).await? {
            self.step(&claim).await?;
        }
        Ok(())
    }

    /// One step. The lane of an alert is forgotten with its last one.
    async fn step(&self, claim: &Claim) -> Result<()> {
        let database = &self.0.database;
        let mut tx = database.write().await?;
        let number = usize::try_from(claim.attempts).unwrap_or(usize::MAX);
        let another = match claim.lane.parse::<AlertId>() {
            Ok(alert) => alerts::step(&mut tx, alert, number).await?,
            Err(_) => false,
        };
        if !another {
            tx.close_lane(STEPS.name, &claim.lane).await?;
        }
        tx.commit().await?;
        if another { database.retry(claim, alerts::PATIENCE).await } else { Ok(()) }
    }

    /// Rings every bell that has something to ring for, each by itself.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn ring_due(&self) -> Result<()> {
        let mut ringing = JoinSet::new();
        while ringing.len() < RINGS.lanes
            && let Some(claim) = work::claim(&self.0.database, RINGS).await?
        {
            let federation = self.clone();
            ringing.spawn(async move { federation.ring_bell(&claim).await });
        }
        while let Some(rung) = ringing.join_next().await {
            rung.map_err(|_| store::Fault::Other("a bell was not rung".to_owned()))??;
        }
        Ok(())
    }

    async fn ring_bell(&self, claim: &Claim) -> Result<()> {
        let database = &self.0.database;
        for job in &claim.jobs {
            if !self.ring(claim, job).await? {
                return database.retry(claim, work::rest(claim.attempts).min(LONGEST_REST)).await;
            }
        }
        database.release(claim).await
    }

    /// One ring; `false` when it must be tried again later.
    async fn ring(&self, claim: &Claim, job: &Job) -> Result<bool> {
        let database = &self.0.database;
        let id = RingId(job.payload.parse().unwrap_or_default());
        let mut tx = database.read().await?;
        let ringing = alerts::to_ring(&mut tx, id, &self.0.secrets).await?;
        drop(tx);
        let heard = match &ringing {
            Some(ringing) => self.send(ringing).await,
            None => Heard::Yes,
        };
        let mut tx = database.write().await?;
        match (&ringing, &heard) {
            (Some(ringing), Heard::Yes) => alerts::rung(&mut tx, ringing).await?,
            (Some(ringing), Heard::Never) => alerts::failed(&mut tx, ringing).await?,
            (Some(ringing), Heard::NotNow) => alerts::unheard(&mut tx, ringing.bell).await?,
            (None, _) => {}
        }
        if heard != Heard::NotNow {
            tx.finish(claim, job.position).await?;
        }
        tx.commit().await?;
        Ok(heard != Heard::NotNow)
    }

    async fn send(&self, ringing: &Ringing) -> Heard {
        if ringing.hour.plus_hours(PATIENCE_HOURS) < Hour::of(self.0.database.clock().now()) {
            return Heard::Never;
        }
        let Ok(place) = WebAddress::parse(&ringing.place, self.0.settings.reach) else { return Heard::Never };
        let (headers, words) = said(ringing);
        match self.0.client.tell(&place, headers, words.into()).await {
            Ok(status) if status.is_success() => Heard::Yes,
            Ok(StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS) => Heard::NotNow,
            Ok(status) if !status.is_server_error() => Heard::Never,
            Err(refusal) if !refusal.is_passing() => Heard::Never,
            Ok(_) | Err(_) => Heard::NotNow,
        }
    }
}

/// Whether a bell was heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Heard {
    Yes,
    NotNow,
    Never,
}

/// What is sent: the same for whatever happened, wherever.
fn said(ringing: &Ringing) -> (HeaderMap, String) {
    let mut words = WORDS.to_owned();
    if Mutant::AlertTells.is_on() {
        words = format!("{words}: {}", ringing.why.word());
    }
    let number = ringing.id.to_string();
    let (kind, body) = match ringing.kind {
        Kind::Ntfy => ("text/plain; charset=utf-8", words),
        // What several chat programs read.
        Kind::Webhook => {
            ("application/json", json!({ "text": words, "content": words, "id": number }).to_string())
        }
    };
    let mut headers = HeaderMap::from_iter([(header::CONTENT_TYPE, HeaderValue::from_static(kind))]);
    if let Ok(number) = HeaderValue::from_str(&number) {
        headers.insert(RING, number);
    }
    (headers, body)
}
