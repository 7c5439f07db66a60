//! What concerns one of my names: kept per name, collected by whoever can derive the name.

use std::collections::HashSet;

use store::{CommentId, Cursor, Hour, Ids, NoticeId, Page, PersonaId, Result, Tag, Tags, ThreadId, Tx};

use crate::{Journal, Member, Purpose, personas};

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Deserialize)]
#[serde(try_from = "String")]
pub enum Kind {
    /// Somebody commented on my thread.
    ReplyToThread,
    /// Somebody replied to my comment.
    ReplyToComment,
    /// A moderator acted on something of mine.
    Measure,
    /// Somebody reported something where I moderate.
    Report,
    /// Something about a name of mine waits for a second moderator, or for its time.
    Proposal,
    /// Something waits for a second moderator where I moderate.
    Second,
    /// Somebody asks for another look at a decision where I moderate.
    Appeal,
    /// Somebody has looked again at a decision about something of mine.
    AppealSettled,
    /// Somebody who moderates where I do asks for my opinion.
    Case,
}

impl Kind {
    fn as_str(self) -> &'static str {
        match self {
            Self::ReplyToThread => "reply_to_thread",
            Self::ReplyToComment => "reply_to_comment",
            Self::Measure => "measure",
            Self::Report => "report",
            Self::Proposal => "proposal",
            Self::Second => "second",
            Self::Appeal => "appeal",
            Self::AppealSettled => "appeal_settled",
            Self::Case => "case",
        }
    }
}

impl TryFrom<String> for Kind {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        match text.as_str() {
            "reply_to_thread" => Ok(Self::ReplyToThread),
            "reply_to_comment" => Ok(Self::ReplyToComment),
            "measure" => Ok(Self::Measure),
            "report" => Ok(Self::Report),
            "proposal" => Ok(Self::Proposal),
            "second" => Ok(Self::Second),
            "appeal" => Ok(Self::Appeal),
            "appeal_settled" => Ok(Self::AppealSettled),
            "case" => Ok(Self::Case),
            other => Err(format!("no notice is called {other}")),
        }
    }
}

/// Something that concerns one of my names.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
pub struct Notice {
    /// Its id.
    pub id: NoticeId,
    /// Which of my names it concerns.
    #[serde(rename = "persona_id")]
    pub persona: PersonaId,
    /// What happened.
    pub kind: Kind,
    /// Where.
    pub thread_id: ThreadId,
    /// At which comment.
    pub comment_id: Option<CommentId>,
    /// When, coarsely.
    pub hour: Hour,
    /// Whether I saw it.
    pub seen: bool,
}

const PAGE: usize = 30;
/// For so long the hour is kept of what happened; then the month.
const HOURS_KEPT: i64 = 48;

/// Leaves a notice for one of our names; for a remote one, or one that is gone, it does nothing.
///
/// # Errors
/// When the database fails.
pub async fn add(
    tx: &mut Tx,
    persona: PersonaId,
    kind: Kind,
    thread: ThreadId,
    comment: Option<CommentId>,
) -> Result<()> {
    let persona = personas::get(tx, persona).await?;
    let Some(persona) = persona.filter(|persona| persona.is_local() && !persona.deleted) else {
        return Ok(());
    };
    let (id, hour) = (NoticeId(tx.chance().id()), tx.clock().hour());
    tx.sql("INSERT INTO notices (id, persona_id, kind, thread_id, comment_id, hour) VALUES ($1, $2, $3, $4, $5, $6)")
        .bind(id)
        .bind(persona.id)
        .bind(kind.as_str())
        .bind(thread)
        .bind(comment)
        .bind(hour)
        .execute()
        .await?;
    Ok(())
}

/// The notices of all my names, newest first, without those of muted threads, and without answers of blocked names.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &mut Tx, member: &Member, after: Option<Cursor>) -> Result<Page<Notice>> {
    let journal = Journal::of(tx, member).await?;
    let mine = journal.names();
    let threads: Vec<ThreadId> = tx
        .sql("SELECT DISTINCT thread_id FROM notices WHERE persona_id IN list($1)")
        .bind_list(mine.clone())
        .column()
        .await?;
    let muted = muted(tx, member, &threads).await?;
    let Cursor(hour, id, _) = after.unwrap_or(Cursor::START);
    let found: Vec<Notice> = tx
        .sql(
            "SELECT id, persona_id, kind, thread_id, comment_id, hour, seen FROM notices \
             WHERE persona_id IN list($1) AND NOT (thread_id IN list($2)) AND (hour < $3 OR (hour = $3 AND id < $4)) \
             AND NOT (kind LIKE 'reply%' AND EXISTS (SELECT 1 FROM comments \
                 WHERE comments.id = notices.comment_id AND comments.persona_id IN list($5))) \
             ORDER BY hour DESC, id DESC LIMIT $6",
        )
        .bind_list(mine)
        .bind_list(muted.into_iter().collect())
        .bind(hour)
        .bind(id)
        .bind_list(journal.blocked().collect::<Ids>())
        .bind(PAGE as i64 + 1)
        .all()
        .await?;
    Ok(Page::cut(found, PAGE, |notice| Cursor(notice.hour.0, notice.id.0, 0)))
}

