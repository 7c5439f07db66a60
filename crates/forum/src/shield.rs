//! Whoever is new where they write is asked for contact by greeters and moderators alone. Who is new, their name there
//! tells, and nothing else: whose name it is, nobody asks. A name worn for one thread is new for as long as it lasts.

use moderation::{cases, team};
use store::{CommunityId, Mutant, PersonaId, Result, Tx};

use crate::writing::Spot;

/// With fewer texts than this a name is new.
const FEW: i64 = 5;

/// Whether what `by` writes there is said to somebody else who is new, by somebody who does not greet.
pub(crate) async fn covers(tx: &mut Tx, spot: &Spot, by: PersonaId) -> Result<bool> {
    if Mutant::NewcomersUnshielded.is_on() || team::greets(tx, by, spot.community).await? {
        return Ok(false);
    }
    for persona in met(tx, spot, by).await? {
        if is_new(tx, persona, spot.community).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whoever started the thread, and whoever is answered in it.
async fn met(tx: &mut Tx, spot: &Spot, by: PersonaId) -> Result<Vec<PersonaId>> {
    tx.sql(
        "SELECT persona_id FROM threads WHERE id = $1 AND persona_id <> $4 \
         UNION SELECT persona_id FROM comments WHERE persona_id <> $4 \
         AND (id = $2 OR id = (SELECT parent_id FROM comments AS mended WHERE mended.id = $3))",
    )
    .bind(spot.thread.map_or(0, |thread| thread.0))
    .bind(spot.answers.map_or(0, |comment| comment.0))
    .bind(spot.except.map_or(0, |subject| subject.id()))
    .bind(by)
    .column()
    .await
}

/// Whether a name wrote little in a community, and is none of its team.
///
/// # Errors
/// When the database fails.
pub async fn is_new(tx: &mut Tx, persona: PersonaId, community: CommunityId) -> Result<bool> {
    let texts = cases::texts(tx, community, persona, FEW).await?;
    Ok(texts < FEW && !team::greets(tx, persona, community).await?)
}
