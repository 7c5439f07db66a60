//! What a community changed about the screening: rules of ours that rest, and rules of its own, made from examples. Of
//! the examples only the words they share are kept. How often each kept something back, and was wrong, is counted
//! from the decisions.

use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, Mutex, PoisonError},
};

use serde::Deserialize;
use store::{CommunityId, Result, Tx};

use crate::{
    Moderator, Refusal, guidelines, legible, rules,
    screening::{Here, Lane, Outcome, Own, OwnRules, Sought, own_id, own_word},
};

/// The longest sentence for an author, in characters.
const LONGEST: usize = 200;
/// A community has at most so many of its own.
const MOST: i64 = 30;

/// A rule of one's own.
#[derive(Clone, Debug)]
pub struct OwnRule {
    /// Its number, and what follows.
    pub own: Own,
    /// What it looks for.
    pub sought: Sought,
    /// The guideline it keeps.
    pub guideline: Option<i64>,
    /// What the author reads.
    pub sentence: String,
    /// Whether it is asked.
    pub active: bool,
}

/// A rule about to be.
#[derive(Clone, Debug)]
pub struct Draft {
    /// What it looks for.
    pub sought: Sought,
    /// What follows: a suggestion, or a look by a moderator first.
    pub outcome: Outcome,
    /// Where what it keeps back belongs.
    pub lane: Lane,
    /// The guideline it keeps.
    pub guideline: Option<i64>,
    /// What the author reads.
    pub sentence: String,
}

/// Switches a rule of one's own on for the first time.
///
/// # Errors
/// When it looks for nothing, says nothing to the author, or there are too many.
pub async fn add(tx: &mut Tx, moderator: &Moderator, draft: Draft) -> Result<Own, Refusal> {
    let sentence = legible::line(&draft.sentence);
    let words = fit(&draft.sought);
    let outcome = matches!(draft.outcome, Outcome::Hold | Outcome::Nudge);
    let whole = !words.is_empty() && !sentence.is_empty() && sentence.chars().count() <= LONGEST;
    if !whole || !outcome || count(tx, moderator.community()).await? >= MOST {
        return Err(Refusal::RuleUnfit);
    }
    if let Some(number) = draft.guideline
        && !guidelines::exists(tx, moderator.community(), number).await?
    {
        return Err(Refusal::UnknownGuideline);
    }
    let own = Own { id: tx.chance().id(), outcome: draft.outcome, lane: draft.lane };
    let needs = i64::try_from(draft.sought.needs.clamp(1, words.len())).unwrap_or(1);
    tx.sql(
        "INSERT INTO rules (community_id, rule, active, words, needs, outcome, lane, guideline, sentence) \
         VALUES ($1, $2, TRUE, $3, $4, $5, $6, $7, $8)",
    )
    .bind(moderator.community())
    .bind(own.word())
    .bind(words.join(" "))
    .bind(needs)
    .bind(own.outcome.word())
    .bind(own.lane.word())
    .bind(draft.guideline)
    .bind(sentence)
    .execute()
    .await?;
    Ok(own)
}

/// Words as rules have them; a form may send anything.
fn fit(sought: &Sought) -> Vec<String> {
    /// More are no rule, but a list.
    const MOST_WORDS: usize = 12;
    let fits = |word: &&String| {
        let letters = word.strip_suffix('*').unwrap_or(word);
        (3..=30).contains(&letters.len()) && letters.bytes().all(|byte| byte.is_ascii_lowercase())
    };
    sought.words.iter().filter(fits).take(MOST_WORDS).cloned().collect()
}

async fn count(tx: &mut Tx, community: CommunityId) -> Result<i64> {
    let sql = "SELECT COUNT(*) FROM rules WHERE community_id = $1 AND words <> ''";
    Ok(tx.sql(sql).bind(community).value().await?.unwrap_or(0))
}

/// Lets a rule rest, or asks it again: one of ours by its id, or one's own as decisions keep it.
///
/// # Errors
/// When there is none, or it is one that never rests.
pub async fn switch(tx: &mut Tx, moderator: &Moderator, rule: &str, active: bool) -> Result<(), Refusal> {
    if own_id(rule).is_some() {
        let changed = tx
            .sql("UPDATE rules SET active = $1 WHERE community_id = $2 AND rule = $3 AND words <> ''")
            .bind(active)
            .bind(moderator.community())
            .bind(rule.to_owned())
            .execute()
            .await?;
        return if changed > 0 { Ok(()) } else { Err(Refusal::NotHere) };
    }
    let ours = rules::ALL.iter().find(|ours| ours.id == rule).ok_or(Refusal::NotHere)?;
    if !active && !ours.may_rest() {
        return Err(Refusal::RuleStays);
    }
    tx.sql(
        "INSERT INTO rules (community_id, rule, active, words, needs, outcome, lane, sentence) \
         VALUES ($1, $2, $3, '', 0, '', '', '') \
         ON CONFLICT (community_id, rule) DO UPDATE SET active = excluded.active",
    )
    .bind(moderator.community())
    .bind(ours.id)
    .bind(active)
    .execute()
    .await?;
    Ok(())
}

/// Throws a rule of one's own away.
///
/// # Errors
/// When there is none.
pub async fn discard(tx: &mut Tx, moderator: &Moderator, rule: &str) -> Result<(), Refusal> {
    let gone = tx
        .sql("DELETE FROM rules WHERE community_id = $1 AND rule = $2 AND words <> ''")
        .bind(moderator.community())
        .bind(rule.to_owned())
        .execute()
        .await?;
    if gone > 0 { Ok(()) } else { Err(Refusal::NotHere) }
}