/// How many I have not seen, without those of muted threads.
///
/// # Errors
/// When the database fails.
pub async fn unseen(tx: &mut Tx, member: &Member, journal: &Journal) -> Result<i64> {
    let mine = journal.names();
    if mine.0.is_empty() {
        return Ok(0);
    }
    let threads: Vec<ThreadId> = tx
        .sql(
            "SELECT thread_id FROM notices WHERE persona_id IN list($1) AND NOT seen \
             AND NOT (kind LIKE 'reply%' AND EXISTS (SELECT 1 FROM comments \
                 WHERE comments.id = notices.comment_id AND comments.persona_id IN list($2)))",
        )
        .bind_list(mine)
        .bind_list(journal.blocked().collect::<Ids>())
        .column()
        .await?;
    if threads.is_empty() {
        return Ok(0);
    }
    let muted = muted(tx, member, &threads).await?;
    let heard = threads.iter().filter(|thread| !muted.contains(thread)).count();
    Ok(i64::try_from(heard).unwrap_or(i64::MAX))
}

/// I saw them all.
///
/// # Errors
/// When the database fails.
pub async fn see_all(tx: &mut Tx, member: &Member) -> Result<()> {
    let mine = Journal::of(tx, member).await?.names();
    tx.sql("UPDATE notices SET seen = TRUE WHERE persona_id IN list($1) AND NOT seen")
        .bind_list(mine)
        .execute()
        .await?;
    Ok(())
}

/// I saw those of one thread.
///
/// # Errors
/// When the database fails.
pub async fn see(tx: &mut Tx, member: &Member, thread: ThreadId) -> Result<()> {
    let mine = Journal::of(tx, member).await?.names();
    tx.sql("UPDATE notices SET seen = TRUE WHERE persona_id IN list($1) AND thread_id = $2 AND NOT seen")
        .bind_list(mine)
        .bind(thread)
        .execute()
        .await?;
    Ok(())
}

/// Those of `threads` that this member muted.
async fn muted(tx: &mut Tx, member: &Member, threads: &[ThreadId]) -> Result<HashSet<ThreadId>> {
    let tag = |thread: &ThreadId| member.tag(Purpose::Mute, thread.0);
    let mutes: Vec<Tag> = tx
        .sql("SELECT tag FROM mutes WHERE tag IN tags($1)")
        .bind_tags(threads.iter().map(tag).collect::<Tags>())
        .column()
        .await?;
    Ok(threads.iter().copied().filter(|thread| mutes.contains(&tag(thread))).collect())
}

/// I don't want to hear of this thread.
///
/// # Errors
/// When the database fails.
pub async fn mute(tx: &mut Tx, member: &Member, thread: ThreadId) -> Result<()> {
    tx.sql("INSERT INTO mutes (tag) VALUES ($1) ON CONFLICT DO NOTHING")
        .bind(member.tag(Purpose::Mute, thread.0))
        .execute()
        .await?;
    Ok(())
}

/// I want to hear of it again.
///
/// # Errors
/// When the database fails.
pub async fn unmute(tx: &mut Tx, member: &Member, thread: ThreadId) -> Result<()> {
    tx.sql("DELETE FROM mutes WHERE tag = $1").bind(member.tag(Purpose::Mute, thread.0)).execute().await?;
    Ok(())
}

/// What was told of a comment counts as told in `hour`: a comment that waited keeps no other time.
///
/// # Errors
/// When the database fails.
pub async fn move_to(tx: &mut Tx, comment: CommentId, hour: Hour) -> Result<()> {
    tx.sql("UPDATE notices SET hour = $1 WHERE comment_id = $2").bind(hour).bind(comment).execute().await?;
    Ok(())
}

/// Cuts the hours of old notices to the month.
pub(crate) async fn coarsen(tx: &mut Tx) -> Result<()> {
    let before = tx.clock().hour().plus_hours(-HOURS_KEPT);
    let hours: Vec<Hour> =
        tx.sql("SELECT DISTINCT hour FROM notices WHERE hour < $1").bind(before).column().await?;
    for hour in hours.into_iter().filter(|hour| hour.month() != *hour) {
        tx.sql("UPDATE notices SET hour = $1 WHERE hour = $2")
            .bind(hour.month())
            .bind(hour)
            .execute()
            .await?;
    }
    Ok(())
}
