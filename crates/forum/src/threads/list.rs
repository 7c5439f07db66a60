//! The threads of a community.

use members::{Community, Viewer};
use store::{CommunityId, Cursor, Hour, Page, Result, ThreadId, Tx};

use crate::{Author, Note, ThreadLine, author};

/// How many threads a page of a list has, pinned ones not counted.
pub(crate) const PAGE: usize = 30;

/// What every list of threads shows, with what follows.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT visible_threads.id, visible_threads.community_id, visible_threads.ordinal, persona_id, ",
            "CASE WHEN personas.deleted THEN '' ELSE personas.name END AS author_name, ",
            "personas.host AS author_host, personas.deleted AS author_deleted, ",
            "title, visible_threads.notes, visible_threads.hour, active_hour, activity, locked, pinned, comments ",
            $rest
        )
    };
}
pub(crate) use select;

/// In which order threads are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Where something was written last.
    Active,
    /// What was started last.
    Newest,
}

/// The threads of a community; pinned ones first, on the first page. Empty for who may not read there.
///
/// # Errors
/// When the database fails.
pub async fn list(
    tx: &mut Tx,
    viewer: &Viewer,
    community: &Community,
    order: Order,
    from: Option<Cursor>,
) -> Result<Page<ThreadLine>> {
    if !viewer.may_read(community) {
        return Ok(Page { items: Vec::new(), next: None });
    }
    let before = from.unwrap_or(Cursor::START).0;
    let rows = match order {
        Order::Active => active(tx, community.id, before).await?,
        Order::Newest => newest(tx, community.id, before).await?,
    };
    let mut page = Page::cut(rows, PAGE, |last| match order {
        Order::Active => Cursor(last.activity, 0, 0),
        Order::Newest => Cursor(last.ordinal, 0, 0),
    });
    if from.is_none() {
        let on_top = pinned(tx, community.id).await?;
        page.items.splice(0..0, on_top);
    }
    Ok(lines(page))
}

async fn active(tx: &mut Tx, community: CommunityId, before: i64) -> Result<Vec<Row>> {
    tx.sql(select!(
        "FROM visible_threads JOIN personas ON personas.id = persona_id \
         WHERE visible_threads.community_id = $1 AND activity < $2 AND state = 'shown' AND NOT pinned \
         ORDER BY activity DESC LIMIT $3"
    ))
    .bind(community)
    .bind(before)
    .bind(PAGE as i64 + 1)
    .all()
    .await
}

async fn newest(tx: &mut Tx, community: CommunityId, before: i64) -> Result<Vec<Row>> {
    tx.sql(select!(
        "FROM visible_threads JOIN personas ON personas.id = persona_id \
         WHERE visible_threads.community_id = $1 AND ordinal < $2 AND state = 'shown' AND NOT pinned \
         ORDER BY ordinal DESC LIMIT $3"
    ))
    .bind(community)
    .bind(before)
    .bind(PAGE as i64 + 1)
    .all()
    .await
}

/// The pinned threads, the one pinned last on top.
async fn pinned(tx: &mut Tx, community: CommunityId) -> Result<Vec<Row>> {
    tx.sql(select!(
        "FROM measures JOIN visible_threads ON visible_threads.id = measures.subject_id \
         JOIN personas ON personas.id = persona_id \
         WHERE measures.community_id = $1 AND measures.kind = 'pin' AND measures.lifted_hour IS NULL \
         AND state = 'shown' ORDER BY measures.ordinal DESC"
    ))
    .bind(community)
    .all()
    .await
}

/// A row of a list, as each query that lists threads selects it.
#[derive(serde::Deserialize)]
pub(crate) struct Row {
    pub(crate) id: ThreadId,
    pub(crate) community_id: CommunityId,
    pub(crate) ordinal: i64,
    #[serde(flatten)]
    author: Author,
    title: String,
    notes: String,
    hour: Hour,
    pub(crate) active_hour: Hour,
    pub(crate) activity: i64,
    locked: bool,
    pinned: bool,
    comments: i64,
}

/// Makes lines of rows, and tells namesakes apart.
pub(crate) fn lines(page: Page<Row>) -> Page<ThreadLine> {
    let mut items: Vec<ThreadLine> = page.items.into_iter().map(Row::line).collect();
    author::number(items.iter_mut().map(|line| &mut line.author));
    Page { items, next: page.next }
}

impl Row {
    fn line(self) -> ThreadLine {
        ThreadLine {
            id: self.id,
            community_id: self.community_id,
            ordinal: self.ordinal,
            author: self.author,
            title: self.title,
            notes: Note::split(&self.notes),
            hour: self.hour,
            active_hour: self.active_hour,
            activity: self.activity,
            locked: self.locked,
            pinned: self.pinned,
            comments: self.comments,
        }
    }
}
