//! The threads of the communities that a member joined.

use std::cmp::Reverse;

use members::{Community, Viewer};
use store::{Cursor, Ids, Page, Result, ThreadId, Tx};

use crate::{
    ThreadLine,
    threads::list::{PAGE, Row, lines, select},
};

/// The threads of those of the `joined` communities that the viewer may read, newest activity first.
///
/// # Errors
/// When the database fails.
pub async fn joined(
    tx: &mut Tx,
    viewer: &Viewer,
    joined: &[Community],
    from: Option<Cursor>,
) -> Result<Page<ThreadLine>> {
    let joined: Ids =
        joined.iter().filter(|community| viewer.may_read(community)).map(|community| community.id).collect();
    let mut from = from.unwrap_or(Cursor::START);
    loop {
        let keys =
            Page::cut(keys(tx, joined.clone(), from).await?, PAGE, |last| Cursor(last.0, last.1, last.2));
        let items = shown(tx, keys.items.iter().map(|key| key.3).collect()).await?;
        match keys.next {
            Some(next) if items.is_empty() => from = next,
            next => return Ok(lines(Page { items, next })),
        }
    }
}

/// Hour, community, place by activity, and id, from the index alone. The plus keeps SQLite from gathering
/// whole communities first.
async fn keys(tx: &mut Tx, joined: Ids, from: Cursor) -> Result<Vec<(i64, i64, i64, ThreadId)>> {
    tx.sql(
        "SELECT active_hour, community_id, activity, id FROM threads \
         WHERE +community_id IN list($1) AND (active_hour, community_id, activity) < ($2, $3, $4) \
         ORDER BY active_hour DESC, community_id DESC, activity DESC LIMIT $5",
    )
    .bind_list(joined)
    .bind(from.0)
    .bind(from.1)
    .bind(from.2)
    .bind(PAGE as i64 + 1)
    .all()
    .await
}

async fn shown(tx: &mut Tx, ids: Ids) -> Result<Vec<Row>> {
    let mut rows: Vec<Row> = tx
        .sql(select!(
            "FROM visible_threads JOIN personas ON personas.id = persona_id \
             WHERE visible_threads.id IN list($1) AND state = 'shown'"
        ))
        .bind_list(ids)
        .all()
        .await?;
    rows.sort_unstable_by_key(|row| Reverse((row.active_hour, row.community_id, row.activity)));
    Ok(rows)
}
