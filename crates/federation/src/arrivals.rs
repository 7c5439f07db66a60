//! Writing down what arrived: each once by its id, with its job, and all that arrive together in one commit.

use std::sync::{Mutex, PoisonError};

use store::{Database, Fault, Result, Tx};
use tokio::sync::{Mutex as Turn, oneshot};

use crate::{delivery, received};

/// A verified activity.
pub(crate) struct Arrival {
    pub(crate) activity_id: String,
    pub(crate) host: String,
    pub(crate) actor_id: String,
    pub(crate) body: String,
}

type Waiting = (Arrival, oneshot::Sender<()>);

/// What has arrived and is not yet written down.
///
/// Whoever comes first writes for all that came meanwhile: one commit reaches the disk for many senders.
#[derive(Default)]
pub(crate) struct Arrivals {
    waiting: Mutex<Vec<Waiting>>,
    turn: Turn<()>,
}

impl Arrivals {
    /// Writes it down; when this is `Ok`, nothing can lose it any more.
    pub(crate) async fn keep(&self, database: &Database, arrival: Arrival) -> Result<()> {
        let (kept, answer) = oneshot::channel();
        self.lock().push((arrival, kept));
        let turn = self.turn.lock().await;
        let batch = std::mem::take(&mut *self.lock());
        if !batch.is_empty() {
            write(database, &batch).await?;
            for (_, kept) in batch {
                let _ = kept.send(());
            }
        }
        drop(turn);
        answer.await.map_err(|_| Fault::Other("what arrived could not be written down".to_owned()))
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Waiting>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn write(database: &Database, batch: &[Waiting]) -> Result<()> {
    let mut tx = database.write().await?;
    for (arrival, _) in batch {
        note(&mut tx, arrival).await?;
    }
    tx.commit().await
}

async fn note(tx: &mut Tx, arrival: &Arrival) -> Result<()> {
    let hour = tx.clock().hour();
    let new = tx
        .sql(
            "INSERT INTO received (activity_id, host, actor_id, body, hour) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (activity_id) DO NOTHING",
        )
        .bind(arrival.activity_id.clone())
        .bind(arrival.host.clone())
        .bind(arrival.actor_id.clone())
        .bind(arrival.body.clone())
        .bind(hour)
        .execute()
        .await?;
    if new == 1 {
        tx.enqueue(received::QUEUE.name, arrival.host.clone(), arrival.activity_id.clone());
        // Whoever speaks can be spoken to: what waits for this server need not wait longer.
        tx.hurry(delivery::QUEUE.name, &arrival.host).await?;
    }
    Ok(())
}
