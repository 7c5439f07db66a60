//! Agreeing, declining, withdrawing; and what time settles.

use members::{Member, ServerSecrets};
use store::{
    Mutant, ProposalId, Result, Tx,
    audit::{Act, Entry},
};

use super::{Kind, Part, Proposal, read};
use crate::{
    Refusal, Subject,
    measures::{self, Matter},
    team,
};

/// A second agrees: it takes effect now, and only the decision stays.
///
/// # Errors
/// When it is gone, or this member is not of another organisation.
pub async fn agree(tx: &mut Tx, member: &Member, id: ProposalId) -> Result<(), Refusal> {
    match part(tx, member, id).await? {
        (proposal, Part::Second) => take_effect(tx, &proposal, member.secrets()).await,
        (_, Part::Colleague | Part::Proposer) => Err(Refusal::NotTheSecond),
    }
}

/// Somebody else who moderates there or runs the server is against it.
///
/// # Errors
/// When it is gone, or this member made it.
pub async fn decline(tx: &mut Tx, member: &Member, id: ProposalId) -> Result<(), Refusal> {
    match part(tx, member, id).await? {
        (proposal, Part::Second | Part::Colleague) => Ok(drop_it(tx, &proposal).await?),
        (_, Part::Proposer) => Err(Refusal::NotHere),
    }
}

/// Whoever made it takes it back.
///
/// # Errors
/// When it is gone, or somebody else made it.
pub async fn withdraw(tx: &mut Tx, member: &Member, id: ProposalId) -> Result<(), Refusal> {
    match part(tx, member, id).await? {
        (proposal, Part::Proposer) => Ok(drop_it(tx, &proposal).await?),
        (_, Part::Second | Part::Colleague) => Err(Refusal::NotHere),
    }
}

/// For the hourly work: what has waited long enough takes effect, what found no second lapses. Answers how many.
///
/// # Errors
/// When the database fails.
pub async fn come_due(tx: &mut Tx, secrets: &ServerSecrets) -> Result<usize> {
    let due = read::due(tx).await?;
    for proposal in &due {
        if proposal.needs_second && !Mutant::WaitingIsTheSecond.is_on() {
            drop_it(tx, proposal).await?;
            continue;
        }
        match take_effect(tx, proposal, secrets).await {
            // The name is gone, or moderates now: there is nothing left to do.
            Ok(()) => {}
            Err(Refusal::Fault(fault)) => return Err(fault),
            Err(_) => drop_it(tx, proposal).await?,
        }
    }
    Ok(due.len())
}

async fn part(tx: &mut Tx, member: &Member, id: ProposalId) -> Result<(Proposal, Part), Refusal> {
    let proposal = read::get(tx, id).await?.ok_or(Refusal::NotHere)?;
    let part = read::part(tx, member, &proposal).await?.ok_or(Refusal::NotHere)?;
    Ok((proposal, part))
}

/// Done in the name of whoever proposed it, if they still moderate; who agreed is not kept.
async fn take_effect(tx: &mut Tx, proposal: &Proposal, secrets: &ServerSecrets) -> Result<(), Refusal> {
    forget(tx, proposal.id).await?;
    let found = team::behind(tx, proposal.proposed_by, proposal.community).await?;
    let moderator = found.ok_or(Refusal::NotHere)?;
    tx.audit(entry(proposal, Act::ProposalDone));
    let (guideline, words) = (proposal.guideline, proposal.words.clone());
    match proposal.kind {
        Kind::Purge => {
            let reason = (guideline, words.as_str());
            measures::purge(tx, &moderator, proposal.persona, reason, i64::MAX, secrets).await
        }
        Kind::InstanceBan => {
            let (kind, subject) = (measures::Kind::Ban, Subject::Persona(proposal.persona));
            let ends = proposal.days.map(|days| tx.clock().hour().plus_hours(days * 24));
            let matter = Matter { kind, subject, guideline, words, ends };
            measures::take_everywhere(tx, &moderator, matter, secrets).await.map(|_| ())
        }
    }
}

/// Nothing comes of it.
async fn drop_it(tx: &mut Tx, proposal: &Proposal) -> Result<()> {
    tx.audit(entry(proposal, Act::ProposalDropped));
    forget(tx, proposal.id).await
}

fn entry(proposal: &Proposal, act: Act) -> Entry {
    let entry = Entry::in_community(proposal.community, act).what(proposal.kind.word());
    entry.about(proposal.id).by(proposal.guideline, None)
}

async fn forget(tx: &mut Tx, id: ProposalId) -> Result<()> {
    tx.sql("DELETE FROM proposals WHERE id = $1").bind(id).execute().await?;
    Ok(())
}
