//! Finding things by the addresses that other servers gave them, and forgetting a name with all it wrote.

use moderation::Subject;
use store::{CommentId, PersonaId, Result, ThreadId, Tx};

use crate::media;

/// What is known here under another server's address.
///
/// # Errors
/// When the database fails.
pub async fn by_object(tx: &mut Tx, object_id: &str) -> Result<Option<Subject>> {
    let found: Option<(String, i64)> = tx
        .sql(
            "SELECT 'thread', id FROM threads WHERE object_id = $1 \
             UNION ALL SELECT 'comment', id FROM comments WHERE object_id = $1",
        )
        .bind(object_id.to_owned())
        .optional()
        .await?;
    found.map(|(kind, id)| Subject::read(&kind, id)).transpose()
}

/// What a name wrote that is not deleted.
///
/// # Errors
/// When the database fails.
pub async fn living(tx: &mut Tx, persona: PersonaId) -> Result<(Vec<ThreadId>, Vec<CommentId>)> {
    let threads = "SELECT id FROM threads WHERE persona_id = $1 AND NOT deleted ORDER BY id";
    let comments = "SELECT id FROM comments WHERE persona_id = $1 AND NOT deleted ORDER BY id";
    let threads = tx.sql(threads).bind(persona).column().await?;
    Ok((threads, tx.sql(comments).bind(persona).column().await?))
}

/// Takes away the words of everything a name wrote; tombstones keep the threads whole. The caller marks the
/// name itself as gone (`members::personas::forget`), which is what others are told.
///
/// # Errors
/// When the database fails.
pub async fn forget_words(tx: &mut Tx, persona: PersonaId) -> Result<()> {
    media::forget_of_persona(tx, persona).await?;
    tx.sql(
        "UPDATE threads SET deleted = TRUE, title = '', body = '', html = '', notes = '', version = version + 1 \
         WHERE persona_id = $1 AND NOT deleted",
    )
    .bind(persona)
    .execute()
    .await?;
    tx.sql(
        "UPDATE comments SET deleted = TRUE, body = '', html = '', notes = '', version = version + 1 \
         WHERE persona_id = $1 AND NOT deleted",
    )
    .bind(persona)
    .execute()
    .await?;
    Ok(())
}
