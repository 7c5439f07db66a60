//! A name for one thread only: found by a tag of that thread, forgotten some days after its last words.

use store::{Mutant, Result, ThreadId, Tx};

use super::{
    Persona,
    found::{current, one_time},
    worn::{first_free, no_name_left, put_behind},
};
use crate::{Audience, Community, Journal, Member, Refusal, journal};

/// So many one-time names can be worn at once: their list stays short enough to look like no list.
const MOST: usize = 12;

/// The one-time name this member wears in `thread`, made now if need be; each wearing lengthens its life. `scope` is
/// what the form that proposed it was shown with.
///
/// # Errors
/// In a house, whose people know each other; and when too many are worn already.
pub async fn wear_once(
    tx: &mut Tx,
    member: &Member,
    community: &Community,
    thread: ThreadId,
    scope: i64,
) -> Result<Persona, Refusal> {
    if community.audience == Audience::House {
        return Err(Refusal::OneTimeNotHere);
    }
    // What is over is dropped first, so that its number is free.
    journal::reseal(tx, member).await?;
    let persona = match one_time(tx, member, thread).await? {
        (_, Some(persona)) => persona,
        (n, None) => make(tx, member, community, (thread, n), scope).await?,
    };
    let today = tx.clock().day();
    journal::change(tx, member, |journal| journal.wear_once(thread, persona.id, today)).await?;
    Ok(persona)
}

/// The one-time name that [`wear_once`] would make for this scope.
///
/// # Errors
/// When the database fails.
pub async fn proposed_once(
    tx: &mut Tx,
    member: &Member,
    community: &Community,
    scope: i64,
) -> Result<String> {
    first_free(tx, member, community.id, |attempt| member.keys().one_time_seed(scope, attempt)).await
}

async fn make(
    tx: &mut Tx,
    member: &Member,
    community: &Community,
    (thread, n): (ThreadId, u32),
    scope: i64,
) -> Result<Persona, Refusal> {
    if Journal::of(tx, member).await?.one_time_names() >= MOST {
        return Err(Refusal::OneTimeTooMany);
    }
    let tag = if Mutant::OneTimeNameInTheCommunity.is_on() {
        member.keys().persona_tag(community.id.0, current(tx, member, community.id).await?.0)
    } else {
        member.keys().one_time_tag(thread.0, n)
    };
    let name = proposed_once(tx, member, community, scope).await?;
    match put_behind(tx, member, community.id, tag, &name).await? {
        Some(persona) => Ok(persona),
        None => Ok(one_time(tx, member, thread).await?.1.ok_or_else(no_name_left)?),
    }
}
