//! Why somebody was refused, as they may be told.

/// A reason a member may be told, or a fault.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The sign-in name or the passphrase is wrong; which of the two is never told.
    #[error("the sign-in name or the passphrase is wrong")]
    WrongSignIn,
    /// The passphrase that was to confirm a change is wrong.
    #[error("the passphrase is wrong")]
    WrongPassphrase,
    /// There is no such invitation; perhaps it was withdrawn.
    #[error("the invitation is unknown")]
    InvitationUnknown,
    /// The invitation was used, has expired, or five taken sign-in names were tried with it.
    #[error("the invitation was used up")]
    InvitationUsedUp,
    /// Nobody has this recovery code.
    #[error("the recovery code does not work")]
    RecoveryCodeUnknown,
    /// Somebody here signs in with this name.
    #[error("the sign-in name is taken")]
    SignInNameTaken {
        /// Names like it that are free.
        suggestions: Vec<String>,
    },
    /// Too many taken sign-in names were tried today.
    #[error("too many taken sign-in names were tried")]
    TooManyTries,
    /// A sign-in name has 3 to 40 letters, digits, spaces, dots, dashes.
    #[error("the sign-in name has a form that does not work")]
    SignInNameBad,
    /// Under eight characters.
    #[error("the passphrase is too short")]
    PassphraseTooShort,
    /// Among those that are tried first.
    #[error("the passphrase is too common")]
    PassphraseCommon,
    /// Nicknames are for house communities.
    #[error("nicknames are for house communities")]
    NicknameNotHere,
    /// Somebody in this community wears that name.
    #[error("the name is taken")]
    NameTaken,
    /// A name that cannot be worn: its length, its characters, or what it pretends.
    #[error("the name cannot be worn")]
    NameRefused,
    /// In a house, where people know each other, there are no names for one thread.
    #[error("one-time names are not for house communities")]
    OneTimeNotHere,
    /// So many one-time names are worn that their list would show.
    #[error("too many one-time names are worn")]
    OneTimeTooMany,
    /// A community's address name has 3 to 30 small letters, digits, dashes, underscores.
    #[error("the community name has a form that does not work")]
    CommunityNameBad,
    /// There is such a community.
    #[error("the community name is taken")]
    CommunityNameTaken,
    /// A title is missing or too long.
    #[error("the title is missing or too long")]
    TitleBad,
    /// A description is too long.
    #[error("the description is too long")]
    DescriptionTooLong,
    /// An organisation's name is missing or too long.
    #[error("the organisation name is missing or too long")]
    OrganisationNameBad,
    /// The server's name is missing or too long.
    #[error("the server's name is missing or too long")]
    ServerNameBad,
    /// Whoever runs this server lets fewer people read than this community would.
    #[error("more people could read it than may here")]
    AudienceTooWide,
    /// A help line without a name, with a number that nobody can dial, or in no country.
    #[error("the help line has a form that does not work")]
    HelpLineBad,
    /// The community is closed.
    #[error("the community is closed")]
    CommunityClosed,
    /// Too many names are blocked.
    #[error("too many names are blocked")]
    TooManyBlocks,
    /// Nobody answers the door here.
    #[error("nobody answers the door")]
    NobodyAnswers,
    /// Too many wait at the door.
    #[error("too many wait at the door")]
    DoorCrowded,
    /// No words, or too many.
    #[error("no words, or too many")]
    AskBad,
    /// This member may not do this.
    #[error("not allowed")]
    NotAllowed,
    /// Something broke.
    #[error(transparent)]
    Fault(#[from] store::Fault),
}

impl Refusal {
    /// The translation key of what the member is told.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::WrongSignIn => "refusal-wrong-sign-in",
            Self::WrongPassphrase => "refusal-wrong-passphrase",
            Self::InvitationUnknown => "refusal-invitation-unknown",
            Self::InvitationUsedUp => "refusal-invitation-used-up",
            Self::RecoveryCodeUnknown => "refusal-recovery-code-unknown",
            Self::SignInNameTaken { .. } => "refusal-sign-in-name-taken",
            Self::TooManyTries => "refusal-too-many-tries",
            Self::SignInNameBad => "refusal-sign-in-name-bad",
            Self::PassphraseTooShort => "refusal-passphrase-too-short",
            Self::PassphraseCommon => "refusal-passphrase-common",
            Self::NicknameNotHere => "refusal-nickname-not-here",
            Self::NameTaken => "refusal-name-taken",
            Self::NameRefused => "refusal-name-refused",
            Self::OneTimeNotHere => "refusal-one-time-not-here",
            Self::OneTimeTooMany => "refusal-one-time-too-many",
            Self::CommunityNameBad => "refusal-community-name-bad",
            Self::CommunityNameTaken => "refusal-community-name-taken",
            Self::TitleBad => "refusal-title-bad",
            Self::DescriptionTooLong => "refusal-description-too-long",
            Self::OrganisationNameBad => "refusal-organisation-name-bad",
            Self::ServerNameBad => "refusal-server-name-bad",
            Self::AudienceTooWide => "refusal-audience-too-wide",
            Self::HelpLineBad => "refusal-help-line-bad",
            Self::CommunityClosed => "refusal-community-closed",
            Self::TooManyBlocks => "refusal-too-many-blocks",
            Self::NotAllowed => "refusal-not-allowed",
            Self::NobodyAnswers => "refusal-nobody-answers",
            Self::DoorCrowded => "refusal-door-crowded",
            Self::AskBad => "refusal-ask-bad",
            Self::Fault(_) => "refusal-fault",
        }
    }
}
