//! Which picture is where, and who may see it: whoever may read its text, nobody else.

use std::collections::HashMap;

use members::{Community, Member, Viewer};
use moderation::{Subject, cases, team};
use store::{CommentId, Ids, Result, Tag, ThreadId, Tx};

use super::{Kind, Picture, pending};
use crate::{State, comments, threads, words};

/// The pictures of these threads and comments that are there to be seen, by their numbers.
///
/// # Errors
/// When the database fails.
pub async fn of_all(tx: &mut Tx, subjects: impl IntoIterator<Item = i64>) -> Result<HashMap<i64, Picture>> {
    let subjects: Ids = subjects.into_iter().collect();
    let rows: Vec<Row> = tx
        .sql(
            "SELECT name, subject_id, kind, width, height, alt, source FROM pictures \
             WHERE subject_id IN list($1) AND kind <> ''",
        )
        .bind_list(subjects)
        .all()
        .await?;
    let pictures = rows.into_iter().filter_map(Row::picture);
    Ok(pictures.filter_map(|picture| Some((picture.subject?, picture))).collect())
}

/// The picture of this name, whoever asks.
///
/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, name: &str) -> Result<Option<Picture>> {
    let row: Option<Row> = tx
        .sql(
            "SELECT name, subject_id, kind, width, height, alt, source FROM pictures \
             WHERE name = $1 AND kind <> ''",
        )
        .bind(name.to_owned())
        .optional()
        .await?;
    Ok(row.and_then(Row::picture))
}

/// The picture of this name, if this viewer may read its text; one that is not posted yet is for whoever sent it.
///
/// # Errors
/// When the database fails.
pub async fn seen_by(
    tx: &mut Tx,
    viewer: &Viewer,
    member: Option<&Member>,
    name: &str,
    proof: Option<Tag>,
) -> Result<Option<Picture>> {
    let Some(picture) = get(tx, name).await? else { return Ok(None) };
    let seen = match picture.subject {
        None => member.is_some_and(|member| proof == Some(pending::proof(member, name))),
        Some(subject) => may_read(tx, viewer, member, subject).await?,
    };
    Ok(seen.then_some(picture))
}

async fn may_read(tx: &mut Tx, viewer: &Viewer, member: Option<&Member>, id: i64) -> Result<bool> {
    if let Some((thread, community)) = threads::show(tx, viewer, ThreadId(id)).await? {
        return behind(tx, member, &community, Subject::Thread(thread.id), thread.state).await;
    }
    if let Some((comment, _, community)) = comments::show(tx, viewer, CommentId(id)).await? {
        return behind(tx, member, &community, Subject::Comment(comment.id), comment.state).await;
    }
    Ok(false)
}

/// What is held back or removed is there for its author and for who has to judge it, as its words are. What is sealed
/// is judged by those who lead.
async fn behind(
    tx: &mut Tx,
    member: Option<&Member>,
    community: &Community,
    subject: Subject,
    state: State,
) -> Result<bool> {
    let hidden = matches!(state, State::Held | State::Removed);
    let Some(member) = member.filter(|_| hidden) else { return Ok(state == State::Shown) };
    if words::own(tx, member, subject).await?.is_some() {
        return Ok(true);
    }
    match team::moderator(tx, member, community).await? {
        Some(moderator) => Ok(moderator.is_lead() || !cases::is_sealed(tx, community.id, subject).await?),
        None => Ok(false),
    }
}

#[derive(serde::Deserialize)]
struct Row {
    name: String,
    subject_id: Option<i64>,
    kind: String,
    width: i64,
    height: i64,
    alt: String,
    source: Option<String>,
}

impl Row {
    fn picture(self) -> Option<Picture> {
        Some(Picture {
            kind: Kind::read(&self.kind)?,
            name: self.name,
            subject: self.subject_id,
            width: self.width,
            height: self.height,
            alt: self.alt,
            source: self.source,
        })
    }
}
