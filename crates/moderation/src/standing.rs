//! Whether somebody may write in a community, under whichever name.

use members::{Community, Member};
use store::{CommunityId, Hour, MeasureId, PersonaId, Result, Tx};

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
    /// The guideline it names.
    pub guideline: Option<i64>,
    /// The moderator's words.
    pub words: String,
    /// Until when.
    pub ends: Option<Hour>,
}

/// How `member` stands in `community`, whatever name they wear.
///
/// # Errors
/// When the database fails.
pub async fn of(tx: &mut Tx, member: &Member, community: &Community) -> Result<Standing> {
    let hour = tx.clock().hour();
    let bans: Vec<Row> = tx
        .sql(
            "SELECT id, ban_proof, guideline, words, ends_hour FROM measures \
             WHERE community_id = $1 AND kind = 'ban' AND lifted_hour IS NULL AND ban_proof IS NOT NULL \
             AND (ends_hour IS NULL OR ends_hour > $2)",
        )
        .bind(community.id)
        .bind(hour)
        .all()
        .await?;
    if bans.is_empty() {
        return Ok(Standing::Free);
    }
    let standing = member.ban_standing(community.id);
    let mine = bans.into_iter().find(|ban| ban.ban_proof.as_deref() == Some(&standing.proof(ban.id)[..]));
    Ok(mine.map_or(Standing::Free, |ban| Standing::Banned(ban.told())))
}

/// How a name from another server stands in a community.
///
/// # Errors
/// When the database fails.
pub async fn of_remote(tx: &mut Tx, persona: PersonaId, community: CommunityId) -> Result<Standing> {
    let hour = tx.clock().hour();
    let ban: Option<Row> = tx
        .sql(
            "SELECT id, ban_proof, guideline, words, ends_hour FROM measures \
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

#[derive(serde::Deserialize)]
struct Row {
    id: MeasureId,
    ban_proof: Option<Vec<u8>>,
    guideline: Option<i64>,
    words: String,
    ends_hour: Option<Hour>,
}

impl Row {
    fn told(self) -> Ban {
        Ban { measure: self.id, guideline: self.guideline, words: self.words, ends: self.ends_hour }
    }
}
