//! What waits for a second moderator, or for its time: for those who may agree, and for whom it is about.

use askama::Template;
use members::Member;
use moderation::{
    guidelines,
    proposals::{self, Kind, Part, Proposal},
};
use store::{ProposalId, Tx};

use crate::{
    Error,
    answers::{Answer, go_to, page},
    layout::Page,
    parts::{id::Id, times::days_until},
    viewer::{Frame, SignedIn, Visit},
};

/// A proposal, with the words of its guideline.
struct Line {
    proposal: Proposal,
    guideline: Option<String>,
}

#[derive(Template)]
#[template(path = "decisions/pending.html")]
struct Show {
    page: Page,
    about_me: Vec<Line>,
    others: Vec<(Line, Part)>,
}

/// The page.
pub async fn show(mut visit: Visit) -> Answer {
    let member = visit.member()?;
    let mut about_me = Vec::new();
    for proposal in proposals::about(&mut visit.tx, &visit.journal).await? {
        about_me.push(Line::of(&mut visit.tx, proposal).await?);
    }
    let mut others = Vec::new();
    for (proposal, part) in proposals::mine(&mut visit.tx, &member).await? {
        // Whom it is about sees it as such, whatever else they are.
        if about_me.iter().all(|line| line.proposal.id != proposal.id) {
            others.push((Line::of(&mut visit.tx, proposal).await?, part));
        }
    }
    page(&Show { page: visit.page, about_me, others })
}

impl Line {
    async fn of(tx: &mut Tx, proposal: Proposal) -> Result<Self, Error> {
        let guidelines = guidelines::list(tx, proposal.community).await?;
        let named = guidelines.into_iter().find(|guideline| Some(guideline.number) == proposal.guideline);
        Ok(Self { proposal, guideline: named.map(|guideline| guideline.text) })
    }
}

impl Show {
    fn what(line: &Line) -> &'static str {
        match line.proposal.kind {
            Kind::Purge => "proposal-purge",
            Kind::InstanceBan => "proposal-instance-ban",
        }
    }

    /// What will happen, and when.
    fn when(&self, line: &Line) -> String {
        let days = days_until(self.page.hour, line.proposal.due);
        let key = if line.proposal.needs_second { "proposal-needs-second" } else { "proposal-waits" };
        self.page.t.say_with(key, ("count", days))
    }

    fn may_agree(part: &Part) -> bool {
        *part == Part::Second
    }

    fn is_mine(part: &Part) -> bool {
        *part == Part::Proposer
    }
}

/// A second agrees.
pub async fn agree(SignedIn(member): SignedIn, frame: Frame, Id(id): Id<ProposalId>) -> Answer {
    let mut tx = begin(&frame, &member, id).await?;
    proposals::agree(&mut tx, &member, id).await?;
    tx.commit().await?;
    go_to("/proposals")
}

/// Somebody is against it.
pub async fn decline(SignedIn(member): SignedIn, frame: Frame, Id(id): Id<ProposalId>) -> Answer {
    let mut tx = begin(&frame, &member, id).await?;
    proposals::decline(&mut tx, &member, id).await?;
    tx.commit().await?;
    go_to("/proposals")
}

/// Whoever made it takes it back.
pub async fn withdraw(SignedIn(member): SignedIn, frame: Frame, Id(id): Id<ProposalId>) -> Answer {
    let mut tx = begin(&frame, &member, id).await?;
    proposals::withdraw(&mut tx, &member, id).await?;
    tx.commit().await?;
    go_to("/proposals")
}

/// Whom it is about does not settle it, even as a moderator or as who runs the server.
async fn begin(frame: &Frame, member: &Member, id: ProposalId) -> Result<Tx, Error> {
    let mut tx = frame.site.database().write().await?;
    let journal = members::Journal::of(&mut tx, member).await?;
    let about_me = proposals::about(&mut tx, &journal).await?;
    if about_me.iter().any(|proposal| proposal.id == id) { Err(Error::NotFound) } else { Ok(tx) }
}
