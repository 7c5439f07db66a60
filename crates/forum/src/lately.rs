//! What was written lately in a moderator's own community: a rule of their own is tried on it before it is switched on.

use moderation::{Moderator, Subject};
use store::{CommentId, CommunityId, Hour, Mutant, Result, ThreadId, Tx};

/// So many days back; what is older than two days knows only its month, and counts by it.
pub const DAYS: i64 = 90;
/// No more texts are tried, the newest of them.
const MOST: i64 = 2_000;

/// One text.
#[derive(Clone, Debug)]
pub struct Text {
    /// What it is.
    pub subject: Subject,
    /// Its words, the title first.
    pub words: String,
}

/// What is shown in the moderator's community and is not older than [`DAYS`], newest first.
///
/// # Errors
/// When the database fails.
pub async fn texts(tx: &mut Tx, moderator: &Moderator) -> Result<Vec<Text>> {
    let since = tx.clock().hour().plus_hours(-24 * DAYS).month();
    let (from, to) = match Mutant::ExamplesTriedEverywhere.is_on() {
        true => (CommunityId(i64::MIN), CommunityId(i64::MAX)),
        false => (moderator.community(), moderator.community()),
    };
    let rows: Vec<Row> = tx
        .sql(
            "SELECT * FROM ( \
             SELECT id AS thread_id, CAST(NULL AS BIGINT) AS comment_id, title, body, hour FROM visible_threads \
             WHERE community_id BETWEEN $1 AND $2 AND hour >= $3 AND state = 'shown' \
             UNION ALL \
             SELECT visible_comments.thread_id, visible_comments.id, '', visible_comments.body, \
             visible_comments.hour FROM visible_comments \
             JOIN threads ON threads.id = visible_comments.thread_id \
             WHERE threads.community_id BETWEEN $1 AND $2 AND visible_comments.hour >= $3 \
             AND visible_comments.state = 'shown') AS written ORDER BY hour DESC, thread_id LIMIT $4",
        )
        .bind(from)
        .bind(to)
        .bind(since)
        .bind(MOST)
        .all()
        .await?;
    Ok(rows.into_iter().map(Row::text).collect())
}

#[derive(serde::Deserialize)]
struct Row {
    thread_id: ThreadId,
    comment_id: Option<CommentId>,
    title: String,
    body: String,
    #[serde(rename = "hour")]
    _hour: Hour,
}

impl Row {
    fn text(self) -> Text {
        let subject = self.comment_id.map_or(Subject::Thread(self.thread_id), Subject::Comment);
        let words =
            if self.title.is_empty() { self.body } else { format!("{}\n\n{}", self.title, self.body) };
        Text { subject, words }
    }
}
