//! What happened here, told to others: events become activities, each kept and sent in one transaction.

mod announced;
mod answers;
mod communities;
mod content;
pub(crate) mod letters;
mod measures;
mod personas;
mod reports;
mod waited;

use std::{sync::Arc, time::Duration};

use store::{Event, Fault, Result, Tx};

use crate::{Federation, federation::Inner, work::Stop};

pub(crate) use content::note_of;

/// Our name among those who follow the events.
pub(crate) const CONSUMER: &str = "federation";
/// Events in one transaction.
const BATCH: i64 = 100;

/// One transaction's work on events.
pub(crate) struct Desk<'a> {
    pub(crate) tx: &'a mut Tx,
    pub(crate) inner: &'a Inner,
}

/// Follows the events until told to stop.
pub(crate) async fn follow(federation: Federation, mut stop: Stop) {
    let mut changes = federation.0.database.changes();
    while !*stop.borrow() {
        changes.borrow_and_update();
        match step(&federation.0).await {
            Ok(true) => continue,
            Ok(false) => {}
            Err(fault) => tracing::warn!(%fault, "events will be read again"),
        }
        tokio::select! {
            _ = stop.wait_for(|stop| *stop) => {}
            _ = changes.changed() => {}
            () = tokio::time::sleep(Duration::from_secs(1)) => {}
        }
    }
}

/// Works on the next events; `false` when there are none.
async fn step(inner: &Arc<Inner>) -> Result<bool> {
    let cursor = inner.database.cursor(CONSUMER).await?;
    let events = inner.database.events_after(cursor, BATCH).await?;
    if events.is_empty() {
        return Ok(false);
    }
    match write(inner, cursor, &events).await {
        Err(fault) if !fault.is_passing() && !matches!(fault, Fault::LeaseLost) => {
            singly(inner, cursor, &events).await?
        }
        // Another node works on them.
        Err(Fault::LeaseLost) => {}
        written => written?,
    }
    Ok(true)
}

/// Tells what follows the cursor, as one piece.
async fn write(inner: &Inner, cursor: i64, events: &[(i64, Event)]) -> Result<()> {
    let mut tx = inner.database.write().await?;
    if let Some((last, _)) = events.last() {
        tx.move_cursor(CONSUMER, cursor, *last).await?;
    }
    for (_, event) in events {
        tell(&mut Desk { tx: &mut tx, inner }, event).await?;
    }
    tx.commit().await
}

/// One event that cannot be told must not silence the others: it is written down, and passed over.
async fn singly(inner: &Inner, mut cursor: i64, events: &[(i64, Event)]) -> Result<()> {
    for (position, event) in events {
        let before = std::mem::replace(&mut cursor, *position);
        let Err(fault) = write(inner, before, &[(*position, event.clone())]).await else { continue };
        if fault.is_passing() || matches!(fault, Fault::LeaseLost) {
            return Err(fault);
        }
        tracing::error!(%fault, "an event could not be told to other servers");
        let mut tx = inner.database.write().await?;
        tx.move_cursor(CONSUMER, before, *position).await?;
        let body = serde_json::to_string(event)?;
        crate::dead::bury(&mut tx, CONSUMER, "", &body, &fault.to_string()).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn tell(desk: &mut Desk<'_>, event: &Event) -> Result<()> {
    use content::Change::{Deleted, Restored, Written};
    match event {
        Event::ThreadStarted { thread, .. } | Event::ThreadEdited { thread, .. } => {
            content::thread(desk, *thread, Written).await
        }
        Event::ThreadDeleted { thread, .. } => content::thread(desk, *thread, Deleted).await,
        Event::ThreadRestored { thread, .. } => content::thread(desk, *thread, Restored).await,
        Event::CommentPosted { comment, .. } | Event::CommentEdited { comment, .. } => {
            content::comment(desk, *comment, Written).await
        }
        Event::CommentDeleted { thread, comment, .. } => waited::gone(desk, *thread, *comment).await,
        Event::CommentRestored { comment, .. } => content::comment(desk, *comment, Restored).await,
        Event::ThreadReleased { thread, .. } => waited::thread(desk, *thread).await,
        Event::CommentReleased { thread, comment, .. } => waited::comment(desk, *thread, *comment).await,
        Event::MeasureTaken { measure, .. } => measures::taken(desk, *measure).await,
        Event::MeasureLifted { measure, .. } => measures::lifted(desk, *measure).await,
        Event::CommunityFounded { community } => communities::founded(desk, *community).await,
        Event::CommunityChanged { community } => communities::changed(desk, *community).await,
        Event::CommunityJoined { community } => communities::joined(desk, *community).await,
        Event::CommunityLeft { community } => communities::left(desk, *community).await,
        Event::TeamChanged { community, persona, appointed } => {
            communities::team(desk, *community, *persona, *appointed).await
        }
        Event::CaseClosed { case, .. } => answers::closed(desk, *case).await,
        Event::CaseReopened { case, .. } => answers::reopened(desk, *case).await,
        Event::ReportMade { report, .. } => reports::made(desk, *report).await,
        Event::PersonaRenamed { persona } => personas::renamed(desk, *persona).await,
        Event::PersonaDeleted { persona } => personas::deleted(desk, *persona).await,
        Event::ActivityAccepted { community, activity } => {
            announced::accepted(desk, *community, activity).await
        }
    }
}
