//! What a member wrote under all names.

use std::cmp::Reverse;

use members::{Member, Viewer, personas};
use store::{CommentId, CommunityId, Cursor, Hour, Ids, Page, Result, ThreadId, Tx};

use crate::{State, text, threads::list::PAGE};

/// Something that a member wrote.
#[derive(Clone, Debug)]
pub struct MyLine {
    /// Where.
    pub community: CommunityId,
    /// The community's title.
    pub community_title: String,
    /// In which thread, or the thread itself.
    pub thread: ThreadId,
    /// The thread's title, if it can be read.
    pub title: Option<String>,
    /// The comment; `None` when it is the thread.
    pub comment: Option<CommentId>,
    /// The first words, unless a moderator removed it.
    pub excerpt: Option<String>,
    /// When.
    pub hour: Hour,
    /// How it stands.
    pub state: State,
}

/// How many characters of each text are shown.
const EXCERPT: usize = 160;

/// What `member` wrote under all names where they may still read, newest first. The words of what is held are
/// shown too: they are the member's own.
///
/// # Errors
/// When the database fails.
pub async fn mine(
    tx: &mut Tx,
    viewer: &Viewer,
    member: &Member,
    from: Option<Cursor>,
) -> Result<Page<MyLine>> {
    let names: Ids = personas::all_mine(tx, member).await?.iter().map(|persona| persona.id).collect();
    let readable = viewer.readable(tx).await?;
    let mut from = from.unwrap_or(Cursor::START);
    loop {
        let keys = Page::cut(keys(tx, names.clone(), from).await?, PAGE, |last| Cursor(last.0, last.1, 0));
        let ids: Ids = keys.items.iter().map(|key| key.1).collect();
        let mut rows = threads(tx, ids.clone(), readable.clone()).await?;
        rows.extend(comments(tx, ids, readable.clone()).await?);
        rows.sort_unstable_by_key(|row| Reverse((row.hour, row.id)));
        match keys.next {
            Some(next) if rows.is_empty() => from = next,
            next => return Ok(Page { items: rows.into_iter().map(Row::line).collect(), next }),
        }
    }
}

/// Hour and id of threads and comments, from the indexes alone.
async fn keys(tx: &mut Tx, names: Ids, from: Cursor) -> Result<Vec<(i64, i64)>> {
    tx.sql(
        "SELECT hour, id FROM threads WHERE persona_id IN list($1) AND (hour, id) < ($2, $3) \
         UNION ALL SELECT hour, id FROM comments WHERE persona_id IN list($1) AND (hour, id) < ($2, $3) \
         ORDER BY 1 DESC, 2 DESC LIMIT $4",
    )
    .bind_list(names)
    .bind(from.0)
    .bind(from.1)
    .bind(PAGE as i64 + 1)
    .all()
    .await
}

async fn threads(tx: &mut Tx, ids: Ids, readable: Ids) -> Result<Vec<Row>> {
    tx.sql(
        "SELECT threads.id, threads.id AS thread_id, CAST(NULL AS BIGINT) AS comment_id, threads.title, \
         threads.html, threads.hour, visible_threads.state, communities.id AS community_id, \
         communities.title AS community_title \
         FROM threads JOIN visible_threads ON visible_threads.id = threads.id \
         JOIN communities ON communities.id = threads.community_id \
         WHERE threads.id IN list($1) AND threads.community_id IN list($2) AND NOT threads.deleted",
    )
    .bind_list(ids)
    .bind_list(readable)
    .all()
    .await
}

async fn comments(tx: &mut Tx, ids: Ids, readable: Ids) -> Result<Vec<Row>> {
    tx.sql(
        "SELECT comments.id, comments.thread_id, comments.id AS comment_id, visible_threads.title, \
         comments.html, comments.hour, visible_comments.state, communities.id AS community_id, \
         communities.title AS community_title \
         FROM comments JOIN visible_comments ON visible_comments.id = comments.id \
         JOIN visible_threads ON visible_threads.id = comments.thread_id \
         JOIN communities ON communities.id = visible_threads.community_id \
         WHERE comments.id IN list($1) AND communities.id IN list($2) AND NOT comments.deleted",
    )
    .bind_list(ids)
    .bind_list(readable)
    .all()
    .await
}

#[derive(serde::Deserialize)]
struct Row {
    id: i64,
    thread_id: ThreadId,
    comment_id: Option<CommentId>,
    html: String,
    hour: Hour,
    state: State,
    title: Option<String>,
    community_id: CommunityId,
    community_title: String,
}

impl Row {
    fn line(self) -> MyLine {
        let removed = self.state == State::Removed;
        MyLine {
            community: self.community_id,
            community_title: self.community_title,
            thread: self.thread_id,
            title: self.title,
            comment: self.comment_id,
            excerpt: (!removed).then(|| text::excerpt(&self.html, EXCERPT)),
            hour: self.hour,
            state: self.state,
        }
    }
}
