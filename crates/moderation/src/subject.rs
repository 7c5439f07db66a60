//! What a report or a measure is about: a thread, a comment or a name.

use store::{CommentId, CommunityId, PersonaId, Result, ThreadId, Tx};

/// What a report or a measure is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// A thread.
    Thread(ThreadId),
    /// A comment.
    Comment(CommentId),
    /// A name.
    Persona(PersonaId),
}

impl Subject {
    /// The word that the database keeps for its kind.
    #[must_use]
    pub fn kind(self) -> &'static str {
        match self {
            Self::Thread(_) => "thread",
            Self::Comment(_) => "comment",
            Self::Persona(_) => "persona",
        }
    }

    /// Its number.
    #[must_use]
    pub fn id(self) -> i64 {
        match self {
            Self::Thread(id) => id.0,
            Self::Comment(id) => id.0,
            Self::Persona(id) => id.0,
        }
    }

    /// Reads it back from the two columns.
    ///
    /// # Errors
    /// When the kind is none that this version writes.
    pub fn read(kind: &str, id: i64) -> Result<Self> {
        match kind {
            "thread" => Ok(Self::Thread(ThreadId(id))),
            "comment" => Ok(Self::Comment(CommentId(id))),
            "persona" => Ok(Self::Persona(PersonaId(id))),
            _ => Err(store::Fault::Other("a subject of an unknown kind is stored".to_owned())),
        }
    }
}

/// Where a subject stands, without a word of what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The community it is in; `None` for a name from another server, which is in many.
    pub community: Option<CommunityId>,
    /// The name that wrote it, or that it is.
    pub persona: PersonaId,
    /// The thread it is, or is in.
    pub thread: Option<ThreadId>,
    /// The comment it is.
    pub comment: Option<CommentId>,
}

impl Place {
    /// Whether moderators of `community` may judge it.
    #[must_use]
    pub fn is_in(&self, community: CommunityId) -> bool {
        self.community.is_none_or(|own| own == community)
    }
}

/// Finds where `subject` stands; `None` when there is no such thing.
///
/// # Errors
/// When the database fails.
pub async fn place(tx: &mut Tx, subject: Subject) -> Result<Option<Place>> {
    match subject {
        Subject::Thread(id) => thread(tx, id).await,
        Subject::Comment(id) => comment(tx, id).await,
        Subject::Persona(id) => persona(tx, id).await,
    }
}

async fn thread(tx: &mut Tx, id: ThreadId) -> Result<Option<Place>> {
    let found: Option<(CommunityId, PersonaId)> =
        tx.sql("SELECT community_id, persona_id FROM threads WHERE id = $1").bind(id).optional().await?;
    Ok(found.map(|(community, persona)| Place {
        community: Some(community),
        persona,
        thread: Some(id),
        comment: None,
    }))
}

async fn comment(tx: &mut Tx, id: CommentId) -> Result<Option<Place>> {
    let found: Option<(CommunityId, PersonaId, ThreadId)> = tx
        .sql(
            "SELECT threads.community_id, comments.persona_id, comments.thread_id \
             FROM comments JOIN threads ON threads.id = comments.thread_id WHERE comments.id = $1",
        )
        .bind(id)
        .optional()
        .await?;
    Ok(found.map(|(community, persona, thread)| Place {
        community: Some(community),
        persona,
        thread: Some(thread),
        comment: Some(id),
    }))
}

async fn persona(tx: &mut Tx, id: PersonaId) -> Result<Option<Place>> {
    let found: Option<(Option<CommunityId>,)> =
        tx.sql("SELECT community_id FROM personas WHERE id = $1").bind(id).optional().await?;
    Ok(found.map(|(community,)| Place { community, persona: id, thread: None, comment: None }))
}
