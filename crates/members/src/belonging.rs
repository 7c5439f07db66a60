//! Who belongs to which community: keyed, so that the database cannot say who.

use std::collections::HashMap;

use store::{CommunityId, Event, Ids, Result, Tx};

use crate::{
    Audience, Community, Journal, Member, Purpose, Refusal, Viewer, communities, guidelines_read, journal,
    stays,
};

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
        // Who comes now comes to what holds now: nothing changed for them.
        let version = guidelines_read::version(tx, community.id).await?;
        let joined = |journal: &mut Journal| {
            journal.join(community.id);
            journal.read_guidelines(community.id, version);
        };
        journal::change(tx, member, joined).await?;
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
        journal::change(tx, member, |journal| journal.leave(community.id)).await?;
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

/// How many people here belong to a community.
///
/// # Errors
/// When the database fails.
pub async fn count(tx: &mut Tx, community: CommunityId) -> Result<i64> {
    let sql = "SELECT COUNT(*) FROM memberships WHERE community_id = $1";
    Ok(tx.sql(sql).bind(community).value().await?.unwrap_or(0))
}

/// How many people here each of these communities is for: those who stay in a house now, those who joined any
/// other. Two statements, however many communities.
///
/// # Errors
/// When the database fails.
pub async fn people(tx: &mut Tx, communities: &[Community]) -> Result<HashMap<CommunityId, i64>> {
    let (houses, others): (Vec<_>, Vec<_>) =
        communities.iter().partition(|community| community.audience == Audience::House);
    let stays = stays::counts(tx, houses.iter().filter_map(|house| house.organisation_id).collect()).await?;
    let mut people = counts(tx, others.iter().map(|community| community.id).collect()).await?;
    people.extend(houses.iter().filter_map(|house| Some((house.id, *stays.get(&house.organisation_id?)?))));
    Ok(people)
}

async fn counts(tx: &mut Tx, communities: Ids) -> Result<HashMap<CommunityId, i64>> {
    if communities.0.is_empty() {
        return Ok(HashMap::new());
    }
    let sql =
        "SELECT community_id, COUNT(*) FROM memberships WHERE community_id IN list($1) GROUP BY community_id";
    Ok(tx.sql(sql).bind_list(communities).all().await?.into_iter().collect())
}

fn tag(member: &Member, community: CommunityId) -> store::Tag {
    member.tag(Purpose::Membership, community.0)
}
