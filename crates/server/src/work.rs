//! What a server does by itself, in the background: one line each.

use std::time::Duration;

use tokio::{sync::watch, task::JoinSet};

use crate::{backup, instance::Instance};

/// Says when to stop.
pub type Stop = watch::Receiver<bool>;

/// Starts all background work of `instance`; it ends soon after `stop` says so.
pub fn start(instance: &Instance, stop: &Stop, work: &mut JoinSet<()>) {
    let federation = &instance.federation;
    work.spawn({
        let (it, stop) = (federation.clone(), stop.clone());
        async move { it.follow_events(stop).await }
    });
    work.spawn({
        let (it, stop) = (federation.clone(), stop.clone());
        async move { it.apply_received(stop).await }
    });
    work.spawn({
        let (it, stop) = (federation.clone(), stop.clone());
        async move { it.deliver(stop).await }
    });
    work.spawn({
        let (it, stop) = (federation.clone(), stop.clone());
        async move { it.wake(stop).await }
    });
    work.spawn(instance.search.clone().follow(stop.clone()));
    work.spawn(releases(instance.clone(), stop.clone()));
    work.spawn({
        let (it, stop) = (instance.media.clone(), stop.clone());
        async move { it.clean_up(stop).await }
    });
    work.spawn(backup::nightly::run(instance.clone(), stop.clone()));
    work.spawn(repeated(instance.clone(), stop.clone()));
}

/// What is due now and then: measures end, texts come to the end of their life, sessions expire, hours become months.
async fn due(instance: &Instance) -> store::Result<()> {
    let mut tx = instance.database.write().await?;
    moderation::tidying::run(&mut tx).await?;
    moderation::proposals::come_due(&mut tx, instance.members.secrets()).await?;
    forum::tidying::run(&mut tx).await?;
    forum::first_replies::look(&mut tx).await?;
    tx.commit().await?;
    forum::goings::run(&instance.database, instance.members.secrets()).await?;
    if let Some(ledger) = instance.database.ledger() {
        ledger.settle(instance.database.clock().hour())?;
    }
    instance.media.tidy().await?;
    instance.federation.tidy().await?;
    instance.site.look_again().await?;
    instance.members.tidy().await
}

/// Does what is due every few minutes: hours are the finest time that is kept.
async fn repeated(instance: Instance, mut stop: Stop) {
    const EVERY: Duration = Duration::from_secs(5 * 60);
    loop {
        if let Err(fault) = due(&instance).await {
            tracing::warn!(%fault, "background work will be tried again");
        }
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            _ = stop.wait_for(|stop| *stop) => return,
        }
    }
}

/// Lets go what waited for its turn to leave this server. Turns are kept in rows, so whichever node looks first does it,
/// and after a crash the next one.
async fn releases(instance: Instance, mut stop: Stop) {
    const EVERY: Duration = Duration::from_secs(10);
    loop {
        if let Err(fault) = let_go(&instance).await {
            tracing::warn!(%fault, "what waits to leave will be looked at again");
        }
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            _ = stop.wait_for(|stop| *stop) => return,
        }
    }
}

async fn let_go(instance: &Instance) -> store::Result<()> {
    let mut tx = instance.database.read().await?;
    let due = forum::releases::any_due(&mut tx).await?;
    drop(tx);
    if !due {
        return Ok(());
    }
    let mut tx = instance.database.write().await?;
    forum::releases::run_due(&mut tx).await?;
    tx.commit().await
}