/// The community's own rules, in the order of their sentences.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &mut Tx, moderator: &Moderator) -> Result<Vec<OwnRule>> {
    let rows: Vec<Row> = tx
        .sql(
            "SELECT rule, active, words, needs, outcome, lane, guideline, sentence FROM rules \
             WHERE community_id = $1 AND words <> '' ORDER BY sentence, rule",
        )
        .bind(moderator.community())
        .all()
        .await?;
    Ok(rows.into_iter().filter_map(Row::rule).collect())
}

/// The rules of ours that rest in the moderator's community.
///
/// # Errors
/// When the database fails.
pub async fn resting(tx: &mut Tx, moderator: &Moderator) -> Result<Vec<String>> {
    tx.sql("SELECT rule FROM rules WHERE community_id = $1 AND words = '' AND NOT active ORDER BY rule")
        .bind(moderator.community())
        .column()
        .await
}

/// What an author reads of the community's own rule, and which guideline it keeps.
///
/// # Errors
/// When the database fails.
pub async fn said(tx: &mut Tx, community: CommunityId, rule: &str) -> Result<Option<(String, Option<i64>)>> {
    tx.sql("SELECT sentence, guideline FROM rules WHERE community_id = $1 AND rule = $2 AND words <> ''")
        .bind(community)
        .bind(rule.to_owned())
        .optional()
        .await
}

/// What screening has to know of a community: one look, where most find nothing.
///
/// # Errors
/// When the database fails.
pub async fn here(tx: &mut Tx, community: CommunityId) -> Result<Here> {
    let rows: Vec<Row> = tx
        .sql(
            "SELECT rule, active, words, needs, outcome, lane, guideline, sentence FROM rules \
             WHERE community_id = $1 AND active = (words <> '') ORDER BY rule",
        )
        .bind(community)
        .all()
        .await?;
    if rows.is_empty() {
        return Ok(Here::default());
    }
    let (resting, own): (Vec<Row>, Vec<Row>) = rows.into_iter().partition(|row| row.words.is_empty());
    let resting: Vec<&str> = resting.iter().map(|row| &*row.rule).collect();
    let own: Vec<(Own, Sought)> =
        own.into_iter().filter_map(Row::rule).map(|rule| (rule.own, rule.sought)).collect();
    let own = (!own.is_empty()).then(|| ready(own));
    Ok(Here::new(&resting, own))
}

/// Rules that were made ready, by what they are: a change is another key, and nothing has to be thrown out in time.
type Ready = HashMap<Vec<(Own, Sought)>, Arc<OwnRules>>;

static READY: LazyLock<Mutex<Ready>> = LazyLock::new(Mutex::default);

fn ready(rules: Vec<(Own, Sought)>) -> Arc<OwnRules> {
    /// So many communities' rules are kept ready.
    const KEPT: usize = 200;
    let mut ready = READY.lock().unwrap_or_else(PoisonError::into_inner);
    if ready.len() >= KEPT && !ready.contains_key(&rules) {
        ready.clear();
    }
    let made = ready.entry(rules).or_insert_with_key(|rules| Arc::new(OwnRules::new(rules)));
    Arc::clone(made)
}

/// How often a rule kept something back, and how often a moderator let that be seen after all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    /// What it kept back.
    pub held: i64,
    /// What a moderator then showed.
    pub overturned: i64,
}

/// The hits of every rule that has any. What its author mended, and what a moderator removed, was rightly looked at.
///
/// # Errors
/// When the database fails.
pub async fn hits(tx: &mut Tx, moderator: &Moderator) -> Result<HashMap<String, Hits>> {
    let rows: Vec<(String, i64, i64)> = tx
        .sql(
            "SELECT rule, COUNT(*), SUM(CASE WHEN lifted_by IS NOT NULL AND NOT EXISTS ( \
             SELECT 1 FROM measures AS later WHERE later.subject_id = measures.subject_id \
             AND later.kind = 'remove' AND later.ordinal > measures.ordinal) THEN 1 ELSE 0 END) \
             FROM measures WHERE community_id = $1 AND rule IS NOT NULL AND kind = 'hold' GROUP BY rule",
        )
        .bind(moderator.community())
        .all()
        .await?;
    Ok(rows.into_iter().map(|(rule, held, overturned)| (rule, Hits { held, overturned })).collect())
}

#[derive(Deserialize)]
struct Row {
    rule: String,
    active: bool,
    words: String,
    needs: i64,
    outcome: String,
    lane: String,
    guideline: Option<i64>,
    sentence: String,
}

impl Row {
    /// `None` for what this version does not understand: it is not asked.
    fn rule(self) -> Option<OwnRule> {
        let (outcome, lane) = (Outcome::read(&self.outcome)?, Lane::read(&self.lane)?);
        let own = Own { id: own_id(&self.rule)?, outcome, lane };
        let words = self.words.split(' ').map(str::to_owned).collect();
        let sought = Sought { words, needs: usize::try_from(self.needs).ok()? };
        Some(OwnRule { own, sought, guideline: self.guideline, sentence: self.sentence, active: self.active })
    }
}

/// As decisions keep the rule of this number.
#[must_use]
pub fn word(id: i64) -> String {
    own_word(id)
}
