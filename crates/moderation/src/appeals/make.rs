//! Appealing.

use members::{Journal, Member};
use store::{
    CommunityId, MeasureId, PersonaId, Result, Tx,
    audit::{Act, Entry},
};

use super::{ALONE_DAYS, read::others};
use crate::{
    Measure, Refusal, Subject, hearing, legible,
    measures::{self, Kind},
    standing, subject, turn,
};

/// The longest appeal, in characters.
const LONGEST: usize = 2_000;

/// Appeals against a decision about something of one's own; the moderators hear of it.
///
/// # Errors
/// When it is no decision about something of theirs, nobody here can look at it, or they appealed already.
pub async fn appeal(tx: &mut Tx, member: &Member, measure: MeasureId, words: &str) -> Result<(), Refusal> {
    let measure = measures::get(tx, measure).await?.ok_or(Refusal::NotHere)?;
    if !is_concerned(tx, member, &measure).await? {
        return Err(Refusal::NotHere);
    }
    let words = legible::short(words, LONGEST);
    if words.trim().is_empty() {
        return Err(Refusal::AppealEmpty);
    }
    turn::take(tx, measure.community).await?;
    if !can_be_looked_at(tx, &measure).await? {
        return Err(Refusal::NoAppeal);
    }
    let due = tx.clock().day().plus_days(ALONE_DAYS);
    let added = tx
        .sql(
            "INSERT INTO appeals (measure_id, community_id, words, due_day) VALUES ($1, $2, $3, $4) \
             ON CONFLICT DO NOTHING",
        )
        .bind(measure.id)
        .bind(measure.community)
        .bind(words)
        .bind(due)
        .execute()
        .await?;
    if added == 0 {
        return Err(Refusal::AppealedAlready);
    }
    tx.audit(Entry::in_community(measure.community, Act::AppealMade).about(measure.id));
    Ok(tell(tx, &measure).await?)
}

/// Whether a decision is about something of this member's, or closes something to them under whichever name.
///
/// # Errors
/// When the database fails.
pub async fn is_concerned(tx: &mut Tx, member: &Member, measure: &Measure) -> Result<bool> {
    let names = Journal::of(tx, member).await?;
    let place = subject::place(tx, measure.subject).await?;
    if place.is_some_and(|place| names.wears(place.persona)) {
        return Ok(true);
    }
    standing::is_covered(tx, member, measure.id).await
}

/// Whether somebody here can look again: at a decision that still counts, of people, in a community whose moderators are
/// here. A hold waits for a look anyway.
///
/// # Errors
/// When the database fails.
pub async fn can_be_looked_at(tx: &mut Tx, measure: &Measure) -> Result<bool> {
    let of_people = matches!(measure.kind, Kind::Remove | Kind::Lock | Kind::Ban | Kind::Warn);
    Ok(of_people && measure.lifted_hour.is_none() && is_ours(tx, measure.community).await?)
}

async fn is_ours(tx: &mut Tx, community: CommunityId) -> Result<bool> {
    let host: Option<String> =
        tx.sql("SELECT host FROM communities WHERE id = $1").bind(community).value().await?;
    Ok(host.is_some_and(|host| host.is_empty()))
}

async fn tell(tx: &mut Tx, measure: &Measure) -> Result<()> {
    let place = match measure.subject {
        Subject::Persona(persona) => measures::newest(tx, persona, measure.community).await?,
        subject => subject::place(tx, subject).await?,
    };
    let Some(place) = place else { return Ok(()) };
    let mut hearers: Vec<PersonaId> = others(tx, measure).await?;
    if hearers.is_empty() {
        hearers.extend(measure.taken_by);
    }
    hearing::of_appeal(tx, &hearers, &place).await
}
