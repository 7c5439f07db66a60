//! Looks up what the index proposes: only what the views show to this reader is a hit, with the words it has now.

use std::collections::HashMap;

use members::communities;
use store::{CommentId, CommunityId, Hour, Ids, Mutant, Result, ThreadId, Tx};

use crate::{
    candidates::Candidate,
    document::Kind,
    plain,
    snippet::{Marks, Piece},
};

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// What it is.
    pub what: What,
    /// The title of the thread, or of the community; `None` when it is gone, or its author is blocked.
    pub title: Option<String>,
    /// In which community.
    pub community: CommunityId,
    /// What people call that.
    pub community_title: String,
    /// What stands in its address: `name`, or `name@host`.
    pub community_address: String,
    /// When it was written, as coarse as it is kept; `None` for what has no time.
    pub hour: Option<Hour>,
    /// Its content notes, as the database keeps them: words with spaces between.
    pub notes: String,
    /// Some of its words, with those marked that were looked for. Empty when a content note stands on it.
    pub snippet: Vec<Piece>,
}

/// What a hit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words say it")]
pub enum What {
    Thread { thread: ThreadId },
    Comment { thread: ThreadId, comment: CommentId },
    Community,
    Guideline { number: i64 },
}

/// Who looks: what they read, and whom they do not want to hear.
pub(crate) struct Reader {
    pub(crate) readable: Ids,
    pub(crate) blocked: Ids,
}

#[derive(serde::Deserialize)]
struct Row {
    id: i64,
    thread_id: ThreadId,
    community_id: CommunityId,
    community_title: String,
    name: String,
    host: String,
    title: Option<String>,
    text: String,
    notes: String,
    hour: Hour,
}

/// Those of the candidates that this reader may see.
pub(crate) async fn look(
    tx: &mut Tx,
    reader: &Reader,
    marks: &Marks,
    candidates: &[Candidate],
) -> Result<HashMap<u64, Hit>> {
    let (mut threads, mut comments, mut communities, mut guidelines) = (vec![], vec![], vec![], vec![]);
    for candidate in candidates {
        match Kind::of(candidate.key) {
            Kind::Thread(id) => threads.push(id.0),
            Kind::Comment(id) => comments.push(id.0),
            Kind::Community(id) => communities.push(id.0),
            Kind::Guidelines(id) => guidelines.push(id.0),
        }
    }
    let mut hits = HashMap::new();
    if !threads.is_empty() {
        see_threads(tx, reader, marks, threads, &mut hits).await?;
    }
    if !comments.is_empty() {
        see_comments(tx, reader, marks, comments, &mut hits).await?;
    }
    if !communities.is_empty() {
        see_communities(tx, reader, marks, communities, &mut hits).await?;
    }
    if !guidelines.is_empty() {
        see_guidelines(tx, reader, marks, guidelines, &mut hits).await?;
    }
    Ok(hits)
}

async fn see_threads(
    tx: &mut Tx,
    reader: &Reader,
    marks: &Marks,
    ids: Vec<i64>,
    hits: &mut HashMap<u64, Hit>,
) -> Result<()> {
    let sql = if Mutant::ViewsNotAsked.is_on() {
        "SELECT threads.id, threads.id AS thread_id, communities.id AS community_id, \
         communities.title AS community_title, name, host, threads.title, html AS text, notes, hour \
         FROM threads JOIN communities ON communities.id = community_id \
         WHERE threads.id IN list($1) AND communities.id IN list($2) AND NOT (persona_id IN list($3))"
    } else {
        "SELECT visible_threads.id, visible_threads.id AS thread_id, communities.id AS community_id, \
         communities.title AS community_title, name, host, visible_threads.title, html AS text, notes, hour \
         FROM visible_threads JOIN communities ON communities.id = community_id \
         WHERE visible_threads.id IN list($1) AND communities.id IN list($2) AND NOT (persona_id IN list($3)) \
         AND state = 'shown' AND NOT unlisted"
    };
    for row in rows(tx, sql, ids, reader).await? {
        let (key, what) = (Kind::Thread(row.thread_id).key(), What::Thread { thread: row.thread_id });
        hits.insert(key, row.hit(what, marks));
    }
    Ok(())
}

