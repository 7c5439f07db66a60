//! How the servers of our circle are: for whoever looks after this one.

use store::{Result, Tx};

use crate::delivery;

/// A server of our circle.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
pub struct Peer {
    /// Its name.
    pub host: String,
    /// The actor that speaks for it.
    pub actor_id: Option<String>,
    /// How often it could not be reached since the last time it could.
    pub attempts: i64,
    /// How many letters wait for it.
    pub waiting: i64,
}

/// All of them, by name.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &mut Tx) -> Result<Vec<Peer>> {
    tx.sql(
        "SELECT instances.host, instances.actor_id, COALESCE(lanes.attempts, 0) AS attempts, \
         (SELECT COUNT(*) FROM jobs WHERE jobs.queue = $1 AND jobs.lane = instances.host) AS waiting \
         FROM instances LEFT JOIN lanes ON lanes.queue = $1 AND lanes.lane = instances.host \
         WHERE instances.standing = 'listed' ORDER BY instances.host",
    )
    .bind(delivery::QUEUE.name)
    .all()
    .await
}
