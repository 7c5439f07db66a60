//! What moderators may know of a name: what it did in this community, and nothing beyond.

use store::{CommunityId, PersonaId, Result, Tx};

use crate::Moderator;

/// More texts than this are not counted.
const MOST: i64 = 100;

/// A name's history in one community.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
pub struct History {
    /// How many texts it wrote, up to a hundred.
    pub texts: i64,
    /// How many of them are removed.
    pub removals: i64,
    /// How often it was reminded of a guideline.
    pub warnings: i64,
    /// How often the community was closed to it, for a time or for good.
    pub bans: i64,
}

impl History {
    /// Whether there are more texts than were counted.
    #[must_use]
    pub fn is_long(&self) -> bool {
        self.texts >= MOST
    }
}

/// What `persona` did in the moderator's community.
///
/// # Errors
/// When the database fails.
pub async fn history(tx: &mut Tx, moderator: &Moderator, persona: PersonaId) -> Result<History> {
    let community = moderator.community();
    let (removals, warnings, bans) = decided(tx, community, persona).await?;
    Ok(History { texts: texts(tx, community, persona, MOST).await?, removals, warnings, bans })
}

/// How many texts a name wrote in a community; no more than `most` are counted.
///
/// # Errors
/// When the database fails.
pub async fn texts(tx: &mut Tx, community: CommunityId, persona: PersonaId, most: i64) -> Result<i64> {
    let (count,) = tx
        .sql(
            "SELECT COUNT(*) FROM (SELECT threads.id FROM threads WHERE persona_id = $1 AND community_id = $2 \
             UNION ALL SELECT comments.id FROM comments JOIN threads ON threads.id = comments.thread_id \
             WHERE comments.persona_id = $1 AND threads.community_id = $2 LIMIT $3) AS written",
        )
        .bind(persona)
        .bind(community)
        .bind(most)
        .one()
        .await?;
    Ok(count)
}

async fn decided(tx: &mut Tx, community: CommunityId, persona: PersonaId) -> Result<(i64, i64, i64)> {
    tx.sql(
        "SELECT COUNT(CASE WHEN kind = 'remove' THEN 1 END), COUNT(CASE WHEN kind = 'warn' THEN 1 END), \
         COUNT(CASE WHEN kind = 'ban' THEN 1 END) FROM measures \
         WHERE subject_id IN (SELECT $1 UNION ALL SELECT id FROM threads WHERE persona_id = $1 \
         UNION ALL SELECT id FROM comments WHERE persona_id = $1) \
         AND community_id = $2 AND (lifted_hour IS NULL OR kind = 'ban')",
    )
    .bind(persona)
    .bind(community)
    .one()
    .await
}
