//! The moderation log, which is the moderation state: what is hidden is hidden because of an unlifted row here.

use members::ServerSecrets;
use store::{CommunityId, Cursor, Hour, MeasureId, Page, PersonaId, Result, Tx};

use crate::{Moderator, Refusal, Subject};

/// What a measure does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Hides a thread or a comment.
    Remove,
    /// Ends a thread: moderators alone may still write in it.
    Lock,
    /// Keeps a thread on top.
    Pin,
    /// Keeps a person, under every name, from writing in the community.
    Ban,
    /// Keeps something back until a moderator has looked.
    Hold,
}

impl Kind {
    /// The word that forms and the database use.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Remove => "remove",
            Self::Lock => "lock",
            Self::Pin => "pin",
            Self::Ban => "ban",
            Self::Hold => "hold",
        }
    }

    /// Reads it from its word.
    #[must_use]
    pub fn read(word: &str) -> Option<Self> {
        [Self::Remove, Self::Lock, Self::Pin, Self::Ban, Self::Hold]
            .into_iter()
            .find(|kind| kind.word() == word)
    }
}

/// What a moderator wants to do.
#[derive(Clone, Debug)]
pub struct Matter {
    /// What.
    pub kind: Kind,
    /// To what.
    pub subject: Subject,
    /// By which guideline of the community.
    pub guideline: Option<i64>,
    /// Words to the author; never in the public log.
    pub words: String,
    /// Until when; `None`: until it is lifted.
    pub ends: Option<Hour>,
}

/// One act of moderation.
#[derive(Clone, Debug)]
pub struct Measure {
    /// Its number.
    pub id: MeasureId,
    /// Where it counts.
    pub community: CommunityId,
    /// Its place in the community's log.
    pub ordinal: i64,
    /// What it does.
    pub kind: Kind,
    /// To what.
    pub subject: Subject,
    /// By which guideline.
    pub guideline: Option<i64>,
    /// By which screening rule, when no person took it.
    pub rule: Option<String>,
    /// Words to the author; always empty in [`log`].
    pub words: String,
    /// The moderator's name, for federation only; always `None` in [`log`].
    pub taken_by: Option<PersonaId>,
    /// The server whose moderator took it; empty for our own.
    pub host: String,
    /// When.
    pub taken_hour: Hour,
    /// Until when.
    pub ends_hour: Option<Hour>,
    /// Since when it counts no more.
    pub lifted_hour: Option<Hour>,
}

/// Takes a measure: the row, the reports resolved, the author told, the event.
/// An equal one that still counts is answered instead of taken twice.
///
/// # Errors
/// When it does not fit, has no reason, or the subject is not in the moderator's community.
pub async fn take(
    _tx: &mut Tx,
    _moderator: &Moderator,
    _matter: Matter,
    _secrets: &ServerSecrets,
) -> Result<MeasureId, Refusal> {
    todo!()
}

/// Keeps something back because a screening rule asked for it.
///
/// # Errors
/// When the database fails.
pub async fn hold(
    _tx: &mut Tx,
    _community: CommunityId,
    _subject: Subject,
    _rule: &str,
) -> Result<MeasureId> {
    todo!()
}

/// Ends a measure of the moderator's community.
///
/// # Errors
/// When there is no such measure here.
pub async fn lift(_tx: &mut Tx, _moderator: &Moderator, _measure: MeasureId) -> Result<(), Refusal> {
    todo!()
}

/// The measures that count on `subject`.
///
/// # Errors
/// When the database fails.
pub async fn unlifted(_tx: &mut Tx, _subject: Subject) -> Result<Vec<Measure>> {
    todo!()
}

/// One measure, lifted or not.
///
/// # Errors
/// When the database fails.
pub async fn get(_tx: &mut Tx, _id: MeasureId) -> Result<Option<Measure>> {
    todo!()
}

/// The public log of a community, newest first: without words and without who.
///
/// # Errors
/// When the database fails.
pub async fn log(_tx: &mut Tx, _community: CommunityId, _from: Option<Cursor>) -> Result<Page<Measure>> {
    todo!()
}

/// What waits for a moderator's look, newest first.
///
/// # Errors
/// When the database fails.
pub async fn held(_tx: &mut Tx, _moderator: &Moderator, _from: Option<Cursor>) -> Result<Page<Measure>> {
    todo!()
}

/// Lifts what has come to its end; answers how many.
///
/// # Errors
/// When the database fails.
pub async fn expire(_tx: &mut Tx) -> Result<usize> {
    todo!()
}
