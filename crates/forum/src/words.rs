//! Behind the veil: an author reads and edits their own words, a moderator judges what is hidden.

use members::{Journal, Member};
use moderation::{Moderator, Subject};
use store::{CommunityId, PersonaId, Result, ThreadId, Tx};

use crate::{Note, Refusal, State};

/// The words of a thread or a comment, whatever hides it. What its author deleted is gone for good.
#[derive(Clone, Debug)]
pub struct Words {
    /// Where it is.
    pub community: CommunityId,
    /// The thread that it is, or is in.
    pub thread: ThreadId,
    /// The name that wrote it.
    pub persona: PersonaId,
    /// The title (threads only).
    pub title: Option<String>,
    /// As it was written: Markdown, or the plain words of a text from another server.
    pub body: String,
    /// As it is shown.
    pub html: String,
    /// Content notes.
    pub notes: Vec<Note>,
    /// To be sent with an edit.
    pub version: i64,
    /// How it stands.
    pub state: State,
}

/// What `member` wrote; `None` when it is not theirs, or deleted.
///
/// # Errors
/// When the database fails.
pub async fn own(tx: &mut Tx, member: &Member, subject: Subject) -> Result<Option<Words>> {
    match mine(tx, member, subject).await {
        Ok(words) => Ok(Some(words)),
        Err(Refusal::Fault(fault)) => Err(fault),
        Err(_) => Ok(None),
    }
}

/// What a moderator has to judge; `None` when it is in another community, or deleted.
///
/// # Errors
/// When the database fails.
pub async fn for_review(tx: &mut Tx, moderator: &Moderator, subject: Subject) -> Result<Option<Words>> {
    let words = read(tx, subject).await?;
    Ok(words.filter(|words| words.community == moderator.community()))
}

/// What `member` wrote, or why it cannot be theirs to change.
pub(crate) async fn mine(tx: &mut Tx, member: &Member, subject: Subject) -> Result<Words, Refusal> {
    let words = read(tx, subject).await?.ok_or(Refusal::Gone)?;
    if Journal::of(tx, member).await?.wears(words.persona) { Ok(words) } else { Err(Refusal::NotYours) }
}

/// The words whatever hides them, unless their author deleted them.
pub(crate) async fn read(tx: &mut Tx, subject: Subject) -> Result<Option<Words>> {
    let row: Option<Row> = match subject {
        Subject::Thread(id) => {
            tx.sql(
                "SELECT threads.community_id, threads.id AS thread_id, threads.persona_id, threads.title, \
                 threads.body, threads.html, threads.notes, threads.version, visible_threads.state \
                 FROM threads JOIN visible_threads ON visible_threads.id = threads.id \
                 WHERE threads.id = $1 AND NOT threads.deleted",
            )
            .bind(id)
            .optional()
            .await?
        }
        Subject::Comment(id) => {
            tx.sql(
                "SELECT threads.community_id, comments.thread_id, comments.persona_id, \
                 CAST(NULL AS TEXT) AS title, comments.body, comments.html, comments.notes, comments.version, \
                 visible_comments.state \
                 FROM comments JOIN visible_comments ON visible_comments.id = comments.id \
                 JOIN threads ON threads.id = comments.thread_id \
                 WHERE comments.id = $1 AND NOT comments.deleted",
            )
            .bind(id)
            .optional()
            .await?
        }
        Subject::Persona(_) => None,
    };
    Ok(row.map(Row::words))
}

/// How many recent texts the screening compares with.
const RECENT: i64 = 10;

/// What a name wrote lately, for the screening alone: held things too, because who repeats is held again.
pub(crate) async fn recent(tx: &mut Tx, persona: PersonaId, except: Option<Subject>) -> Result<Vec<String>> {
    tx.sql(
        "SELECT body FROM (SELECT body FROM comments WHERE persona_id = $1 AND id <> $2 \
         ORDER BY hour DESC LIMIT $3) AS said \
         UNION ALL SELECT body FROM (SELECT body FROM threads WHERE persona_id = $1 AND id <> $2 \
         ORDER BY hour DESC LIMIT $3) AS started",
    )
    .bind(persona)
    .bind(except.map_or(0, Subject::id))
    .bind(RECENT)
    .column()
    .await
}

#[derive(serde::Deserialize)]
struct Row {
    community_id: CommunityId,
    thread_id: ThreadId,
    persona_id: PersonaId,
    title: Option<String>,
    body: String,
    html: String,
    notes: String,
    version: i64,
    state: State,
}

impl Row {
    fn words(self) -> Words {
        Words {
            community: self.community_id,
            thread: self.thread_id,
            persona: self.persona_id,
            title: self.title,
            body: self.body,
            html: self.html,
            notes: Note::split(&self.notes),
            version: self.version,
            state: self.state,
        }
    }
}
