//! Who hears of what: a reply tells the person it answers, a measure tells the author, a report the moderators.

use members::notices::{self, Kind};
use store::{CommentId, CommunityId, PersonaId, Result, ThreadId, Tx};

use crate::subject::Place;

/// Tells the author of the answered comment (or of the thread), unless it is the same name.
///
/// # Errors
/// When the database fails.
pub async fn of_reply(tx: &mut Tx, comment: CommentId) -> Result<()> {
    let answered: Option<(ThreadId, PersonaId, Option<PersonaId>, PersonaId)> = tx
        .sql(
            "SELECT comments.thread_id, comments.persona_id, parent.persona_id, threads.persona_id \
             FROM comments JOIN threads ON threads.id = comments.thread_id \
             LEFT JOIN comments AS parent ON parent.id = comments.parent_id WHERE comments.id = $1",
        )
        .bind(comment)
        .optional()
        .await?;
    let Some((thread, writer, parent, starter)) = answered else { return Ok(()) };
    let (hearer, kind) = match parent {
        Some(parent) => (parent, Kind::ReplyToComment),
        None => (starter, Kind::ReplyToThread),
    };
    if hearer == writer {
        return Ok(());
    }
    notices::add(tx, hearer, kind, thread, Some(comment)).await
}

/// Tells the author that something was decided about what they wrote.
///
/// # Errors
/// When the database fails.
pub async fn of_measure(tx: &mut Tx, place: &Place) -> Result<()> {
    let Some(thread) = place.thread else { return Ok(()) };
    notices::add(tx, place.persona, Kind::Measure, thread, place.comment).await
}

/// Tells the moderators that somebody called.
pub(crate) async fn of_report(tx: &mut Tx, community: CommunityId, place: &Place) -> Result<()> {
    let Some(thread) = place.thread else { return Ok(()) };
    let team: Vec<PersonaId> = tx
        .sql("SELECT persona_id FROM team WHERE community_id = $1 ORDER BY persona_id")
        .bind(community)
        .column()
        .await?;
    for persona in team {
        notices::add(tx, persona, Kind::Report, thread, place.comment).await?;
    }
    Ok(())
}
