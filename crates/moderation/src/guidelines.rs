//! What a community agreed on, numbered, so that a measure can name it.

use members::guidelines_read;
use store::{
    CommunityId, Event, Result, Tx,
    audit::{Act, Entry},
};

use crate::{Moderator, Refusal, legible, packs};

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
    /// What the software knows it by (`G4`), whatever its number; empty for words of the community's own.
    pub code: String,
}

/// The guidelines of a community in order.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &mut Tx, community: CommunityId) -> Result<Vec<Guideline>> {
    tx.sql("SELECT number, text, code FROM guidelines WHERE community_id = $1 ORDER BY number")
        .bind(community)
        .all()
        .await
}

/// Replaces the guidelines of the moderator's community. If that changes them, members read them before they write
/// there again (`members::guidelines_read`).
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
    let old = list(tx, moderator.community()).await?;
    if old.iter().map(|guideline| &guideline.text).eq(&texts) {
        return Ok(());
    }
    let codes = codes(&old, &texts);
    replace(tx, moderator.community(), texts.into_iter().zip(codes)).await?;
    guidelines_read::changed(tx, moderator.community()).await?;
    tx.audit(Entry::in_community(moderator.community(), Act::GuidelinesChanged).host(moderator.host()));
    tx.record(Event::CommunityChanged { community: moderator.community() });
    Ok(())
}

/// Gives a new (or a remote) community its guidelines.
///
/// # Errors
/// When the database fails.
pub async fn start_with(tx: &mut Tx, community: CommunityId, texts: &[&str]) -> Result<()> {
    let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
    let codes = codes(&[], &texts);
    replace(tx, community, texts.into_iter().zip(codes)).await
}

/// What each of these is known by: as before, or as in a pack; a text that was changed in its place stays what it was.
fn codes(old: &[Guideline], texts: &[String]) -> Vec<String> {
    let known = |text: &String| {
        let before =
            old.iter().find(|guideline| guideline.text == *text).map(|guideline| guideline.code.clone());
        before.or_else(|| packs::code_of(text).map(str::to_owned))
    };
    let sure: Vec<Option<String>> = texts.iter().map(known).collect();
    let in_its_place = |at: usize| {
        let before = old.get(at).filter(|_| old.len() == texts.len())?;
        (!sure.contains(&Some(before.code.clone()))).then(|| before.code.clone())
    };
    let all = sure.iter().enumerate().map(|(at, code)| code.clone().or_else(|| in_its_place(at)));
    all.map(Option::unwrap_or_default).collect()
}

async fn replace(
    tx: &mut Tx,
    community: CommunityId,
    guidelines: impl Iterator<Item = (String, String)> + Send,
) -> Result<()> {
    tx.sql("DELETE FROM guidelines WHERE community_id = $1").bind(community).execute().await?;
    for (number, (text, code)) in (1_i64..).zip(guidelines) {
        tx.sql("INSERT INTO guidelines (community_id, number, text, code) VALUES ($1, $2, $3, $4)")
            .bind(community)
            .bind(number)
            .bind(text)
            .bind(code)
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
