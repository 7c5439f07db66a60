//! One thread.

use members::{Community, Viewer, communities};
use store::{CommunityId, Hour, Result, ThreadId, Tx};

use crate::{Author, Note, State, Thread, author};

/// A thread and its community, if the viewer may read there.
///
/// # Errors
/// When the database fails.
pub async fn show(tx: &mut Tx, viewer: &Viewer, thread: ThreadId) -> Result<Option<(Thread, Community)>> {
    let Some(thread) = show_any(tx, thread).await? else { return Ok(None) };
    let community = communities::get(tx, viewer, thread.community_id).await?;
    Ok(community.map(|community| (thread, community)))
}

/// A thread as the views show it, whoever asks: for federation, which judges each recipient itself.
///
/// # Errors
/// When the database fails.
pub async fn show_any(tx: &mut Tx, thread: ThreadId) -> Result<Option<Thread>> {
    let row: Option<Row> = tx
        .sql(
            "SELECT visible_threads.id, visible_threads.community_id, visible_threads.ordinal, persona_id, \
             CASE WHEN personas.deleted THEN '' ELSE personas.name END AS author_name, \
             personas.host AS author_host, personas.deleted AS author_deleted, \
             object_id, title, html, notes, hour, edited_hour, version, state, locked, pinned, comments, unlisted, \
             (SELECT listening FROM threads WHERE threads.id = visible_threads.id) AS listening \
             FROM visible_threads JOIN personas ON personas.id = persona_id WHERE visible_threads.id = $1",
        )
        .bind(thread)
        .optional()
        .await?;
    Ok(row.map(Row::thread))
}

#[derive(serde::Deserialize)]
struct Row {
    id: ThreadId,
    community_id: CommunityId,
    ordinal: i64,
    #[serde(flatten)]
    author: Author,
    object_id: Option<String>,
    title: Option<String>,
    html: Option<String>,
    notes: String,
    hour: Hour,
    edited_hour: Option<Hour>,
    version: i64,
    state: State,
    locked: bool,
    pinned: bool,
    listening: bool,
    unlisted: bool,
    comments: i64,
}

impl Row {
    fn thread(mut self) -> Thread {
        author::number(std::iter::once(&mut self.author));
        Thread {
            id: self.id,
            community_id: self.community_id,
            ordinal: self.ordinal,
            author: self.author,
            object_id: self.object_id,
            title: self.title,
            html: self.html,
            notes: Note::split(&self.notes),
            hour: self.hour,
            edited_hour: self.edited_hour,
            version: self.version,
            state: self.state,
            locked: self.locked,
            pinned: self.pinned,
            listening: self.listening,
            unlisted: self.unlisted,
            comments: self.comments,
        }
    }
}
