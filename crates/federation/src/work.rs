//! Working through lanes: several at once, each in order, woken by commits instead of by a clock.

use std::{
    future::Future,
    sync::Arc,
    time::{Duration, Instant},
};

use store::{Claim, Database, Result};
use tokio::{sync::watch, task::JoinSet};

/// Says when to stop.
pub type Stop = watch::Receiver<bool>;

/// How one queue is worked.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Queue {
    /// Its name.
    pub(crate) name: &'static str,
    /// Lanes at once.
    pub(crate) lanes: usize,
    /// Jobs of a lane at once.
    pub(crate) batch: i64,
    /// After a claim the next one waits this long for more to come.
    pub(crate) gather: Duration,
}

/// After so many seconds without a sign of life somebody else may take a lane: what a crash interrupted goes on soon.
const LEASE: i64 = 20;
/// How often whoever works on a lane gives one.
const RENEW_EVERY: Duration = Duration::from_secs(6);

/// Other nodes' commits, and lanes whose time has come, are found by looking.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Hands each due lane to `work` until `stop` says so; then waits for what is under way.
pub(crate) async fn lanes<F, Fut>(database: Arc<Database>, queue: Queue, mut stop: Stop, work: F)
where
    F: Fn(Claim) -> Fut,
    Fut: Future<Output = ()> + Send + 'static,
{
    let mut changes = database.changes();
    let mut running = JoinSet::new();
    let mut claimed: Option<Instant> = None;
    while !*stop.borrow() {
        if let Some(rest) = claimed.and_then(|at| queue.gather.checked_sub(at.elapsed())) {
            tokio::time::sleep(rest).await;
        }
        changes.borrow_and_update();
        if fill(&database, queue, &mut running, &work).await {
            claimed = Some(Instant::now());
        }
        tokio::select! {
            _ = stop.wait_for(|stop| *stop) => {}
            _ = changes.changed(), if running.len() < queue.lanes => {}
            Some(_) = running.join_next() => {}
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
    }
    while running.join_next().await.is_some() {}
}

/// Whether anything was claimed.
async fn fill<F, Fut>(database: &Arc<Database>, queue: Queue, running: &mut JoinSet<()>, work: &F) -> bool
where
    F: Fn(Claim) -> Fut,
    Fut: Future<Output = ()> + Send + 'static,
{
    let before = running.len();
    while running.len() < queue.lanes {
        match claim(database, queue).await {
            Ok(Some(claim)) => drop(running.spawn(holding(Arc::clone(database), claim.clone(), work(claim)))),
            Ok(None) => break,
            Err(fault) => {
                tracing::warn!(%fault, queue = queue.name, "work will be looked for again");
                break;
            }
        }
    }
    running.len() > before
}

/// Works, and holds the lane for as long as that takes.
async fn holding(database: Arc<Database>, claim: Claim, work: impl Future<Output = ()>) {
    let renewing = async {
        loop {
            tokio::time::sleep(RENEW_EVERY).await;
            if let Err(fault) = database.renew(&claim, LEASE).await {
                tracing::warn!(%fault, "a lease was not renewed");
            }
        }
    };
    tokio::select! {
        () = work => {}
        () = renewing => {}
    }
}

/// Looks before it claims: looking is cheap, a claim takes the one writer's turn.
pub(crate) async fn claim(database: &Database, queue: Queue) -> Result<Option<Claim>> {
    let now = database.clock().now().timestamp();
    let mut tx = database.read().await?;
    let due: Option<i64> = tx
        .sql(
            "SELECT due_at FROM lanes WHERE queue = $1 AND due_at <= $2 AND leased_until <= $2 \
             AND EXISTS (SELECT 1 FROM jobs WHERE jobs.queue = lanes.queue AND jobs.lane = lanes.lane) LIMIT 1",
        )
        .bind(queue.name)
        .bind(now)
        .value()
        .await?;
    drop(tx);
    if due.is_none() {
        return Ok(None);
    }
    database.claim(queue.name, queue.batch, LEASE).await
}

/// How long a lane rests after it failed for the `attempts`-th time in a row: twice as long after every second time, so
/// that a server that stumbles is not left alone for long, and one that is away is not bothered.
pub(crate) fn rest(attempts: i64) -> i64 {
    const LONGEST: i64 = 12 * 3_600;
    let doubled = 2_i64.saturating_mul(1 << (attempts / 2).clamp(0, 20));
    doubled.min(LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failing_lane_rests_longer_each_time_up_to_half_a_day() {
        let rests: Vec<i64> = (0..40).map(rest).collect();
        assert!(rests.windows(2).all(|pair| pair[0] <= pair[1]));
        assert_eq!((rests[0], rests[39]), (2, 43_200));
    }
}
