//! Removing everything that one name wrote in a community. Other names of the same person stay as they are: to remove
//! theirs too would show which names belong together.

use members::ServerSecrets;
use store::{CommentId, CommunityId, PersonaId, Result, ThreadId, Tx};

use super::{Kind, Matter, Reach, take::decide};
use crate::{Moderator, Refusal, Subject, hearing, subject::Place};

/// Removes what a name wrote in the moderator's community, newest first, at most so many threads and so many comments.
/// Each is a line in the log; the author hears of it once.
///
/// # Errors
/// When it has no reason, or the database fails.
pub async fn purge(
    tx: &mut Tx,
    moderator: &Moderator,
    persona: PersonaId,
    (guideline, words): (Option<i64>, &str),
    most: i64,
    secrets: &ServerSecrets,
) -> Result<(), Refusal> {
    let newest = newest(tx, persona, moderator.community()).await?;
    for subject in written(tx, moderator.community(), persona, most).await? {
        let words = words.to_owned();
        let matter = Matter { kind: Kind::Remove, subject, guideline, words, ends: None };
        decide(tx, moderator, matter, Reach::Community, secrets).await?;
    }
    if let Some(place) = newest {
        hearing::of_measure(tx, &place).await?;
    }
    Ok(())
}

/// Where a name last wrote in a community: a thread of its own, or else a comment.
///
/// # Errors
/// When the database fails.
pub async fn newest(tx: &mut Tx, persona: PersonaId, community: CommunityId) -> Result<Option<Place>> {
    let Some(subject) = written(tx, community, persona, 1).await?.first().copied() else { return Ok(None) };
    crate::subject::place(tx, subject).await
}

async fn written(tx: &mut Tx, community: CommunityId, persona: PersonaId, most: i64) -> Result<Vec<Subject>> {
    let threads: Vec<ThreadId> = tx
        .sql(
            "SELECT id FROM threads WHERE persona_id = $1 AND community_id = $2 AND NOT deleted \
             ORDER BY ordinal DESC LIMIT $3",
        )
        .bind(persona)
        .bind(community)
        .bind(most)
        .column()
        .await?;
    let comments: Vec<CommentId> = tx
        .sql(
            "SELECT comments.id FROM comments JOIN threads ON threads.id = comments.thread_id \
             WHERE comments.persona_id = $1 AND threads.community_id = $2 AND NOT comments.deleted \
             ORDER BY comments.hour DESC, threads.ordinal DESC, comments.ordinal DESC LIMIT $3",
        )
        .bind(persona)
        .bind(community)
        .bind(most)
        .column()
        .await?;
    let threads = threads.into_iter().map(Subject::Thread);
    Ok(threads.chain(comments.into_iter().map(Subject::Comment)).collect())
}
