//! Who belongs to which community: keyed, so that the database cannot say who.

use store::{CommunityId, Result, Tx};

use crate::{Community, Member, Refusal};

/// Joins a community; joining twice changes nothing.
///
/// # Errors
/// When this member may not read it, or it is closed.
pub async fn join(tx: &mut Tx, member: &Member, community: &Community) -> Result<(), Refusal> {
    let _ = (tx, member, community);
    todo!()
}

/// Leaves a community; leaving twice changes nothing.
///
/// # Errors
/// When the database fails.
pub async fn leave(tx: &mut Tx, member: &Member, community: &Community) -> Result<()> {
    let _ = (tx, member, community);
    todo!()
}

/// Whether this member belongs to a community and may still read it.
///
/// # Errors
/// When the database fails.
pub async fn is_member(tx: &mut Tx, member: &Member, community: CommunityId) -> Result<bool> {
    let _ = (tx, member, community);
    todo!()
}

/// The communities this member joined. What of them may still be read, the viewer says.
///
/// # Errors
/// When the database fails.
pub async fn joined(tx: &mut Tx, member: &Member) -> Result<Vec<CommunityId>> {
    let _ = (tx, member);
    todo!()
}

/// How many people here belong to a community.
///
/// # Errors
/// When the database fails.
pub async fn count(tx: &mut Tx, community: CommunityId) -> Result<i64> {
    let _ = (tx, community);
    todo!()
}
