//! Persons of other servers, as far as we need to know them.

use store::{PersonaId, Result, Tx};

use crate::names;

/// A person of another server.
#[derive(Clone, Debug)]
pub struct RemotePersona {
    /// Its address on the wire.
    pub actor_id: String,
    /// The server it lives on.
    pub host: String,
    /// As it calls itself; cleaned before it is kept.
    pub name: String,
    /// As in `handle@host`.
    pub handle: String,
}

const LONGEST_NAME: usize = 60;
const LONGEST_HANDLE: usize = 100;

/// Notes a remote person, or what changed of them. The caller checked that the address is the host's.
///
/// # Errors
/// When the database fails.
pub async fn receive(tx: &mut Tx, remote: RemotePersona) -> Result<PersonaId> {
    let handle = names::shortened(&remote.handle, LONGEST_HANDLE);
    let name = Some(names::shortened(&remote.name, LONGEST_NAME)).filter(|name| !name.is_empty());
    let name = name.unwrap_or_else(|| names::shortened(&handle, LONGEST_NAME));
    let fresh = PersonaId(tx.chance().id());
    let (id,) = tx
        .sql(
            "INSERT INTO personas (id, host, name, name_key, handle, actor_id) VALUES ($1, $2, $3, $4, $5, $6) \
             ON CONFLICT (actor_id) DO UPDATE SET name = excluded.name, name_key = excluded.name_key, \
                 handle = excluded.handle RETURNING id",
        )
        .bind(fresh)
        .bind(remote.host.to_lowercase())
        .bind(name.clone())
        .bind(names::key(&name))
        .bind(handle)
        .bind(remote.actor_id)
        .one()
        .await?;
    Ok(id)
}
