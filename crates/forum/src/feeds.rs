//! What I joined, and what I wrote.

use members::{Member, Viewer, belonging, personas};
use store::{CommentId, CommunityId, Cursor, Hour, Ids, Page, Result, ThreadId, Tx};

use crate::{
    State, ThreadLine, text,
    threads::list::{PAGE, Row, lines},
};

/// The threads of the communities that `member` joined and may read, newest activity first.
///
/// # Errors
/// When the database fails.
pub async fn joined(
    tx: &mut Tx,
    viewer: &Viewer,
    member: &Member,
    from: Option<Cursor>,
) -> Result<Page<ThreadLine>> {
    let readable = viewer.readable(tx).await?;
    let mut joined = belonging::joined(tx, member).await?;
    joined.retain(|community| readable.0.contains(&community.0));
    let from = from.unwrap_or(Cursor::START);
    let rows: Vec<Row> = tx
        .sql(
            "SELECT visible_threads.id, visible_threads.community_id, ordinal, persona_id, \
             CASE WHEN personas.deleted THEN '' ELSE personas.name END AS author_name, \
             personas.host AS author_host, personas.deleted AS author_deleted, \
             title, notes, hour, active_hour, activity, locked, pinned, comments \
             FROM visible_threads JOIN personas ON personas.id = persona_id \
             WHERE visible_threads.community_id IN list($1) AND state = 'shown' \
             AND (active_hour, visible_threads.community_id, activity) < ($2, $3, $4) \
             ORDER BY active_hour DESC, visible_threads.community_id DESC, activity DESC LIMIT $5",
        )
        .bind_list(joined.into_iter().collect::<Ids>())
        .bind(from.0)
        .bind(from.1)
        .bind(from.2)
        .bind(PAGE as i64 + 1)
        .all()
        .await?;
    let page = Page::cut(rows, PAGE, |last| Cursor(last.active_hour.0, last.community_id.0, last.activity));
    Ok(lines(page))
}

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
    let from = from.unwrap_or(Cursor::START);
    let rows: Vec<MyRow> = tx
        .sql(
            "SELECT mine.id, mine.thread_id, mine.comment_id, mine.html, mine.hour, mine.state, \
             CASE WHEN mine.comment_id IS NULL THEN mine.title ELSE visible_threads.title END AS title, \
             communities.id AS community_id, communities.title AS community_title FROM ( \
             SELECT threads.id, threads.id AS thread_id, CAST(NULL AS BIGINT) AS comment_id, threads.title, \
             threads.html, threads.hour, seen.state \
             FROM threads JOIN visible_threads AS seen ON seen.id = threads.id \
             WHERE threads.persona_id IN list($1) AND (threads.hour, threads.id) < ($3, $4) AND NOT threads.deleted \
             UNION ALL \
             SELECT comments.id, comments.thread_id, comments.id AS comment_id, CAST(NULL AS TEXT) AS title, \
             comments.html, comments.hour, seen.state \
             FROM comments JOIN visible_comments AS seen ON seen.id = comments.id \
             WHERE comments.persona_id IN list($1) AND (comments.hour, comments.id) < ($3, $4) \
             AND NOT comments.deleted) AS mine \
             JOIN visible_threads ON visible_threads.id = mine.thread_id \
             JOIN communities ON communities.id = visible_threads.community_id \
             WHERE communities.id IN list($2) ORDER BY mine.hour DESC, mine.id DESC LIMIT $5",
        )
        .bind_list(names)
        .bind_list(readable)
        .bind(from.0)
        .bind(from.1)
        .bind(PAGE as i64 + 1)
        .all()
        .await?;
    let page = Page::cut(rows, PAGE, |last| Cursor(last.hour.0, last.id, 0));
    Ok(Page { items: page.items.into_iter().map(MyRow::line).collect(), next: page.next })
}

#[derive(sqlx::FromRow)]
struct MyRow {
    id: i64,
    thread_id: ThreadId,
    comment_id: Option<CommentId>,
    html: String,
    hour: Hour,
    #[sqlx(try_from = "String")]
    state: State,
    title: Option<String>,
    community_id: CommunityId,
    community_title: String,
}

impl MyRow {
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
