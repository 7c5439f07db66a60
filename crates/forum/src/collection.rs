//! Everything that one member wrote, under every name: for their own keeping, and for nobody else.

use members::{Journal, Member};
use moderation::Subject;
use store::{CommentId, Hour, Ids, PersonaId, Result, ThreadId, Tx};

/// What stands under one name.
#[derive(Clone, Debug)]
pub struct Collected {
    /// The name.
    pub name: String,
    /// The community it is worn in.
    pub community: String,
    /// What was written under it, oldest first as far as that is known.
    pub texts: Vec<Text>,
}

/// One text.
#[derive(Clone, Debug)]
pub struct Text {
    /// Which thread or comment it is.
    pub subject: Subject,
    /// The thread it is, or is in.
    pub thread: ThreadId,
    /// The title (threads only).
    pub title: Option<String>,
    /// As it was written.
    pub body: String,
    /// As it is shown.
    pub html: String,
    /// When, as coarsely as it is kept.
    pub hour: Hour,
}

#[derive(serde::Deserialize)]
struct Name {
    id: PersonaId,
    name: String,
    title: String,
}

/// Everything that `member` wrote and did not take away, name by name.
///
/// # Errors
/// When the database fails.
pub async fn of(tx: &mut Tx, member: &Member) -> Result<Vec<Collected>> {
    let ids = Journal::of(tx, member).await?.names();
    let names = names(tx, ids).await?;
    let mut all = Vec::new();
    for name in names {
        let texts = texts(tx, name.id).await?;
        all.push(Collected { name: name.name, community: name.title, texts });
    }
    Ok(all)
}

async fn names(tx: &mut Tx, ids: Ids) -> Result<Vec<Name>> {
    tx.sql(
        "SELECT personas.id, personas.name, communities.title FROM personas \
         JOIN communities ON communities.id = personas.community_id \
         WHERE personas.id IN list($1) AND NOT personas.deleted ORDER BY communities.title, personas.name",
    )
    .bind_list(ids)
    .all()
    .await
}

/// In the order of hours; what is of one hour, thread by thread.
async fn texts(tx: &mut Tx, name: PersonaId) -> Result<Vec<Text>> {
    let rows: Vec<Row> = tx
        .sql(
            "SELECT id AS thread_id, CAST(NULL AS BIGINT) AS comment_id, title, body, html, hour, 0 AS place \
             FROM threads WHERE persona_id = $1 AND NOT deleted \
             UNION ALL SELECT thread_id, id, CAST(NULL AS TEXT), body, html, hour, ordinal \
             FROM comments WHERE persona_id = $1 AND NOT deleted ORDER BY hour, thread_id, place",
        )
        .bind(name)
        .all()
        .await?;
    Ok(rows.into_iter().map(Row::text).collect())
}

#[derive(serde::Deserialize)]
struct Row {
    thread_id: ThreadId,
    comment_id: Option<CommentId>,
    title: Option<String>,
    body: String,
    html: String,
    hour: Hour,
}

impl Row {
    fn text(self) -> Text {
        Text {
            subject: self.comment_id.map_or(Subject::Thread(self.thread_id), Subject::Comment),
            thread: self.thread_id,
            title: self.title,
            body: self.body,
            html: self.html,
            hour: self.hour,
        }
    }
}
