//! Made-up names that accounts wear, one in each community, found again by derivation only.

mod found;
mod one_time;
mod remote;
mod worn;

pub use found::{all_mine, among, by_actor, by_handle, get, mine, remembered, seal_of};
pub use one_time::{proposed_once, wear_once};
pub use remote::{RemotePersona, receive};
pub use worn::{nickname, proposed, reroll, start_fresh, wear};

use store::{CommunityId, Event, PersonaId, Result, Tx};

/// A made-up name, ours or another server's.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
pub struct Persona {
    /// Its id.
    pub id: PersonaId,
    /// The server it lives on; empty for our own.
    pub host: String,
    /// Where it is worn; `None` for a remote one.
    pub community_id: Option<CommunityId>,
    /// As it is shown.
    pub name: String,
    /// What the wire calls it: random for our own.
    pub handle: String,
    /// Its address on the wire, if it is remote.
    pub actor_id: Option<String>,
    /// Whether it is gone.
    #[serde(deserialize_with = "store::flag")]
    pub deleted: bool,
}

impl Persona {
    /// Whether it lives here.
    #[must_use]
    pub fn is_local(&self) -> bool {
        self.host.is_empty()
    }
}

/// Forgets what bans of a persona of ours were made from: whoever wore it is gone.
///
/// # Errors
/// When the database fails.
pub async fn forget_seal(tx: &mut Tx, id: PersonaId) -> Result<()> {
    tx.sql("UPDATE personas SET ban_seal = NULL WHERE id = $1").bind(id).execute().await?;
    Ok(())
}

/// Marks a persona as gone, with its notices. What it wrote is the forum's to take away.
///
/// # Errors
/// When the database fails.
pub async fn forget(tx: &mut Tx, id: PersonaId) -> Result<()> {
    let sql = "UPDATE personas SET deleted = TRUE WHERE id = $1 AND NOT deleted";
    if tx.sql(sql).bind(id).execute().await? == 1 {
        tx.sql("DELETE FROM notices WHERE persona_id = $1").bind(id).execute().await?;
        tx.record(Event::PersonaDeleted { persona: id });
    }
    Ok(())
}
