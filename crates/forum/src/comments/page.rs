//! A page of a thread: a stretch of its comments, oldest first.

use std::collections::{HashMap, HashSet};

use members::{Community, Viewer};
use moderation::Moderator;
use store::{CommentId, CommunityId, Ids, PersonaId, Result, ThreadId, Tx};

use super::{Row, number_authors};
use crate::{Comment, State, Thread};

/// How many ordinals a page holds.
pub const PAGE: i64 = 200;

/// A stretch of a thread's comments.
#[derive(Clone, Debug)]
pub struct CommentPage {
    /// The comments; what is held is left out until it is revealed.
    pub items: Vec<Comment>,
    /// Which page, from 1.
    pub page: i64,
    /// How many there are, at least 1.
    pub pages: i64,
    community: CommunityId,
    thread: ThreadId,
    held: bool,
}

impl CommentPage {
    /// On which page a comment stands.
    #[must_use]
    pub fn of(ordinal: i64) -> i64 {
        (ordinal - 1).div_euclid(PAGE) + 1
    }

    /// Puts in what is held, with its words, for its author (who wears `persona`) and for moderators. Costs a
    /// query only when something on this page is held.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn reveal(
        &mut self,
        tx: &mut Tx,
        persona: Option<PersonaId>,
        moderator: Option<&Moderator>,
    ) -> Result<()> {
        let moderates = moderator.is_some_and(|moderator| moderator.community() == self.community);
        if !self.held || (persona.is_none() && !moderates) {
            return Ok(());
        }
        let (after, last) = stretch(self.page);
        let rows: Vec<Row> = tx
            .sql(
                "SELECT comments.id, comments.thread_id, comments.ordinal, comments.parent_id, comments.persona_id, \
                 CASE WHEN personas.deleted THEN '' ELSE personas.name END AS author_name, \
                 personas.host AS author_host, personas.deleted AS author_deleted, \
                 comments.object_id, comments.html, comments.notes, comments.hour, comments.edited_hour, \
                 comments.version, visible_comments.state \
                 FROM comments JOIN visible_comments ON visible_comments.id = comments.id \
                 JOIN personas ON personas.id = comments.persona_id \
                 WHERE comments.thread_id = $1 AND comments.ordinal > $2 AND comments.ordinal <= $3 \
                 AND visible_comments.state = 'held' AND (comments.persona_id = $4 OR $5)",
            )
            .bind(self.thread)
            .bind(after)
            .bind(last)
            .bind(persona)
            .bind(moderates)
            .all()
            .await?;
        self.held = false;
        self.items.extend(rows.into_iter().map(Row::comment));
        self.items.sort_by_key(|comment| comment.ordinal);
        number_authors(&mut self.items);
        Ok(())
    }
}

/// The comments of one page of a thread; empty for who may not read in its community. A page beyond the last is
/// the last.
///
/// # Errors
/// When the database fails.
pub async fn page(
    tx: &mut Tx,
    viewer: &Viewer,
    (thread, community): (&Thread, &Community),
    page: i64,
) -> Result<CommentPage> {
    let pages = CommentPage::of(thread.comments.max(1));
    let page = page.clamp(1, pages);
    let mut rows = Vec::new();
    if community.id == thread.community_id && viewer.may_read(community) {
        rows = stretch_of(tx, thread.id, page).await?;
    }
    let all = rows.len();
    let mut items: Vec<Comment> = rows.into_iter().map(Row::comment).collect();
    items.retain(|comment| comment.state != State::Held);
    let held = items.len() < all;
    number_authors(&mut items);
    name_answered(tx, &mut items).await?;
    Ok(CommentPage { items, page, pages, community: thread.community_id, thread: thread.id, held })
}

/// The ordinals of a page: after the first number, up to the second.
fn stretch(page: i64) -> (i64, i64) {
    ((page - 1) * PAGE, page * PAGE)
}

async fn stretch_of(tx: &mut Tx, thread: ThreadId, page: i64) -> Result<Vec<Row>> {
    let (after, last) = stretch(page);
    tx.sql(
        "SELECT visible_comments.id, thread_id, ordinal, parent_id, persona_id, \
         CASE WHEN personas.deleted THEN '' ELSE personas.name END AS author_name, \
         personas.host AS author_host, personas.deleted AS author_deleted, \
         object_id, html, notes, hour, edited_hour, version, state \
         FROM visible_comments JOIN personas ON personas.id = persona_id \
         WHERE thread_id = $1 AND ordinal > $2 AND ordinal <= $3 ORDER BY ordinal",
    )
    .bind(thread)
    .bind(after)
    .bind(last)
    .all()
    .await
}

/// Names whom a comment answers when the answered one is not on this page: one query, only if there is such.
async fn name_answered(tx: &mut Tx, items: &mut [Comment]) -> Result<()> {
    let here: HashSet<CommentId> = items.iter().map(|comment| comment.id).collect();
    let elsewhere: Ids =
        items.iter().filter_map(|comment| comment.parent_id).filter(|id| !here.contains(id)).collect();
    if elsewhere.0.is_empty() {
        return Ok(());
    }
    let names: Vec<(CommentId, String)> = tx
        .sql(
            "SELECT visible_comments.id, personas.name \
             FROM visible_comments JOIN personas ON personas.id = persona_id \
             WHERE visible_comments.id IN list($1) AND state = 'shown' AND NOT personas.deleted",
        )
        .bind_list(elsewhere)
        .all()
        .await?;
    let names: HashMap<CommentId, String> = names.into_iter().collect();
    for comment in items {
        comment.answers = comment.parent_id.and_then(|parent| names.get(&parent).cloned());
    }
    Ok(())
}