/// A thread whose author is blocked may hold comments of others: they are found, without its title.
async fn see_comments(
    tx: &mut Tx,
    reader: &Reader,
    marks: &Marks,
    ids: Vec<i64>,
    hits: &mut HashMap<u64, Hit>,
) -> Result<()> {
    let sql = if Mutant::ViewsNotAsked.is_on() {
        "SELECT comments.id, thread_id, communities.id AS community_id, communities.title AS community_title, \
         name, host, threads.title, comments.html AS text, comments.notes, comments.hour \
         FROM comments JOIN threads ON threads.id = thread_id JOIN communities ON communities.id = community_id \
         WHERE comments.id IN list($1) AND communities.id IN list($2) AND NOT (comments.persona_id IN list($3))"
    } else {
        "SELECT visible_comments.id, thread_id, communities.id AS community_id, \
         communities.title AS community_title, name, host, \
         CASE WHEN visible_threads.persona_id IN list($3) THEN NULL ELSE visible_threads.title END AS title, \
         visible_comments.html AS text, visible_comments.notes, visible_comments.hour \
         FROM visible_comments JOIN visible_threads ON visible_threads.id = thread_id \
         JOIN communities ON communities.id = visible_threads.community_id \
         WHERE visible_comments.id IN list($1) AND communities.id IN list($2) \
         AND NOT (visible_comments.persona_id IN list($3)) \
         AND visible_comments.state = 'shown' AND NOT unlisted"
    };
    for row in rows(tx, sql, ids, reader).await? {
        let comment = CommentId(row.id);
        let what = What::Comment { thread: row.thread_id, comment };
        hits.insert(Kind::Comment(comment).key(), row.hit(what, marks));
    }
    Ok(())
}

async fn rows(tx: &mut Tx, sql: &'static str, ids: Vec<i64>, reader: &Reader) -> Result<Vec<Row>> {
    let blocked = if Mutant::BlocksIgnored.is_on() { Ids(Vec::new()) } else { reader.blocked.clone() };
    tx.sql(sql).bind_list(Ids(ids)).bind_list(reader.readable.clone()).bind_list(blocked).all().await
}

async fn see_communities(
    tx: &mut Tx,
    reader: &Reader,
    marks: &Marks,
    ids: Vec<i64>,
    hits: &mut HashMap<u64, Hit>,
) -> Result<()> {
    let sql = "SELECT id, name, host, title, description AS text, CAST(0 AS BIGINT) AS number FROM communities \
               WHERE id IN list($1) AND id IN list($2)";
    let found = places(tx, sql, ids, reader).await?.into_iter();
    hits.extend(found.map(|place| (Kind::Community(place.id).key(), place.hit(What::Community, marks))));
    Ok(())
}

/// Of a community's guidelines, the one that has most of the words.
async fn see_guidelines(
    tx: &mut Tx,
    reader: &Reader,
    marks: &Marks,
    ids: Vec<i64>,
    hits: &mut HashMap<u64, Hit>,
) -> Result<()> {
    let sql = "SELECT id, name, host, title, text, number FROM guidelines JOIN communities ON id = community_id \
               WHERE id IN list($1) AND id IN list($2) ORDER BY community_id, number";
    let mut best: HashMap<u64, (usize, Place)> = HashMap::new();
    for place in places(tx, sql, ids, reader).await? {
        let words = marks.count(&place.text);
        let other = best.get(&Kind::Guidelines(place.id).key());
        if other.is_none_or(|(most, _)| words > *most) {
            best.insert(Kind::Guidelines(place.id).key(), (words, place));
        }
    }
    hits.extend(best.into_iter().map(|(key, (_, place))| {
        let number = place.number;
        (key, place.hit(What::Guideline { number }, marks))
    }));
    Ok(())
}

async fn places(tx: &mut Tx, sql: &'static str, ids: Vec<i64>, reader: &Reader) -> Result<Vec<Place>> {
    tx.sql(sql).bind_list(Ids(ids)).bind_list(reader.readable.clone()).all().await
}

#[derive(serde::Deserialize)]
struct Place {
    id: CommunityId,
    name: String,
    host: String,
    title: String,
    text: String,
    number: i64,
}

impl Place {
    fn hit(self, what: What, marks: &Marks) -> Hit {
        Hit {
            what,
            community: self.id,
            community_address: communities::address(&self.name, &self.host),
            snippet: marks.snippet(&self.text),
            community_title: self.title.clone(),
            title: Some(self.title),
            hour: None,
            notes: String::new(),
        }
    }
}

impl Row {
    fn hit(self, what: What, marks: &Marks) -> Hit {
        let noted = !self.notes.is_empty();
        Hit {
            what,
            title: self.title,
            community: self.community_id,
            community_title: self.community_title,
            community_address: communities::address(&self.name, &self.host),
            hour: Some(self.hour),
            notes: self.notes,
            snippet: if noted { Vec::new() } else { marks.snippet(&plain::text(&self.text)) },
        }
    }
}
