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
        let mut texts = threads(tx, name.id).await?;
        texts.extend(comments(tx, name.id).await?);
        texts.sort_by_key(|text| text.hour);
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

async fn threads(tx: &mut Tx, name: PersonaId) -> Result<Vec<Text>> {
    let rows: Vec<(ThreadId, String, String, String, Hour)> = tx
        .sql(
            "SELECT id, title, body, html, hour FROM threads WHERE persona_id = $1 AND NOT deleted \
             ORDER BY community_id, ordinal",
        )
        .bind(name)
        .all()
        .await?;
    let text = |(id, title, body, html, hour)| Text {
        subject: Subject::Thread(id),
        thread: id,
        title: Some(title),
        body,
        html,
        hour,
    };
    Ok(rows.into_iter().map(text).collect())
}

async fn comments(tx: &mut Tx, name: PersonaId) -> Result<Vec<Text>> {
    let rows: Vec<(CommentId, ThreadId, String, String, Hour)> = tx
        .sql(
            "SELECT id, thread_id, body, html, hour FROM comments WHERE persona_id = $1 AND NOT deleted \
             ORDER BY thread_id, ordinal",
        )
        .bind(name)
        .all()
        .await?;
    let text = |(id, thread, body, html, hour)| Text {
        subject: Subject::Comment(id),
        thread,
        title: None,
        body,
        html,
        hour,
    };
    Ok(rows.into_iter().map(text).collect())
}
