//! What a member sends, and what became of it.

use moderation::screening::Verdict;
use store::{CommentId, Tag};

use crate::{Note, PictureDraft, releases::Pace};

/// A thread as its author wrote it.
#[derive(Clone, Debug, Default)]
pub struct ThreadDraft {
    /// The title, plain text.
    pub title: String,
    /// The body, Markdown.
    pub body: String,
    /// Content notes.
    pub notes: Vec<Note>,
    /// The picture that goes with it.
    pub picture: Option<PictureDraft>,
    /// Whether its author asks to be listened to: no advice.
    pub listening: bool,
    /// Whether search may not find it, nor what is said in it.
    pub unlisted: bool,
    /// The form's own key, so that a double-sent form posts once.
    pub once: Option<Tag>,
    /// Under which name, and when other servers get it.
    pub signing: Signing,
}

/// A comment as its author wrote it.
#[derive(Clone, Debug, Default)]
pub struct CommentDraft {
    /// The body, Markdown.
    pub body: String,
    /// Content notes.
    pub notes: Vec<Note>,
    /// The picture that goes with it.
    pub picture: Option<PictureDraft>,
    /// The comment it answers; `None` answers the thread.
    pub parent: Option<CommentId>,
    /// The form's own key, so that a double-sent form posts once.
    pub once: Option<Tag>,
    /// Under which name, and when other servers get it.
    pub signing: Signing,
}

/// Under which name something is written. A name that wrote in the thread already is worn on, whatever is ticked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signing {
    /// A name for this thread only.
    pub one_time: bool,
    /// When other servers get what a one-time name says.
    pub pace: Pace,
}

/// What became of something sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posted<Id> {
    /// Its number.
    pub id: Id,
    /// What the screening has to say of it.
    pub verdict: Verdict,
    /// Whether this form had come before, and nothing was done this time.
    pub again: bool,
    /// Whether it went to other servers at once because it speaks of a crisis, though it was to wait.
    pub urgent: bool,
}
