//! What a moderator looks at: a thread or a comment, who wrote it, and the words behind the veil.

use forum::{Author, Picture, comments, media, threads, words, words::Words};
use members::Community;
use moderation::{Moderator, Subject, cases};
use store::{ThreadId, Tx};

use crate::{Error, parts::place, viewer::Visit};

/// A thread or a comment, as whoever judges it sees it.
pub struct Case {
    /// What it is.
    pub subject: Subject,
    /// Who wrote it.
    pub author: Author,
    /// In which thread.
    pub thread: ThreadId,
    /// The thread's title, if it can be read.
    pub title: Option<String>,
    /// Whether the thread takes no more.
    pub locked: bool,
    /// The words, whatever hides them; `None` when they are gone.
    pub words: Option<Words>,
    /// The picture that goes with the words.
    pub picture: Option<Picture>,
}

impl Case {
    /// Finds it, with its community; the words come with [`Case::opened`].
    ///
    /// # Errors
    /// When the visitor may not read there.
    pub async fn find(visit: &mut Visit, subject: Subject) -> Result<(Self, Community), Error> {
        let found = match subject {
            Subject::Thread(id) => threads::show(&mut visit.tx, &visit.viewer, id)
                .await?
                .map(|(thread, community)| (Self::new(subject, thread.author.clone(), thread), community)),
            Subject::Comment(id) => comments::show(&mut visit.tx, &visit.viewer, id)
                .await?
                .map(|(comment, thread, community)| (Self::new(subject, comment.author, thread), community)),
            Subject::Persona(_) => None,
        };
        found.ok_or_else(|| place::nothing(visit))
    }

    fn new(subject: Subject, author: Author, thread: forum::Thread) -> Self {
        let (title, locked) = (thread.title, thread.locked);
        Self { subject, author, thread: thread.id, title, locked, words: None, picture: None }
    }

    /// With its words, for a moderator; and its picture, unless that is for those who lead.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn opened(mut self, tx: &mut Tx, moderator: &Moderator) -> Result<Self, Error> {
        self.words = words::for_review(tx, moderator, self.subject).await?;
        let sealed = cases::is_sealed(tx, moderator.community(), self.subject).await?;
        if self.words.is_some() && (moderator.is_lead() || !sealed) {
            self.picture = media::of(tx, self.subject.id()).await?;
        }
        Ok(self)
    }

    /// Whether it is a comment.
    #[must_use]
    pub fn is_comment(&self) -> bool {
        matches!(self.subject, Subject::Comment(_))
    }

    /// Where it stands.
    #[must_use]
    pub fn path(&self) -> String {
        path(self.subject)
    }
}

/// The address of a thread or a comment.
#[must_use]
pub fn path(subject: Subject) -> String {
    match subject {
        Subject::Thread(id) => format!("/t/{id}"),
        Subject::Comment(id) => format!("/comments/{id}"),
        Subject::Persona(_) => "/".to_owned(),
    }
}
