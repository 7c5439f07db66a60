//! Asking to come in, without an invitation: a few words, no way to reach anybody. Who asks gets a code to look back
//! with. It is kept as an invitation's code is, so that whoever is let in joins with it.

use store::{AskId, CommunityId, Day, OrganisationId, Result, Tx};

use crate::{Community, Keeper, Refusal, codes, communities, invitations, names, porch};

/// How long somebody waits at most, and how long they may then take to come in.
const DAYS: i64 = 14;
/// How many may wait at once.
const MOST: i64 = 50;
/// The longest words, in characters.
const LONGEST: usize = 600;

/// Somebody who asks, as the team sees them.
#[derive(Clone, Debug, serde::Deserialize)]
pub struct Ask {
    /// Their number.
    pub id: AskId,
    /// What they wrote.
    pub words: String,
    /// What was answered; empty while nothing was.
    pub answer: String,
    /// Whether they may come in.
    pub let_in: bool,
    /// The last day.
    pub expires_day: Day,
}

/// Lets the team of a community answer the door, or nobody.
///
/// # Errors
/// When no home or group invites from there.
pub async fn open_door(tx: &mut Tx, proof: &Keeper, community: Option<CommunityId>) -> Result<(), Refusal> {
    let Some(id) = community else { return Ok(porch::answer_door(tx, proof, None).await?) };
    let community = communities::by_id(tx, id).await?.filter(invites).ok_or(Refusal::NotAllowed)?;
    Ok(porch::answer_door(tx, proof, Some(community.id)).await?)
}

fn invites(community: &Community) -> bool {
    community.is_local() && !community.closed && community.organisation_id.is_some()
}

/// The community whose team answers, if any does.
///
/// # Errors
/// When the database fails.
pub async fn answering(tx: &mut Tx) -> Result<Option<Community>> {
    let Some(id) = porch::read(tx).await?.door else { return Ok(None) };
    Ok(communities::by_id(tx, id).await?.filter(invites))
}

/// Notes that somebody asks; answers whom, and the code, which is shown once and kept nowhere.
///
/// # Errors
/// When nobody answers, too many wait, or there are no words, or too many.
pub async fn ask(tx: &mut Tx, words: &str) -> Result<(CommunityId, AskId, String), Refusal> {
    let community = answering(tx).await?.ok_or(Refusal::NobodyAnswers)?;
    let words = names::lines(words);
    if words.is_empty() || words.chars().count() > LONGEST {
        return Err(Refusal::AskBad);
    }
    let (waiting,): (i64,) = tx.sql("SELECT COUNT(*) FROM asks WHERE NOT let_in").one().await?;
    if waiting >= MOST {
        return Err(Refusal::DoorCrowded);
    }
    let (id, code) = (AskId(tx.chance().id()), tx.chance().code(invitations::CODE));
    let expires = tx.clock().day().plus_days(DAYS);
    tx.sql(
        "INSERT INTO asks (id, code_hash, community_id, words, answer, expires_day) VALUES ($1, $2, $3, $4, '', $5)",
    )
    .bind(id)
    .bind(invitations::hash(&code))
    .bind(community.id)
    .bind(words)
    .bind(expires)
    .execute()
    .await?;
    Ok((community.id, id, codes::grouped(&code)))
}

/// How it stands with whoever holds this code.
///
/// # Errors
/// When the database fails.
pub async fn look_back(tx: &mut Tx, code: &str) -> Result<Option<Ask>> {
    tx.sql("SELECT id, words, answer, let_in, expires_day FROM asks WHERE code_hash = $1")
        .bind(invitations::hash(&codes::typed(code)))
        .optional()
        .await
}

/// Who waits at a community's door, those without an answer first. The caller holds the proof.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &mut Tx, community: CommunityId) -> Result<Vec<Ask>> {
    tx.sql(
        "SELECT id, words, answer, let_in, expires_day FROM asks WHERE community_id = $1 \
         ORDER BY let_in, CASE WHEN answer = '' THEN 0 ELSE 1 END, expires_day, id",
    )
    .bind(community)
    .all()
    .await
}

/// Answers with a few words, and lets them in if that is wanted: their code is an invitation from then on. The caller
/// holds the proof. Whoever is gone meanwhile, or in, stays so.
///
/// # Errors
/// When the answer is too long.
pub async fn answer(
    tx: &mut Tx,
    community: &Community,
    id: AskId,
    words: &str,
    let_in: bool,
) -> Result<(), Refusal> {
    let words = names::lines(words);
    if words.chars().count() > LONGEST || (words.is_empty() && !let_in) {
        return Err(Refusal::AskBad);
    }
    let asked: Option<(Vec<u8>,)> = tx
        .sql("UPDATE asks SET answer = $1 WHERE id = $2 AND community_id = $3 AND NOT let_in RETURNING code_hash")
        .bind(words)
        .bind(id)
        .bind(community.id)
        .optional()
        .await?;
    match (asked, community.organisation_id) {
        (Some((code_hash,)), Some(organisation)) if let_in => {
            Ok(admit(tx, organisation, id, code_hash).await?)
        }
        _ => Ok(()),
    }
}

async fn admit(tx: &mut Tx, organisation: OrganisationId, id: AskId, code_hash: Vec<u8>) -> Result<()> {
    invitations::admit(tx, organisation, code_hash, DAYS).await?;
    let expires = tx.clock().day().plus_days(DAYS);
    tx.sql("UPDATE asks SET let_in = TRUE, expires_day = $1 WHERE id = $2")
        .bind(expires)
        .bind(id)
        .execute()
        .await?;
    Ok(())
}

/// Forgets who waited for two weeks, and who came in.
pub(crate) async fn tidy(tx: &mut Tx) -> Result<()> {
    let today = tx.clock().day();
    tx.sql(
        "DELETE FROM asks WHERE expires_day < $1 OR (let_in AND NOT EXISTS (SELECT 1 FROM invitations \
         WHERE invitations.code_hash = asks.code_hash AND NOT invitations.used))",
    )
    .bind(today)
    .execute()
    .await?;
    Ok(())
}
