//! What is pending, and what somebody may do about it.

use members::{Journal, Member, offices, organisations};
use store::{CommunityId, Hour, Mutant, PersonaId, ProposalId, Result, Tx};

use super::{Kind, Part, Proposal};
use crate::team;

/// Every proposal, with what follows.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT proposals.id, proposals.community_id, communities.title, proposals.kind, proposals.persona_id, \
             personas.name, proposals.guideline, proposals.words, proposals.days, proposals.needs_another, \
             proposals.due_hour, proposals.proposed_by, proposals.homes FROM proposals \
             JOIN communities ON communities.id = proposals.community_id \
             JOIN personas ON personas.id = proposals.persona_id ",
            $rest
        )
    };
}

/// What is pending where this member moderates, or anywhere if they run the server; what is due first comes first.
///
/// # Errors
/// When the database fails.
pub async fn mine(tx: &mut Tx, member: &Member) -> Result<Vec<(Proposal, Part)>> {
    let rows: Vec<Row> = tx.sql(select!("ORDER BY proposals.due_hour, proposals.id")).all().await?;
    let mut found = Vec::new();
    for proposal in rows.into_iter().map(Row::proposal) {
        if let Some(part) = part(tx, member, &proposal).await? {
            found.push((proposal, part));
        }
    }
    Ok(found)
}

/// What is pending about a member's own names.
///
/// # Errors
/// When the database fails.
pub async fn about(tx: &mut Tx, journal: &Journal) -> Result<Vec<Proposal>> {
    let rows: Vec<Row> = tx
        .sql(select!("WHERE proposals.persona_id IN list($1) ORDER BY proposals.due_hour, proposals.id"))
        .bind_list(journal.names())
        .all()
        .await?;
    Ok(rows.into_iter().map(Row::proposal).collect())
}

/// One of them.
///
/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, id: ProposalId) -> Result<Option<Proposal>> {
    let row: Option<Row> = tx.sql(select!("WHERE proposals.id = $1")).bind(id).optional().await?;
    Ok(row.map(Row::proposal))
}

pub(super) async fn due(tx: &mut Tx) -> Result<Vec<Proposal>> {
    let hour = tx.clock().hour();
    let rows: Vec<Row> = tx
        .sql(select!("WHERE proposals.due_hour <= $1 ORDER BY proposals.due_hour, proposals.id"))
        .bind(hour)
        .all()
        .await?;
    Ok(rows.into_iter().map(Row::proposal).collect())
}

/// What `member` is to a proposal, proved in their session; `None` for whom it is none of their business.
pub(super) async fn part(tx: &mut Tx, member: &Member, proposal: &Proposal) -> Result<Option<Part>> {
    let names = Journal::of(tx, member).await?.names();
    if names.0.contains(&proposal.proposed_by.0) {
        return Ok(Some(Part::Proposer));
    }
    let mut concerned = offices::operator(tx, member).await?.is_some();
    for name in names.0 {
        concerned = concerned || team::moderates(tx, PersonaId(name), proposal.community).await?;
    }
    if !concerned {
        return Ok(None);
    }
    let homes = organisations::marks(tx, member, proposal.id.0).await?;
    let shared = homes.iter().any(|home| proposal.homes.chunks(home.len()).any(|mark| mark == home));
    let shared = shared && !Mutant::ColleagueIsTheSecond.is_on();
    Ok(Some(if shared || homes.is_empty() { Part::Colleague } else { Part::Second }))
}

#[derive(serde::Deserialize)]
struct Row {
    id: ProposalId,
    community_id: CommunityId,
    title: String,
    kind: Kind,
    persona_id: PersonaId,
    name: String,
    guideline: Option<i64>,
    words: String,
    days: Option<i64>,
    #[serde(deserialize_with = "store::flag")]
    needs_another: bool,
    due_hour: Hour,
    proposed_by: PersonaId,
    homes: Vec<u8>,
}

impl Row {
    fn proposal(self) -> Proposal {
        Proposal {
            id: self.id,
            community: self.community_id,
            title: self.title,
            kind: self.kind,
            persona: self.persona_id,
            name: self.name,
            guideline: self.guideline,
            words: self.words,
            days: self.days,
            needs_second: self.needs_another,
            due: self.due_hour,
            proposed_by: self.proposed_by,
            homes: self.homes,
        }
    }
}
