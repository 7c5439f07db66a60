//! Reasons that a moderator or a reporter may be told.

/// Why something was not done. Its [`Refusal::key`] is the key of its translation.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// What it is about is not in this community, or not at all.
    #[error("the subject is not here")]
    NotHere,
    /// Only a leading moderator may do this.
    #[error("only a leading moderator may do this")]
    NotLead,
    /// A community keeps at least one leading moderator.
    #[error("the last leading moderator stays")]
    LastLead,
    /// This kind of measure cannot be taken on this kind of subject.
    #[error("this decision does not fit")]
    DoesNotFit,
    /// A removal or a ban needs a guideline or a few words.
    #[error("a reason is missing")]
    ReasonMissing,
    /// There is no guideline of that number here.
    #[error("no such guideline")]
    UnknownGuideline,
    /// The name's server is in charge of it; or its seal cannot be opened here.
    #[error("this name cannot be banned")]
    CannotBan,
    /// The same is proposed already.
    #[error("this is proposed already")]
    ProposedAlready,
    /// Only a second moderator or operator, of another organisation, may agree.
    #[error("this needs somebody of another organisation")]
    NotTheSecond,
    /// Too many guidelines, an empty one, or one that is too long.
    #[error("the guidelines are too long, or one is empty")]
    GuidelinesUnfit,
    /// Too many places to be woken at, or one that is none.
    #[error("this is no place to wake somebody at")]
    BellUnfit,
    /// A rule of one's own needs words to look for and a sentence for the author; a community has at most so many.
    #[error("the rule is not whole, or there are too many")]
    RuleUnfit,
    /// What finds somebody who needs help now is never switched off.
    #[error("this rule stays on")]
    RuleStays,
    /// An appeal was made already; there is one for each decision.
    #[error("there was an appeal already")]
    AppealedAlready,
    /// Nobody can appeal against this kind of decision here.
    #[error("no appeal against this")]
    NoAppeal,
    /// An appeal needs words.
    #[error("an appeal needs words")]
    AppealEmpty,
    /// Who decided looks again only where nobody else can, and after a week.
    #[error("somebody else should look at this")]
    OwnDecision,
    /// The store failed.
    #[error(transparent)]
    Fault(#[from] store::Fault),
}

impl Refusal {
    /// The key of its translation.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::NotHere => "refusal-not-here",
            Self::NotLead => "refusal-not-lead",
            Self::LastLead => "refusal-last-lead",
            Self::DoesNotFit => "refusal-does-not-fit",
            Self::ReasonMissing => "refusal-reason-missing",
            Self::UnknownGuideline => "refusal-unknown-guideline",
            Self::CannotBan => "refusal-cannot-ban",
            Self::ProposedAlready => "refusal-proposed-already",
            Self::NotTheSecond => "refusal-not-the-second",
            Self::GuidelinesUnfit => "refusal-guidelines-unfit",
            Self::BellUnfit => "refusal-bell-unfit",
            Self::RuleUnfit => "refusal-rule-unfit",
            Self::RuleStays => "refusal-rule-stays",
            Self::AppealedAlready => "refusal-appealed-already",
            Self::NoAppeal => "refusal-no-appeal",
            Self::AppealEmpty => "refusal-appeal-empty",
            Self::OwnDecision => "refusal-own-decision",
            Self::Fault(_) => "refusal-fault",
        }
    }
}
