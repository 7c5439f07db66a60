//! Who hears of what: a reply tells the person it answers, a measure tells the author, a report the moderators.

use members::{
    Member, blocks,
    notices::{self, Kind},
};
use store::{CommentId, CommunityId, PersonaId, Result, ThreadId, Tx};

use crate::{Subject, subject::Place};

/// Somebody who hears of a reply.
struct Hearer {
    thread: ThreadId,
    persona: PersonaId,
    kind: Kind,
}

/// Tells the author of the answered comment (or of the thread), unless it is the same name. Of a member who wrote it
/// here, nothing is heard where one of their names is blocked.
///
/// # Errors
/// When the database fails.
pub async fn of_reply(tx: &mut Tx, comment: CommentId, writer: Option<&Member>) -> Result<()> {
    let Some(hearer) = hearer(tx, comment).await? else { return Ok(()) };
    if let Some(writer) = writer
        && blocks::silences(tx, writer, hearer.persona).await?
    {
        return Ok(());
    }
    notices::add(tx, hearer.persona, hearer.kind, hearer.thread, Some(comment)).await
}

/// A comment was held back: what the writer's session can tell is told now, for later.
///
/// # Errors
/// When the database fails.
pub async fn of_held_reply(tx: &mut Tx, comment: CommentId, writer: Option<&Member>) -> Result<()> {
    let (Some(writer), Some(hearer)) = (writer, hearer(tx, comment).await?) else { return Ok(()) };
    if blocks::silences(tx, writer, hearer.persona).await? {
        blocks::hush(tx, comment).await?;
    }
    Ok(())
}

/// A comment that was held back is let through.
pub(crate) async fn of_released_reply(tx: &mut Tx, comment: CommentId) -> Result<()> {
    if blocks::was_hushed(tx, comment).await? { Ok(()) } else { of_reply(tx, comment, None).await }
}

/// What was held back will not be let through any more: what was told for then is forgotten.
pub(crate) async fn of_nothing(tx: &mut Tx, subject: Subject) -> Result<()> {
    if let Subject::Comment(comment) = subject {
        blocks::was_hushed(tx, comment).await?;
    }
    Ok(())
}

async fn hearer(tx: &mut Tx, comment: CommentId) -> Result<Option<Hearer>> {
    let answered: Option<(ThreadId, PersonaId, Option<PersonaId>, PersonaId)> = tx
        .sql(
            "SELECT comments.thread_id, comments.persona_id, parent.persona_id, threads.persona_id \
             FROM comments JOIN threads ON threads.id = comments.thread_id \
             LEFT JOIN comments AS parent ON parent.id = comments.parent_id WHERE comments.id = $1",
        )
        .bind(comment)
        .optional()
        .await?;
    let Some((thread, writer, parent, starter)) = answered else { return Ok(None) };
    let (persona, kind) = match parent {
        Some(parent) => (parent, Kind::ReplyToComment),
        None => (starter, Kind::ReplyToThread),
    };
    Ok((persona != writer).then_some(Hearer { thread, persona, kind }))
}

/// Tells the author that something was decided about what they wrote.
///
/// # Errors
/// When the database fails.
pub async fn of_measure(tx: &mut Tx, place: &Place) -> Result<()> {
    let Some(thread) = place.thread else { return Ok(()) };
    notices::add(tx, place.persona, Kind::Measure, thread, place.comment).await
}

/// Tells the moderators that somebody asks for another look; who decided hears of it only where nobody else can look.
pub(crate) async fn of_appeal(tx: &mut Tx, moderators: &[PersonaId], place: &Place) -> Result<()> {
    let Some(thread) = place.thread else { return Ok(()) };
    for persona in moderators {
        notices::add(tx, *persona, Kind::Appeal, thread, place.comment).await?;
    }
    Ok(())
}

/// Tells whoever appealed that somebody has looked.
pub(crate) async fn of_outcome(tx: &mut Tx, place: &Place) -> Result<()> {
    let Some(thread) = place.thread else { return Ok(()) };
    notices::add(tx, place.persona, Kind::AppealSettled, thread, place.comment).await
}

/// Tells a name that something about it is pending, and the other moderators that it waits for them.
pub(crate) async fn of_proposal(
    tx: &mut Tx,
    (community, by): (CommunityId, PersonaId),
    place: &Place,
) -> Result<()> {
    let Some(thread) = place.thread else { return Ok(()) };
    notices::add(tx, place.persona, Kind::Proposal, thread, place.comment).await?;
    for persona in team(tx, community).await?.into_iter().filter(|persona| *persona != by) {
        notices::add(tx, persona, Kind::Second, thread, place.comment).await?;
    }
    Ok(())
}

/// Tells the moderators that somebody's words speak of danger.
pub(crate) async fn of_danger(tx: &mut Tx, community: CommunityId, place: &Place) -> Result<()> {
    of_report(tx, community, place, false).await
}

/// Tells the moderators that somebody called; of what is sealed, only those who lead.
pub(crate) async fn of_report(
    tx: &mut Tx,
    community: CommunityId,
    place: &Place,
    sealed: bool,
) -> Result<()> {
    let Some(thread) = place.thread else { return Ok(()) };
    for persona in if sealed { leads(tx, community).await? } else { team(tx, community).await? } {
        notices::add(tx, persona, Kind::Report, thread, place.comment).await?;
    }
    Ok(())
}

/// Tells the moderators, but for the one who asks them, that something waits for their opinion.
pub(crate) async fn of_case(
    tx: &mut Tx,
    community: CommunityId,
    place: &Place,
    asked_by: Option<PersonaId>,
) -> Result<()> {
    let Some(thread) = place.thread else { return Ok(()) };
    for persona in team(tx, community).await?.into_iter().filter(|persona| Some(*persona) != asked_by) {
        notices::add(tx, persona, Kind::Case, thread, place.comment).await?;
    }
    Ok(())
}

async fn leads(tx: &mut Tx, community: CommunityId) -> Result<Vec<PersonaId>> {
    tx.sql("SELECT persona_id FROM team WHERE community_id = $1 AND role = 'lead' ORDER BY persona_id")
        .bind(community)
        .column()
        .await
}

async fn team(tx: &mut Tx, community: CommunityId) -> Result<Vec<PersonaId>> {
    tx.sql("SELECT persona_id FROM team WHERE community_id = $1 AND role <> 'greeter' ORDER BY persona_id")
        .bind(community)
        .column()
        .await
}
