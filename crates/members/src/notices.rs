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

/// So many that have not been seen are told as "many".
pub const MANY: i64 = 10;

const PAGE: usize = 30;
/// How many that have not been seen are looked at first: a few muted threads among them do no harm.
const HANDFUL: i64 = 40;
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
/// Read in pieces until a page is full: only the member's own session can tell which threads are muted.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &mut Tx, member: &Member, after: Option<Cursor>) -> Result<Page<Notice>> {
    let journal = Journal::of(tx, member).await?;
    let mut from = after.unwrap_or(Cursor::START);
    let mut page = Vec::new();
    loop {
        let piece = older(tx, &journal, from).await?;
        let more = piece.len() > PAGE;
        if let Some(last) = piece.last() {
            from = place(last);
        }
        let threads: Vec<ThreadId> = piece.iter().map(|notice| notice.thread_id).collect();
        let muted = muted(tx, member, &threads).await?;
        page.extend(piece.into_iter().filter(|notice| !muted.contains(&notice.thread_id)));
        if page.len() > PAGE || !more {
            return Ok(Page::cut(page, PAGE, place));
        }
    }
}

/// One notice more than a page has, older than `from`, without answers of blocked names.
async fn older(tx: &mut Tx, journal: &Journal, from: Cursor) -> Result<Vec<Notice>> {
    let Cursor(hour, id, _) = from;
    tx.sql(
        "SELECT id, persona_id, kind, thread_id, comment_id, hour, seen FROM notices \
         WHERE persona_id IN list($1) AND (hour < $2 OR (hour = $2 AND id < $3)) \
         AND NOT (kind LIKE 'reply%' AND EXISTS (SELECT 1 FROM comments \
             WHERE comments.id = notices.comment_id AND comments.persona_id IN list($4))) \
         ORDER BY hour DESC, id DESC LIMIT $5",
    )
    .bind_list(journal.names())
    .bind(hour)
    .bind(id)
    .bind_list(journal.blocked().collect::<Ids>())
    .bind(PAGE as i64 + 1)
    .all()
    .await
}

fn place(notice: &Notice) -> Cursor {
    Cursor(notice.hour.0, notice.id.0, 0)
}

/// How many I have not seen, without those of muted threads; once there are [`MANY`], nobody counts on.
///
/// Every page asks this. So it looks at a handful first, and at all only where almost the whole handful is of muted
/// threads: which those are is a tag for each, that only the member's own session can make.
///
/// # Errors
/// When the database fails.
pub async fn unseen(tx: &mut Tx, member: &Member, journal: &Journal) -> Result<i64> {
    if journal.names().0.is_empty() {
        return Ok(0);
    }
    let some = unseen_threads(tx, journal, HANDFUL).await?;
    let heard = heard(tx, member, &some).await?;
    if heard >= MANY || (some.len() as i64) < HANDFUL {
        return Ok(heard.min(MANY));
    }
    let all = unseen_threads(tx, journal, i64::MAX).await?;
    Ok(self::heard(tx, member, &all).await?.min(MANY))
}

/// The threads of at most `most` notices that I have not seen, without answers of blocked names; in no order.
async fn unseen_threads(tx: &mut Tx, journal: &Journal, most: i64) -> Result<Vec<ThreadId>> {
    tx.sql(
        "SELECT thread_id FROM notices WHERE persona_id IN list($1) AND NOT seen \
         AND NOT (kind LIKE 'reply%' AND EXISTS (SELECT 1 FROM comments \
             WHERE comments.id = notices.comment_id AND comments.persona_id IN list($2))) LIMIT $3",
    )
    .bind_list(journal.names())
    .bind_list(journal.blocked().collect::<Ids>())
    .bind(most)
    .column()
    .await
}

/// How many of `threads`, as often as each stands there, are not muted.
async fn heard(tx: &mut Tx, member: &Member, threads: &[ThreadId]) -> Result<i64> {
    let muted = muted(tx, member, threads).await?;
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
    if threads.is_empty() {
        return Ok(HashSet::new());
    }
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
