//! Members' calls for help, and the plain list that moderators work through.

use members::Member;
use store::{CommunityId, Cursor, Hour, MeasureId, Page, ReportId, Result, Tx};

use crate::{Moderator, Refusal, Subject};

/// Why somebody calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words say it")]
pub enum Reason {
    Danger,
    Identity,
    Selling,
    Approach,
    Shaming,
    Spam,
    Other,
}

impl Reason {
    /// Every reason, most urgent first.
    pub const ALL: [Self; 7] =
        [Self::Danger, Self::Identity, Self::Selling, Self::Approach, Self::Shaming, Self::Spam, Self::Other];

    /// The word that forms and the database use.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Danger => "danger",
            Self::Identity => "identity",
            Self::Selling => "selling",
            Self::Approach => "approach",
            Self::Shaming => "shaming",
            Self::Spam => "spam",
            Self::Other => "other",
        }
    }

    /// Reads it from its word.
    #[must_use]
    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.word() == word)
    }
}

/// Who calls. Neither is ever shown.
#[derive(Clone, Copy)]
pub enum Reporter<'a> {
    /// Somebody here.
    Member(&'a Member),
    /// Somebody on another server.
    Host(&'a str),
}

/// An open call for help.
#[derive(Clone, Debug)]
pub struct Report {
    /// Its number.
    pub id: ReportId,
    /// Where it belongs.
    pub community: CommunityId,
    /// What it is about.
    pub subject: Subject,
    /// Why.
    pub reason: Reason,
    /// In the reporter's words, if any.
    pub words: String,
    /// The server it came from; empty for our own.
    pub host: String,
    /// When.
    pub hour: Hour,
}

/// Files a report and lets the moderators know. A second one by the same person answers the first.
///
/// # Errors
/// When the subject is not in `community`.
pub async fn file(
    _tx: &mut Tx,
    _reporter: Reporter<'_>,
    _community: CommunityId,
    _subject: Subject,
    _reason: Reason,
    _words: &str,
) -> Result<ReportId, Refusal> {
    todo!()
}

/// The open reports of the moderator's community, newest first.
///
/// # Errors
/// When the database fails.
pub async fn open(_tx: &mut Tx, _moderator: &Moderator, _from: Option<Cursor>) -> Result<Page<Report>> {
    todo!()
}

/// How many reports are open.
///
/// # Errors
/// When the database fails.
pub async fn open_count(_tx: &mut Tx, _moderator: &Moderator) -> Result<i64> {
    todo!()
}

/// One report, open or not: federation passes it on to the subject's own server.
///
/// # Errors
/// When the database fails.
pub async fn get(_tx: &mut Tx, _id: ReportId) -> Result<Option<Report>> {
    todo!()
}

/// Closes a report of the moderator's community, with the measure it led to, if any.
///
/// # Errors
/// When there is no such report here.
pub async fn resolve(
    _tx: &mut Tx,
    _moderator: &Moderator,
    _report: ReportId,
    _measure: Option<MeasureId>,
) -> Result<(), Refusal> {
    todo!()
}
