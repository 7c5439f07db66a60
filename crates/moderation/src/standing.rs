//! Whether somebody may write in a community, or be here at all, under whichever name.

use std::collections::HashMap;

use members::{Community, Member, personas};
use store::{CommunityId, Hour, MeasureId, Mutant, PersonaId, Result, Tx};

use crate::measures::Reach;

/// How somebody stands in a community.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// May write.
    Free,
    /// May not, because of a ban on one of their names.
    Banned(Ban),
}

/// The ban that keeps somebody from writing, as they may be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ban {
    /// The measure.
    pub measure: MeasureId,
    /// The community whose moderators decided.
    pub community: CommunityId,
    /// How far it goes.
    pub reach: Reach,
    /// The guideline it names.
    pub guideline: Option<i64>,
    /// The moderator's words.
    pub words: String,
    /// Until when.
    pub ends: Option<Hour>,
}

/// How `member` stands in `community`, whatever name they wear: by its own bans, and by those of other communities of
/// its server that hold for all of them.
///
/// # Errors
/// When the database fails.
pub async fn of(tx: &mut Tx, member: &Member, community: &Community) -> Result<Standing> {
    let hour = tx.clock().hour();
    let bans: Vec<Sealed> = tx
        .sql(
            "SELECT id, community_id, subject_id, ban_proof FROM measures \
             WHERE community_id = $1 AND kind = 'ban' AND lifted_hour IS NULL AND ban_proof IS NOT NULL \
             AND (ends_hour IS NULL OR ends_hour > $2) \
             UNION ALL SELECT measures.id, community_id, subject_id, ban_proof \
             FROM measures JOIN communities ON communities.id = measures.community_id \
             WHERE reach = 'host' AND lifted_hour IS NULL AND kind = 'ban' AND ban_proof IS NOT NULL \
             AND communities.host = $3 AND community_id <> $1 AND (ends_hour IS NULL OR ends_hour > $2)",
        )
        .bind(community.id)
        .bind(hour)
        .bind(community.host.clone())
        .all()
        .await?;
    if Mutant::BanOfOneName.is_on() {
        let name = personas::mine(tx, member, community.id).await?.map(|persona| persona.id);
        let mine = bans.into_iter().find(|ban| Some(ban.subject_id) == name);
        return told(tx, mine).await;
    }
    told(tx, matched(member, bans)).await
}

/// Whether `member` may be here at all. Nothing of it is written on an account: the few bans that hold for the whole
/// server are compared in the member's own session, and where there is none, it is one look at an empty index.
///
/// # Errors
/// When the database fails.
pub async fn here(tx: &mut Tx, member: &Member) -> Result<Standing> {
    if Mutant::InstanceBanOverlooked.is_on() {
        return Ok(Standing::Free);
    }
    let hour = tx.clock().hour();
    let bans: Vec<Sealed> = tx
        .sql(
            "SELECT measures.id, community_id, subject_id, ban_proof \
             FROM measures JOIN communities ON communities.id = measures.community_id \
             WHERE reach = 'host' AND lifted_hour IS NULL AND kind = 'ban' AND ban_proof IS NOT NULL \
             AND communities.host = '' AND (ends_hour IS NULL OR ends_hour > $1)",
        )
        .bind(hour)
        .all()
        .await?;
    told(tx, matched(member, bans)).await
}

/// Whether a ban is on this person, under whichever name; only their own session can tell.
///
/// # Errors
/// When the database fails.
pub async fn is_covered(tx: &mut Tx, member: &Member, ban: MeasureId) -> Result<bool> {
    let found: Option<Sealed> = tx
        .sql(
            "SELECT id, community_id, subject_id, ban_proof FROM measures \
             WHERE id = $1 AND kind = 'ban' AND ban_proof IS NOT NULL",
        )
        .bind(ban)
        .optional()
        .await?;
    Ok(matched(member, found.into_iter().collect()).is_some())
}

/// The first of these bans that is on this person: each is compared with how they stand in its own community.
fn matched(member: &Member, bans: Vec<Sealed>) -> Option<Sealed> {
    let mut standings = HashMap::new();
    bans.into_iter().find(|ban| {
        let standing =
            standings.entry(ban.community_id).or_insert_with(|| member.ban_standing(ban.community_id));
        ban.ban_proof == standing.proof(ban.id)
    })
}

/// What is said of a ban is read of the one that was found: every write compares them all.
async fn told(tx: &mut Tx, ban: Option<Sealed>) -> Result<Standing> {
    let Some(ban) = ban else { return Ok(Standing::Free) };
    let row: Row = tx
        .sql("SELECT id, community_id, reach, guideline, words, ends_hour FROM measures WHERE id = $1")
        .bind(ban.id)
        .one()
        .await?;
    Ok(Standing::Banned(row.told()))
}

/// How a name from another server stands in a community.
///
/// # Errors
/// When the database fails.
pub async fn of_remote(tx: &mut Tx, persona: PersonaId, community: CommunityId) -> Result<Standing> {
    let hour = tx.clock().hour();
    let ban: Option<Row> = tx
        .sql(
            "SELECT id, community_id, reach, guideline, words, ends_hour FROM measures \
             WHERE subject_id = $1 AND kind = 'ban' AND lifted_hour IS NULL AND subject_kind = 'persona' \
             AND community_id = $2 AND (ends_hour IS NULL OR ends_hour > $3)",
        )
        .bind(persona)
        .bind(community)
        .bind(hour)
        .optional()
        .await?;
    Ok(ban.map_or(Standing::Free, |ban| Standing::Banned(ban.told())))
}

/// A ban as it is compared: nobody can tell from it whom it is on.
#[derive(serde::Deserialize)]
struct Sealed {
    id: MeasureId,
    community_id: CommunityId,
    subject_id: PersonaId,
    ban_proof: Vec<u8>,
}

#[derive(serde::Deserialize)]
struct Row {
    id: MeasureId,
    community_id: CommunityId,
    reach: Reach,
    guideline: Option<i64>,
    words: String,
    ends_hour: Option<Hour>,
}

impl Row {
    fn told(self) -> Ban {
        Ban {
            measure: self.id,
            community: self.community_id,
            reach: self.reach,
            guideline: self.guideline,
            words: self.words,
            ends: self.ends_hour,
        }
    }
}
