//! What a one-time name wrote may leave: it is told now, and then what waited for it.

use forum::{comments, releases};
use moderation::Subject;
use store::{CommentId, MeasureId, PersonaId, ReportId, Result, ThreadId};

use super::{
    Desk,
    content::{self, Change},
    letters, measures,
    reports::made,
};

/// A thread, or its new words.
pub(super) async fn thread(desk: &mut Desk<'_>, id: ThreadId) -> Result<()> {
    content::thread(desk, id, Change::Written).await?;
    decisions(desk, Subject::Thread(id)).await?;
    let comments: Vec<CommentId> = desk
        .tx
        .sql("SELECT id FROM comments WHERE thread_id = $1 AND object_id IS NULL ORDER BY ordinal")
        .bind(id)
        .column()
        .await?;
    tell(desk, comments).await
}

/// A comment, or its new words.
pub(super) async fn comment(desk: &mut Desk<'_>, thread: ThreadId, id: CommentId) -> Result<()> {
    content::comment(desk, id, Change::Written).await?;
    decisions(desk, Subject::Comment(id)).await?;
    answers(desk, thread, id).await
}

/// A comment was taken away. If it never left, what answers it waits for nothing any more.
pub(super) async fn gone(desk: &mut Desk<'_>, thread: ThreadId, id: CommentId) -> Result<()> {
    content::comment(desk, id, Change::Deleted).await?;
    let comment = comments::show_any(desk.tx, id).await?;
    let ours = comment.is_some_and(|comment| comment.author.host.is_empty());
    if !ours || letters::was_sent(desk.tx, id.0).await? { Ok(()) } else { answers(desk, thread, id).await }
}

/// Tells what answers a comment, as far as nobody heard of it.
async fn answers(desk: &mut Desk<'_>, thread: ThreadId, id: CommentId) -> Result<()> {
    let answers = releases::answers(desk.tx, thread, id).await?;
    tell(desk, answers).await
}

async fn tell(desk: &mut Desk<'_>, comments: Vec<CommentId>) -> Result<()> {
    for comment in comments {
        if !letters::was_sent(desk.tx, comment.0).await? {
            content::comment(desk, comment, Change::Written).await?;
        }
    }
    Ok(())
}

/// The bans on whoever wrote it, which could not be told while nobody elsewhere knew the name.
async fn bans(desk: &mut Desk<'_>, subject: Subject) -> Result<()> {
    let author: Option<PersonaId> = desk
        .tx
        .sql(
            "SELECT persona_id FROM threads WHERE id = $1 \
             UNION ALL SELECT persona_id FROM comments WHERE id = $1",
        )
        .bind(subject.id())
        .value()
        .await?;
    let Some(author) = author else { return Ok(()) };
    if letters::last(desk.tx, author.0, "Block").await?.is_some() {
        return Ok(());
    }
    let taken: Vec<MeasureId> = desk
        .tx
        .sql(
            "SELECT id FROM measures WHERE subject_id = $1 AND kind = 'ban' AND lifted_hour IS NULL \
             ORDER BY ordinal",
        )
        .bind(author)
        .column()
        .await?;
    taken_all(desk, taken).await
}

async fn taken_all(desk: &mut Desk<'_>, taken: Vec<MeasureId>) -> Result<()> {
    for measure in taken {
        measures::taken(desk, measure).await?;
    }
    Ok(())
}

/// What was decided and reported meanwhile.
async fn decisions(desk: &mut Desk<'_>, subject: Subject) -> Result<()> {
    let taken: Vec<MeasureId> = desk
        .tx
        .sql(
            "SELECT id FROM measures WHERE subject_id = $1 AND kind IN ('lock', 'pin') AND lifted_hour IS NULL \
             ORDER BY ordinal",
        )
        .bind(subject.id())
        .column()
        .await?;
    taken_all(desk, taken).await?;
    bans(desk, subject).await?;
    let open: Vec<ReportId> = desk
        .tx
        .sql("SELECT id FROM reports WHERE subject_id = $1 AND host = '' AND resolved_hour IS NULL ORDER BY hour, id")
        .bind(subject.id())
        .column()
        .await?;
    for report in open {
        made(desk, report).await?;
    }
    Ok(())
}
