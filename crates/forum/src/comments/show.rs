//! One comment.

use members::{Community, Viewer};
use store::{CommentId, Result, Tx};

use super::{Row, number_authors};
use crate::{Comment, Thread, threads};

/// A comment with its thread and community, if the viewer may read there.
///
/// # Errors
/// When the database fails.
pub async fn show(
    tx: &mut Tx,
    viewer: &Viewer,
    comment: CommentId,
) -> Result<Option<(Comment, Thread, Community)>> {
    let Some(comment) = show_any(tx, comment).await? else { return Ok(None) };
    let home = threads::show(tx, viewer, comment.thread_id).await?;
    Ok(home.map(|(thread, community)| (comment, thread, community)))
}

/// A comment as the views show it, whoever asks: for federation, which judges each recipient itself.
///
/// # Errors
/// When the database fails.
pub async fn show_any(tx: &mut Tx, comment: CommentId) -> Result<Option<Comment>> {
    let row: Option<Row> = tx
        .sql(
            "SELECT visible_comments.id, thread_id, ordinal, parent_id, persona_id, \
             CASE WHEN personas.deleted THEN '' ELSE personas.name END AS author_name, \
             personas.host AS author_host, personas.deleted AS author_deleted, \
             object_id, html, notes, hour, edited_hour, version, state \
             FROM visible_comments JOIN personas ON personas.id = persona_id \
             WHERE visible_comments.id = $1",
        )
        .bind(comment)
        .optional()
        .await?;
    let mut found: Vec<_> = row.into_iter().map(Row::comment).collect();
    number_authors(&mut found);
    Ok(found.pop())
}
