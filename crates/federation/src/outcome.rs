//! What became of an activity that arrived: accepted, or refused for a reason that is written down.

use store::Fault;

use crate::wire::WebAddress;

macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident = $key:literal: $words:literal),* $(,)?) => {
        /// Why an activity had no effect. The list is part of `FEDERATION.md`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Reason {
            $(#[doc = $words] $name,)*
        }

        impl Reason {
            /// Every reason.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The word that the database keeps.
            #[must_use]
            pub fn key(self) -> &'static str {
                match self {
                    $(Self::$name => $key,)*
                }
            }

            /// The same in a sentence.
            #[must_use]
            pub fn words(self) -> &'static str {
                match self {
                    $(Self::$name => $words,)*
                }
            }
        }
    };
}

reasons! {
    NotUnderstood = "not-understood": "we know no such activity, or have no use for it",
    Malformed = "malformed": "something that is needed is missing or cannot be read",
    Blocked = "blocked": "a server that takes part in it is blocked here",
    ForeignId = "foreign-id": "the activity's id is not on its actor's server",
    ForeignObject = "foreign-object": "the object is not on its author's server",
    ForeignAuthor = "foreign-author": "the object names another author, or several",
    OurOwn = "our-own": "it claims to come from one of our own actors",
    NotFollowed = "not-followed": "it was announced by somebody whom we do not follow",
    OtherCommunity = "other-community": "it belongs to another community than the one that announced it",
    NotAnnounced = "not-announced": "only the community's own server can bring it into that community",
    Unverified = "unverified": "the server that it is said to come from does not confirm it",
    Nested = "nested": "an announcement of an announcement, or too many at once",
    NotAllowed = "not-allowed": "its actor may not do this here",
    WrongTarget = "wrong-target": "the target is not a list of that community",
    Stale = "stale": "we know a newer version",
    TypeChanged = "type-changed": "a thread cannot become a comment, nor a comment a thread",
    UnknownObject = "unknown-object": "we do not know what it is about",
    UnknownActor = "unknown-actor": "its actor cannot be fetched, or is not a person",
    UnknownCommunity = "unknown-community": "it is addressed to no community that we share with its sender",
    UnknownParent = "unknown-parent": "what it answers cannot be found",
    Unasked = "unasked": "it answers no request of ours that is still open",
    Private = "private": "it is not public, and nothing private becomes a post here",
    Personal = "personal": "it concerns two people only, and we keep no such list",
    Banned = "banned": "its author is banned from that community",
    Closed = "closed": "the thread is locked, or the community takes nothing new",
    Gone = "gone": "what it is about was deleted",
    Unfit = "unfit": "it is empty, or does not fit what it is about",
    Duplicate = "duplicate": "it was applied before, when it came another way",
    Invitation = "invitation": "the invitation to the circle is unknown, used or over",
    NoVotes = "no-votes": "there are no votes against anybody here",
}

/// What became of an activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It had its effect, or was known to have had it.
    Accepted,
    /// It had none.
    Refused(Reason),
}

impl Outcome {
    /// The word that the database keeps.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Refused(reason) => reason.key(),
        }
    }
}

/// Why applying an activity stopped.
#[derive(Debug)]
pub(crate) enum Halt {
    /// It may not be: written down, and the next one's turn.
    Refused(Reason),
    /// This document must be fetched first; then it is tried again from the start.
    Need(WebAddress),
    /// The store failed.
    Fault(Fault),
}

impl From<Fault> for Halt {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<Reason> for Halt {
    fn from(reason: Reason) -> Self {
        Self::Refused(reason)
    }
}

impl From<forum::Refusal> for Halt {
    fn from(refusal: forum::Refusal) -> Self {
        use forum::Refusal;
        Self::Refused(match refusal {
            Refusal::Fault(fault) => return Self::Fault(fault),
            Refusal::Banned(_) => Reason::Banned,
            Refusal::Locked | Refusal::CommunityClosed => Reason::Closed,
            Refusal::Gone => Reason::Gone,
            Refusal::UnknownParent => Reason::UnknownParent,
            Refusal::NotYours | Refusal::NotAMember | Refusal::LastOperator => Reason::NotAllowed,
            Refusal::TitleMissing
            | Refusal::TitleTooLong
            | Refusal::BodyMissing
            | Refusal::BodyTooLong
            | Refusal::EditedMeanwhile { .. }
            | Refusal::OneTimeNotHere
            | Refusal::OneTimeTooMany
            | Refusal::PictureKind
            | Refusal::PictureHeavy
            | Refusal::PictureWide
            | Refusal::PictureBroken
            | Refusal::PictureSlow
            | Refusal::PictureGone
            | Refusal::PicturesOff
            | Refusal::PicturesToday
            | Refusal::PicturesFull
            | Refusal::AltTooLong
            | Refusal::GuidelinesChanged => Reason::Unfit,
        })
    }
}

impl From<moderation::Refusal> for Halt {
    fn from(refusal: moderation::Refusal) -> Self {
        use moderation::Refusal;
        Self::Refused(match refusal {
            Refusal::Fault(fault) => return Self::Fault(fault),
            Refusal::NotHere => Reason::UnknownObject,
            Refusal::NotLead | Refusal::LastLead => Reason::NotAllowed,
            _ => Reason::Unfit,
        })
    }
}

impl From<members::Refusal> for Halt {
    fn from(refusal: members::Refusal) -> Self {
        match refusal {
            members::Refusal::Fault(fault) => Self::Fault(fault),
            _ => Self::Refused(Reason::Unfit),
        }
    }
}
