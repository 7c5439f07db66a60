//! Finding communities: by address, by id, by what the wire calls them.

use store::{CommunityId, Mutant, Result, Tx};

use super::Community;
use crate::{Journal, Viewer};

/// Every community, with what follows.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, host, name, title, description, audience, organisation_id, handle, actor_id, closed, pictures ",
            "FROM communities ",
            $rest
        )
    };
}

/// The community at `/c/{address}`, if this viewer may read it.
///
/// # Errors
/// When the database fails.
pub async fn by_address(tx: &mut Tx, viewer: &Viewer, address: &str) -> Result<Option<Community>> {
    let address = address.to_lowercase();
    let (name, host) = address.split_once('@').unwrap_or((&address, ""));
    let found: Option<Community> = tx
        .sql(select!("WHERE host = $1 AND name = $2"))
        .bind(host.to_owned())
        .bind(name.to_owned())
        .optional()
        .await?;
    Ok(found.filter(|community| Mutant::ViewerForgotten.is_on() || viewer.may_read(community)))
}

/// Whether any community lives here.
///
/// # Errors
/// When the database fails.
pub async fn any_here(tx: &mut Tx) -> Result<bool> {
    let first: Option<i64> = tx.sql("SELECT id FROM communities WHERE host = '' LIMIT 1").value().await?;
    Ok(first.is_some())
}

/// The community with this id, if this viewer may read it.
///
/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, viewer: &Viewer, id: CommunityId) -> Result<Option<Community>> {
    let found = by_id(tx, id).await?;
    Ok(found.filter(|community| viewer.may_read(community)))
}

pub(crate) async fn by_id(tx: &mut Tx, id: CommunityId) -> Result<Option<Community>> {
    tx.sql(select!("WHERE id = $1")).bind(id).optional().await
}

/// Every community that this viewer may read: ours first, then by title.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &mut Tx, viewer: &Viewer) -> Result<Vec<Community>> {
    let all: Vec<Community> = tx.sql(select!("ORDER BY host, title, id")).all().await?;
    Ok(all.into_iter().filter(|community| viewer.may_read(community)).collect())
}

/// The communities that a member joined and may still read, in the same order.
///
/// # Errors
/// When the database fails.
pub async fn joined(tx: &mut Tx, viewer: &Viewer, journal: &Journal) -> Result<Vec<Community>> {
    let joined: Vec<Community> = tx
        .sql(select!("WHERE id IN list($1) ORDER BY host, title, id"))
        .bind_list(journal.communities())
        .all()
        .await?;
    Ok(joined.into_iter().filter(|community| viewer.may_read(community)).collect())
}

/// Our community that the wire calls so. The caller judges with [`Viewer::may_read`].
///
/// # Errors
/// When the database fails.
pub async fn by_handle(tx: &mut Tx, handle: &str) -> Result<Option<Community>> {
    tx.sql(select!("WHERE host = '' AND handle = $1")).bind(handle.to_lowercase()).optional().await
}

/// The remote community with this address on the wire.
///
/// # Errors
/// When the database fails.
pub async fn by_actor(tx: &mut Tx, actor_id: &str) -> Result<Option<Community>> {
    tx.sql(select!("WHERE actor_id = $1")).bind(actor_id.to_owned()).optional().await
}
