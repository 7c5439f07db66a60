//! Communities of other servers, as they describe themselves.

use store::{CommunityId, Result, Tx};

use super::{Audience, Community, LONGEST_DESCRIPTION, LONGEST_TITLE, founding, insert};
use crate::{Refusal, names};

const LONGEST_NAME: usize = 100;

/// A community as another server describes it.
#[derive(Clone, Debug)]
pub struct RemoteCommunity {
    /// The server it lives on.
    pub host: String,
    /// What it is called there, as in `name@host`.
    pub name: String,
    /// What people call it.
    pub title: String,
    /// What it is for, as plain text.
    pub description: String,
    /// Who may read it.
    pub audience: Audience,
    /// Its address on the wire.
    pub actor_id: String,
}

/// Notes a remote community, or what changed of it. The caller checked that the address is the host's.
///
/// # Errors
/// When its name could not stand in an address, or it claims to be a house community.
pub async fn receive(tx: &mut Tx, remote: RemoteCommunity) -> Result<CommunityId, Refusal> {
    let (host, name) = (remote.host.to_lowercase(), remote.name.to_lowercase());
    if host.is_empty() || remote.audience == Audience::House {
        return Err(Refusal::NotAllowed);
    }
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if name.is_empty() || name.len() > LONGEST_NAME || !name.chars().all(fits) {
        return Err(Refusal::CommunityNameBad);
    }
    let known: Option<CommunityId> = tx
        // A server may give an old name of its own to a new address.
        .sql("SELECT id FROM communities WHERE actor_id = $1 OR (host = $2 AND name = $3) ORDER BY actor_id = $1 DESC LIMIT 1")
        .bind(remote.actor_id.clone())
        .bind(host.clone())
        .bind(name.clone())
        .value()
        .await?;
    let title = Some(names::shortened(&remote.title, LONGEST_TITLE)).filter(|title| !title.is_empty());
    let community = Community {
        id: known.unwrap_or_else(|| CommunityId(tx.chance().id())),
        host,
        handle: name.clone(),
        title: title.unwrap_or_else(|| name.clone()),
        name,
        description: names::lines(&remote.description).chars().take(LONGEST_DESCRIPTION).collect(),
        audience: remote.audience,
        organisation_id: None,
        actor_id: Some(remote.actor_id),
        closed: false,
        pictures: false,
    };
    match known {
        Some(_) => update_remote(tx, &community).await?,
        None => drop(insert(tx, &community).await?),
    }
    Ok(community.id)
}

async fn update_remote(tx: &mut Tx, community: &Community) -> Result<()> {
    founding::update(tx, community.id, &community.title, &community.description).await?;
    tx.sql("UPDATE communities SET audience = $1, actor_id = $2 WHERE id = $3")
        .bind(community.audience.as_str())
        .bind(community.actor_id.clone())
        .bind(community.id)
        .execute()
        .await?;
    Ok(())
}
