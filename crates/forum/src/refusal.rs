//! Reasons that a writer may be told.

use moderation::standing::Ban;

/// Why something was not done. Its [`Refusal::key`] is the key of its translation.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// A thread needs a title.
    #[error("the title is missing")]
    TitleMissing,
    /// The title is longer than [`crate::text::TITLE_MOST`].
    #[error("the title is too long")]
    TitleTooLong,
    /// Nothing was written.
    #[error("the body is missing")]
    BodyMissing,
    /// The body is longer than [`crate::text::BODY_MOST`].
    #[error("the body is too long")]
    BodyTooLong,
    /// Only members of the community write in it.
    #[error("not a member of this community")]
    NotAMember,
    /// A ban keeps this person from writing here.
    #[error("banned from this community")]
    Banned(Ban),
    /// The guidelines changed, and this person has not read them yet.
    #[error("the guidelines changed")]
    GuidelinesChanged,
    /// The thread is locked.
    #[error("the thread is locked")]
    Locked,
    /// It is not there, or may not be read, or was taken away.
    #[error("it is not there")]
    Gone,
    /// Only its author may do this.
    #[error("somebody else wrote it")]
    NotYours,
    /// It was edited since the form was shown.
    #[error("it was edited meanwhile")]
    EditedMeanwhile {
        /// The title as it is now (threads only).
        title: Option<String>,
        /// The body as it is now.
        theirs: String,
        /// The version to send with the next try.
        version: i64,
    },
    /// The community takes nothing new.
    #[error("the community is closed")]
    CommunityClosed,
    /// The answered comment is not in this thread.
    #[error("the answered comment is not here")]
    UnknownParent,
    /// The server would be left without an operator.
    #[error("the last operator stays")]
    LastOperator,
    /// In a house, where people know each other, there are no names for one thread.
    #[error("one-time names are not for house communities")]
    OneTimeNotHere,
    /// So many one-time names are worn that their list would show.
    #[error("too many one-time names are worn")]
    OneTimeTooMany,
    /// It is no JPEG, PNG, WebP or GIF.
    #[error("the picture is of a kind that is not taken")]
    PictureKind,
    /// It has more bytes than [`crate::media::HEAVIEST`].
    #[error("the picture has too many bytes")]
    PictureHeavy,
    /// It has more pixels than [`crate::media::WIDEST`], or takes too much memory.
    #[error("the picture has too many pixels")]
    PictureWide,
    /// It ends early, or is not what it says.
    #[error("the picture cannot be read")]
    PictureBroken,
    /// It takes too long to read, or many others are being read.
    #[error("the picture takes too long")]
    PictureSlow,
    /// It was sent too long ago, or by somebody else.
    #[error("the picture is not there any more")]
    PictureGone,
    /// The lead of this community has not turned pictures on.
    #[error("this community takes no pictures")]
    PicturesOff,
    /// This person sent enough pictures today.
    #[error("enough pictures were sent today")]
    PicturesToday,
    /// All pictures together take what the operator gives them.
    #[error("there is no room for pictures")]
    PicturesFull,
    /// The description is longer than [`crate::media::ALT_MOST`].
    #[error("the description is too long")]
    AltTooLong,
    /// The store failed.
    #[error(transparent)]
    Fault(#[from] store::Fault),
}

impl Refusal {
    /// The key of its translation.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::TitleMissing => "refusal-title-missing",
            Self::TitleTooLong => "refusal-title-too-long",
            Self::BodyMissing => "refusal-body-missing",
            Self::BodyTooLong => "refusal-body-too-long",
            Self::NotAMember => "refusal-not-a-member",
            Self::Banned(_) => "refusal-banned",
            Self::GuidelinesChanged => "refusal-guidelines-changed",
            Self::Locked => "refusal-locked",
            Self::Gone => "refusal-gone",
            Self::NotYours => "refusal-not-yours",
            Self::EditedMeanwhile { .. } => "refusal-edited-meanwhile",
            Self::CommunityClosed => "refusal-community-closed",
            Self::UnknownParent => "refusal-unknown-parent",
            Self::LastOperator => "refusal-last-operator",
            Self::OneTimeNotHere => "refusal-one-time-not-here",
            Self::OneTimeTooMany => "refusal-one-time-too-many",
            Self::PictureKind => "refusal-picture-kind",
            Self::PictureHeavy => "refusal-picture-heavy",
            Self::PictureWide => "refusal-picture-wide",
            Self::PictureBroken => "refusal-picture-broken",
            Self::PictureSlow => "refusal-picture-slow",
            Self::PictureGone => "refusal-picture-gone",
            Self::PicturesOff => "refusal-pictures-off",
            Self::PicturesToday => "refusal-pictures-today",
            Self::PicturesFull => "refusal-pictures-full",
            Self::AltTooLong => "refusal-alt-too-long",
            Self::Fault(_) => "refusal-fault",
        }
    }
}

impl From<moderation::Refusal> for Refusal {
    fn from(refusal: moderation::Refusal) -> Self {
        match refusal {
            moderation::Refusal::Fault(fault) => Self::Fault(fault),
            _ => Self::Gone,
        }
    }
}

impl From<members::Refusal> for Refusal {
    fn from(refusal: members::Refusal) -> Self {
        match refusal {
            members::Refusal::Fault(fault) => Self::Fault(fault),
            members::Refusal::OneTimeNotHere => Self::OneTimeNotHere,
            members::Refusal::OneTimeTooMany => Self::OneTimeTooMany,
            _ => Self::Gone,
        }
    }
}
