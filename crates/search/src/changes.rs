//! From what happened to what the index has to read again. Everything is read as it is now, so an event that is told
//! twice changes nothing.

use std::collections::BTreeSet;

use store::{CommentId, CommunityId, Event, Ids, MeasureId, PersonaId, Result, ThreadId, Tx};

use crate::{document::Kind, index::Index, pen::Pen, rows};

/// So many are read at once.
const TOGETHER: usize = 500;

/// What has to be read again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Changes {
    pub(crate) threads: BTreeSet<ThreadId>,
    pub(crate) comments: BTreeSet<CommentId>,
    pub(crate) communities: BTreeSet<CommunityId>,
}

impl Changes {
    /// What these events may have changed.
    pub(crate) async fn of(tx: &mut Tx, events: &[(i64, Event)]) -> Result<Self> {
        let mut changes = Self::default();
        for (_, event) in events {
            changes.hear(tx, event).await?;
        }
        Ok(changes)
    }

    async fn hear(&mut self, tx: &mut Tx, event: &Event) -> Result<()> {
        match event {
            Event::ThreadStarted { thread, .. } | Event::ThreadReleased { thread, .. } => {
                self.threads.insert(*thread);
            }
            // Whether it may be found at all may have changed, and that holds for what is said in it.
            Event::ThreadEdited { thread, .. }
            | Event::ThreadDeleted { thread, .. }
            | Event::ThreadRestored { thread, .. } => self.whole(tx, *thread).await?,
            Event::CommentPosted { comment, .. }
            | Event::CommentEdited { comment, .. }
            | Event::CommentDeleted { comment, .. }
            | Event::CommentRestored { comment, .. }
            | Event::CommentReleased { comment, .. } => {
                self.comments.insert(*comment);
            }
            Event::CommunityFounded { community }
            | Event::CommunityChanged { community }
            | Event::CommunityJoined { community }
            | Event::CommunityLeft { community } => {
                self.communities.insert(*community);
            }
            Event::MeasureTaken { measure, .. } | Event::MeasureLifted { measure, .. } => {
                self.measured(tx, *measure).await?;
            }
            Event::PersonaDeleted { persona } => self.written_by(tx, *persona).await?,
            Event::TeamChanged { .. }
            | Event::ReportMade { .. }
            | Event::CaseClosed { .. }
            | Event::CaseReopened { .. }
            | Event::PersonaRenamed { .. }
            | Event::ActivityAccepted { .. } => {}
        }
        Ok(())
    }

    async fn whole(&mut self, tx: &mut Tx, thread: ThreadId) -> Result<()> {
        self.threads.insert(thread);
        self.comments.extend(rows::comments_of(tx, Ids(vec![thread.0])).await?);
        Ok(())
    }

    async fn measured(&mut self, tx: &mut Tx, measure: MeasureId) -> Result<()> {
        let found: Option<(String, i64)> = tx
            .sql("SELECT subject_kind, subject_id FROM measures WHERE id = $1")
            .bind(measure)
            .optional()
            .await?;
        match found {
            Some((kind, subject)) if kind == "thread" => self.whole(tx, ThreadId(subject)).await?,
            Some((kind, subject)) if kind == "comment" => {
                self.comments.insert(CommentId(subject));
            }
            _ => {}
        }
        Ok(())
    }

    async fn written_by(&mut self, tx: &mut Tx, persona: PersonaId) -> Result<()> {
        let threads: Vec<ThreadId> =
            tx.sql("SELECT id FROM threads WHERE persona_id = $1").bind(persona).column().await?;
        let comments: Vec<CommentId> =
            tx.sql("SELECT id FROM comments WHERE persona_id = $1").bind(persona).column().await?;
        self.threads.extend(threads);
        self.comments.extend(comments);
        Ok(())
    }

    /// Reads all of it again, and writes it down.
    pub(crate) async fn write(self, tx: &mut Tx, index: &Index, pen: &mut Pen) -> Result<()> {
        let Self { mut threads, mut comments, communities } = self;
        for community in communities {
            pen.forget(Kind::Community(community).key());
            pen.forget(Kind::Guidelines(community).key());
            let scope = rows::scope(tx, community).await?;
            if pen.forget_community(index, community, scope)? {
                let (more, said) = everything_in(tx, community).await?;
                threads.extend(more);
                comments.extend(said);
            }
            for (scope, document) in rows::community(tx, community).await? {
                pen.put(scope, document);
            }
        }
        for some in chunks(&threads) {
            write_threads(tx, pen, some).await?;
        }
        for some in chunks(&comments) {
            write_comments(tx, pen, some).await?;
        }
        Ok(())
    }
}

async fn everything_in(tx: &mut Tx, community: CommunityId) -> Result<(Vec<ThreadId>, Vec<CommentId>)> {
    let threads: Vec<ThreadId> =
        tx.sql("SELECT id FROM threads WHERE community_id = $1").bind(community).column().await?;
    let comments = tx
        .sql(
            "SELECT comments.id FROM threads JOIN comments ON thread_id = threads.id WHERE community_id = $1",
        )
        .bind(community)
        .column()
        .await?;
    Ok((threads, comments))
}

fn chunks<Id: Copy>(ids: &BTreeSet<Id>) -> Vec<Vec<Id>> {
    let ids: Vec<Id> = ids.iter().copied().collect();
    ids.chunks(TOGETHER).map(<[Id]>::to_vec).collect()
}

async fn write_threads(tx: &mut Tx, pen: &mut Pen, ids: Vec<ThreadId>) -> Result<()> {
    let found = rows::threads(tx, ids.iter().copied().collect()).await?;
    replace(pen, ids.into_iter().map(Kind::Thread), found);
    Ok(())
}

async fn write_comments(tx: &mut Tx, pen: &mut Pen, ids: Vec<CommentId>) -> Result<()> {
    let found = rows::comments(tx, ids.iter().copied().collect()).await?;
    replace(pen, ids.into_iter().map(Kind::Comment), found);
    Ok(())
}

/// Writes what can be found, and forgets the others.
fn replace(pen: &mut Pen, all: impl Iterator<Item = Kind>, found: Vec<rows::Placed>) {
    let there: BTreeSet<Kind> = found.iter().map(|(_, document)| document.kind).collect();
    for gone in all.filter(|kind| !there.contains(kind)) {
        pen.forget(gone.key());
    }
    for (scope, document) in found {
        pen.put(scope, document);
    }
}
