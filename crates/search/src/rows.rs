//! Reads what the index takes in: only what the views show, and nothing whose author does not want it found.

use members::Audience;
use store::{CommentId, CommunityId, Hour, Ids, Mutant, OrganisationId, Result, ThreadId, Tx};

use crate::{
    document::{Document, Kind, coarse},
    plain,
    scope::Scope,
};

/// A document, and who reads it.
pub(crate) type Placed = (Scope, Document);

#[derive(serde::Deserialize)]
struct Row {
    id: i64,
    community_id: CommunityId,
    host: String,
    audience: Audience,
    organisation_id: Option<OrganisationId>,
    hour: Hour,
    ordinal: i64,
    notes: String,
    title: String,
    html: String,
    unlisted: bool,
}

impl Row {
    /// `None` when nobody may find it.
    fn placed(self, kind: Kind, now: Hour) -> Option<Placed> {
        if self.unlisted && !Mutant::UnlistedIndexed.is_on() {
            return None;
        }
        let scope = Scope::of(self.host.is_empty(), self.audience, self.organisation_id)?;
        let document = Document {
            kind,
            community: self.community_id,
            hour: coarse(self.hour, now),
            ordinal: self.ordinal,
            noted: !self.notes.is_empty(),
            title: self.title,
            body: plain::text(&self.html),
        };
        Some((scope, document))
    }
}

/// Those of these threads that can be found.
pub(crate) async fn threads(tx: &mut Tx, ids: Ids) -> Result<Vec<Placed>> {
    let rows: Vec<Row> = tx
        .sql(
            "SELECT visible_threads.id, community_id, host, audience, organisation_id, hour, ordinal, notes, \
             visible_threads.title, html, unlisted \
             FROM visible_threads JOIN communities ON communities.id = community_id \
             WHERE visible_threads.id IN list($1) AND state = 'shown'",
        )
        .bind_list(ids)
        .all()
        .await?;
    let now = tx.clock().hour();
    Ok(rows.into_iter().filter_map(|row| row.id_of(Kind::Thread, now)).collect())
}

/// Those of these comments that can be found.
pub(crate) async fn comments(tx: &mut Tx, ids: Ids) -> Result<Vec<Placed>> {
    let rows: Vec<Row> = tx
        .sql(
            "SELECT visible_comments.id, community_id, host, audience, organisation_id, visible_comments.hour, \
             visible_comments.ordinal, visible_comments.notes, '' AS title, visible_comments.html, unlisted \
             FROM visible_comments JOIN threads ON threads.id = thread_id \
             JOIN communities ON communities.id = community_id \
             WHERE visible_comments.id IN list($1) AND state = 'shown'",
        )
        .bind_list(ids)
        .all()
        .await?;
    let now = tx.clock().hour();
    Ok(rows.into_iter().filter_map(|row| row.id_of(Kind::Comment, now)).collect())
}

/// What a community says of itself, and its guidelines.
pub(crate) async fn community(tx: &mut Tx, community: CommunityId) -> Result<Vec<Placed>> {
    let row: Option<About> = tx
        .sql("SELECT id, host, title, description, audience, organisation_id FROM communities WHERE id = $1")
        .bind(community)
        .optional()
        .await?;
    let Some(row) = row else { return Ok(Vec::new()) };
    let Some(scope) = row.scope() else { return Ok(Vec::new()) };
    let guidelines: Vec<String> = tx
        .sql("SELECT text FROM guidelines WHERE community_id = $1 ORDER BY number")
        .bind(community)
        .column()
        .await?;
    let about = |kind, title, body| Document {
        kind,
        community,
        hour: Hour(0),
        ordinal: 0,
        noted: false,
        title,
        body,
    };
    let mut found = vec![(scope, about(Kind::Community(community), row.title, row.description))];
    if !guidelines.is_empty() {
        found.push((scope, about(Kind::Guidelines(community), String::new(), guidelines.join("\n"))));
    }
    Ok(found)
}

/// Who reads a community; `None` when it is not there, or nobody's.
pub(crate) async fn scope(tx: &mut Tx, community: CommunityId) -> Result<Option<Scope>> {
    let row: Option<About> = tx
        .sql("SELECT id, host, title, description, audience, organisation_id FROM communities WHERE id = $1")
        .bind(community)
        .optional()
        .await?;
    Ok(row.and_then(|row| row.scope()))
}

/// Every community, with who reads it.
pub(crate) async fn communities(tx: &mut Tx) -> Result<Vec<(Scope, CommunityId)>> {
    let rows: Vec<About> = tx
        .sql("SELECT id, host, title, description, audience, organisation_id FROM communities ORDER BY id")
        .all()
        .await?;
    Ok(rows.into_iter().filter_map(|row| Some((row.scope()?, row.id))).collect())
}

/// The next threads of a community after `ordinal`, whether they can be found or not: ids and ordinals.
pub(crate) async fn threads_after(
    tx: &mut Tx,
    community: CommunityId,
    ordinal: i64,
    most: i64,
) -> Result<Vec<(ThreadId, i64)>> {
    tx.sql(
        "SELECT id, ordinal FROM threads WHERE community_id = $1 AND ordinal > $2 ORDER BY ordinal LIMIT $3",
    )
    .bind(community)
    .bind(ordinal)
    .bind(most)
    .all()
    .await
}

/// The comments of these threads, all of them.
pub(crate) async fn comments_of(tx: &mut Tx, threads: Ids) -> Result<Vec<CommentId>> {
    tx.sql("SELECT id FROM comments WHERE thread_id IN list($1)").bind_list(threads).column().await
}

impl Row {
    fn id_of<Id: From<i64>>(self, kind: impl Fn(Id) -> Kind, now: Hour) -> Option<Placed> {
        let id = Id::from(self.id);
        self.placed(kind(id), now)
    }
}

#[derive(serde::Deserialize)]
struct About {
    id: CommunityId,
    host: String,
    title: String,
    description: String,
    audience: Audience,
    organisation_id: Option<OrganisationId>,
}

impl About {
    fn scope(&self) -> Option<Scope> {
        Scope::of(self.host.is_empty(), self.audience, self.organisation_id)
    }
}
