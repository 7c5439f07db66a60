//! Proposing.

use members::{Member, offices, organisations, personas};
use store::{
    PersonaId, ProposalId, Result, Tx,
    audit::{Act, Entry},
};

use super::{Kind, LAPSING_HOURS, WAITING_HOURS};
use crate::{Moderator, Refusal, Subject, guidelines, hearing, legible, measures, subject, team};

/// The longest words to the person, in characters.
const LONGEST: usize = 2_000;
/// What a session proves of its organisations is padded to so many: how many there are, it does not tell.
const HOMES: usize = 8;

/// What a moderator proposes.
#[derive(Clone, Debug)]
pub struct Proposed {
    /// What.
    pub kind: Kind,
    /// About which name of the moderator's community.
    pub persona: PersonaId,
    /// By which guideline.
    pub guideline: Option<i64>,
    /// Words to the person.
    pub words: String,
    /// For how many days the server would be closed; `None`: until it is opened again.
    pub days: Option<i64>,
}

/// Proposes; the name concerned and the other moderators hear of it.
///
/// # Errors
/// When it does not fit, has no reason, or is proposed already.
pub async fn propose(
    tx: &mut Tx,
    member: &Member,
    moderator: &Moderator,
    matter: Proposed,
) -> Result<ProposalId, Refusal> {
    let by = moderator.persona().filter(|_| moderator.host().is_empty()).ok_or(Refusal::DoesNotFit)?;
    fit(tx, moderator, &matter).await?;
    reasoned(tx, moderator, &matter).await?;
    let id = ProposalId(tx.chance().id());
    let homes = padded(organisations::marks(tx, member, id.0).await?, tx);
    let needs_second = offices::operated_from_elsewhere(tx, member).await?;
    let due = tx.clock().hour().plus_hours(if needs_second { LAPSING_HOURS } else { WAITING_HOURS });
    let added = tx
        .sql(
            "INSERT INTO proposals (id, community_id, kind, persona_id, guideline, words, days, proposed_by, homes, \
             needs_another, due_hour) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING",
        )
        .bind(id)
        .bind(moderator.community())
        .bind(matter.kind.word())
        .bind(matter.persona)
        .bind(matter.guideline)
        .bind(legible::short(&matter.words, LONGEST))
        .bind(matter.days)
        .bind(by)
        .bind(homes)
        .bind(needs_second)
        .bind(due)
        .execute()
        .await?;
    if added == 0 {
        return Err(Refusal::ProposedAlready);
    }
    let made = Entry::in_community(moderator.community(), Act::ProposalMade);
    tx.audit(made.what(matter.kind.word()).about(id).by(matter.guideline, None));
    if let Some(place) = measures::newest(tx, matter.persona, moderator.community()).await? {
        hearing::of_proposal(tx, (moderator.community(), by), &place).await?;
    }
    Ok(id)
}

/// Whether this can be proposed about that name: one of the community, which does not moderate it; the whole server is
/// closed only to people of this server.
async fn fit(tx: &mut Tx, moderator: &Moderator, matter: &Proposed) -> Result<(), Refusal> {
    let place = subject::place(tx, Subject::Persona(matter.persona)).await?.ok_or(Refusal::NotHere)?;
    if !place.is_in(moderator.community()) {
        return Err(Refusal::NotHere);
    }
    let persona = personas::get(tx, matter.persona).await?.ok_or(Refusal::NotHere)?;
    let moderates = team::moderates(tx, matter.persona, moderator.community()).await?;
    let elsewhere = matter.kind == Kind::InstanceBan && !persona.is_local();
    if moderates || elsewhere { Err(Refusal::CannotBan) } else { Ok(()) }
}

async fn reasoned(tx: &mut Tx, moderator: &Moderator, matter: &Proposed) -> Result<(), Refusal> {
    if let Some(number) = matter.guideline
        && !guidelines::exists(tx, moderator.community(), number).await?
    {
        return Err(Refusal::UnknownGuideline);
    }
    let reasoned = matter.guideline.is_some() || !matter.words.trim().is_empty();
    if reasoned { Ok(()) } else { Err(Refusal::ReasonMissing) }
}

/// The marks among others that mean nothing, in an order that means nothing.
fn padded(mut marks: Vec<[u8; 16]>, tx: &Tx) -> Vec<u8> {
    while marks.is_empty() || !marks.len().is_multiple_of(HOMES) {
        marks.push(tx.chance().bytes());
    }
    marks.sort_unstable();
    marks.concat()
}
