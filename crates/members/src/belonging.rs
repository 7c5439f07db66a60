//! Who belongs to which community: keyed, so that the database cannot say who.

use store::{CommunityId, Event, Result, Tags, Tx};

use crate::{Audience, Community, Member, Purpose, Refusal, Viewer, communities, stays};

/// Joins a community; joining twice changes nothing.
///
/// # Errors
/// When this member may not read it, or it is closed.
pub async fn join(tx: &mut Tx, member: &Member, community: &Community) -> Result<(), Refusal> {
    if !Viewer::of(tx, member).await?.may_read(community) {
        return Err(Refusal::NotAllowed);
    }
    if community.closed {
        return Err(Refusal::CommunityClosed);
    }
    let new = tx
        .sql("INSERT INTO memberships (tag, community_id) VALUES ($1, $2) ON CONFLICT DO NOTHING")
        .bind(tag(member, community.id))
        .bind(community.id)
        .execute()
        .await?;
    if new == 1 {
        tx.record(Event::CommunityJoined { community: community.id });
    }
    Ok(())
}

/// Leaves a community; leaving twice changes nothing.
///
/// # Errors
/// When the database fails.
pub async fn leave(tx: &mut Tx, member: &Member, community: &Community) -> Result<()> {
    let left =
        tx.sql("DELETE FROM memberships WHERE tag = $1").bind(tag(member, community.id)).execute().await?;
    if left == 1 {
        tx.record(Event::CommunityLeft { community: community.id });
    }
    Ok(())
}

/// Whether this member belongs to a community and may still read it.
///
/// # Errors
/// When the database fails.
pub async fn is_member(tx: &mut Tx, member: &Member, community: CommunityId) -> Result<bool> {
    let joined = has_joined(tx, member, community).await?;
    let Some(community) = communities::by_id(tx, community).await?.filter(|_| joined) else {
        return Ok(false);
    };
    match (community.audience, community.organisation_id) {
        (Audience::House, Some(organisation)) => stays::lasts(tx, member, organisation).await,
        (audience, _) => Ok(audience != Audience::House),
    }
}

/// Whether this member joined a community that they may read: the caller found it through their viewer.
///
/// # Errors
/// When the database fails.
pub async fn has_joined(tx: &mut Tx, member: &Member, community: CommunityId) -> Result<bool> {
    let joined = tx
        .sql("SELECT community_id FROM memberships WHERE tag = $1")
        .bind(tag(member, community))
        .value::<i64>()
        .await?;
    Ok(joined.is_some())
}

/// The communities this member joined. What of them may still be read, the viewer says.
///
/// # Errors
/// When the database fails.
pub async fn joined(tx: &mut Tx, member: &Member) -> Result<Vec<CommunityId>> {
    let all: Vec<CommunityId> = tx.sql("SELECT id FROM communities").column().await?;
    let tags: Tags = all.into_iter().map(|id| tag(member, id)).collect();
    tx.sql("SELECT community_id FROM memberships WHERE tag IN tags($1)").bind_tags(tags).column().await
}

/// How many people here belong to a community. In a house community those whose stay ended count no more.
///
/// # Errors
/// When the database fails.
pub async fn count(tx: &mut Tx, community: CommunityId) -> Result<i64> {
    let sql = "SELECT COUNT(*) FROM memberships WHERE community_id = $1";
    let joined: i64 = tx.sql(sql).bind(community).value().await?.unwrap_or(0);
    let house = communities::by_id(tx, community).await?.filter(|found| found.audience == Audience::House);
    match house.and_then(|house| house.organisation_id) {
        // Who left is not known, only how many stay.
        Some(organisation) => Ok(joined.min(stays::count(tx, organisation).await?)),
        None => Ok(joined),
    }
}

fn tag(member: &Member, community: CommunityId) -> store::Tag {
    member.tag(Purpose::Membership, community.0)
}
