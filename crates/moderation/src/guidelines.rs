//! What a community agreed on, numbered, so that a measure can name it.

use store::{
    CommunityId, Event, Result, Tx,
    audit::{Act, Entry},
};

use crate::{Moderator, Refusal, legible};

/// More than this, nobody reads.
const MOST: usize = 20;
/// The longest one, in characters.
const LONGEST: usize = 500;

/// One numbered guideline.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
pub struct Guideline {
    /// Its number, from 1.
    pub number: i64,
    /// What it says.
    pub text: String,
}

/// The guidelines of a community in order.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &mut Tx, community: CommunityId) -> Result<Vec<Guideline>> {
    tx.sql("SELECT number, text FROM guidelines WHERE community_id = $1 ORDER BY number")
        .bind(community)
        .all()
        .await
}

/// Replaces the guidelines of the moderator's community.
///
/// # Errors
/// When they are too many, empty or too long, or the moderator does not lead.
pub async fn set(tx: &mut Tx, moderator: &Moderator, texts: Vec<String>) -> Result<(), Refusal> {
    if !moderator.is_lead() {
        return Err(Refusal::NotLead);
    }
    let texts: Vec<String> = texts.iter().map(|text| legible::line(text)).collect();
    if texts.len() > MOST || texts.iter().any(|text| text.is_empty() || text.chars().count() > LONGEST) {
        return Err(Refusal::GuidelinesUnfit);
    }
    replace(tx, moderator.community(), texts.iter().map(String::as_str)).await?;
    tx.audit(Entry::in_community(moderator.community(), Act::GuidelinesChanged).host(moderator.host()));
    tx.record(Event::CommunityChanged { community: moderator.community() });
    Ok(())
}

/// Gives a new (or a remote) community its guidelines.
///
/// # Errors
/// When the database fails.
pub async fn start_with(tx: &mut Tx, community: CommunityId, texts: &[&str]) -> Result<()> {
    replace(tx, community, texts.iter().copied()).await
}

async fn replace<'a>(
    tx: &mut Tx,
    community: CommunityId,
    texts: impl Iterator<Item = &'a str> + Send,
) -> Result<()> {
    tx.sql("DELETE FROM guidelines WHERE community_id = $1").bind(community).execute().await?;
    for (number, text) in (1_i64..).zip(texts) {
        tx.sql("INSERT INTO guidelines (community_id, number, text) VALUES ($1, $2, $3)")
            .bind(community)
            .bind(number)
            .bind(text.to_owned())
            .execute()
            .await?;
    }
    Ok(())
}

/// Whether a community has a guideline of this number.
pub(crate) async fn exists(tx: &mut Tx, community: CommunityId, number: i64) -> Result<bool> {
    let found: Option<i64> = tx
        .sql("SELECT number FROM guidelines WHERE community_id = $1 AND number = $2")
        .bind(community)
        .bind(number)
        .value()
        .await?;
    Ok(found.is_some())
}
