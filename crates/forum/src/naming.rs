//! Under which of their names a member writes in a thread: the thread decides, if one of them wrote there before.

use members::{Community, Journal, Member, Persona, personas};
use store::{CommunityId, PersonaId, Result, Tag, ThreadId, Tx};

use crate::{Refusal, Signing};

/// The name over the next words.
pub(crate) struct Worn {
    pub(crate) persona: Persona,
    /// Whether it is worn in this thread only.
    pub(crate) one_time: bool,
}

/// That of one's names which wrote in a thread already: it is worn on there.
///
/// # Errors
/// When the database fails.
pub async fn name_in(
    tx: &mut Tx,
    journal: &Journal,
    community: CommunityId,
    thread: ThreadId,
) -> Result<Option<Persona>> {
    let names = journal.names_for(community, thread);
    if names.0.is_empty() {
        return Ok(None);
    }
    let wrote: Option<PersonaId> = tx
        .sql(
            "SELECT persona_id FROM ( \
                 SELECT 0 AS place, persona_id FROM threads WHERE id = $1 AND persona_id IN list($2) \
                 UNION ALL SELECT ordinal AS place, persona_id FROM comments \
                 WHERE thread_id = $1 AND persona_id IN list($2)) AS written ORDER BY place LIMIT 1",
        )
        .bind(thread)
        .bind_list(names)
        .value()
        .await?;
    let Some(wrote) = wrote else { return Ok(None) };
    Ok(personas::get(tx, wrote).await?.filter(|persona| !persona.deleted))
}

/// The name for a comment.
pub(crate) async fn wear(
    tx: &mut Tx,
    member: &Member,
    community: &Community,
    thread: ThreadId,
    signing: Signing,
) -> Result<Worn, Refusal> {
    let journal = Journal::of(tx, member).await?;
    match name_in(tx, &journal, community.id, thread).await? {
        Some(persona) if journal.last_day(persona.id).is_none() => Ok(Worn { persona, one_time: false }),
        None if !signing.one_time => {
            Ok(Worn { persona: personas::wear(tx, member, community).await?, one_time: false })
        }
        // Made now, or worn on: each wearing lengthens its life.
        _ => {
            let persona = personas::wear_once(tx, member, community, thread, thread.0).await?;
            Ok(Worn { persona, one_time: true })
        }
    }
}

/// The name for a new thread. `form` is the key of the form that proposed one.
pub(crate) async fn wear_first(
    tx: &mut Tx,
    member: &Member,
    community: &Community,
    thread: ThreadId,
    (form, signing): (Option<Tag>, Signing),
) -> Result<Worn, Refusal> {
    let persona = if signing.one_time {
        let scope = form.map_or(thread.0, scope);
        personas::wear_once(tx, member, community, thread, scope).await?
    } else {
        personas::wear(tx, member, community).await?
    };
    Ok(Worn { persona, one_time: signing.one_time })
}

/// What a one-time name is drawn from while its thread has no number yet.
#[must_use]
pub fn scope(form: Tag) -> i64 {
    i64::from_be_bytes(form.0[..8].try_into().expect("a tag has sixteen bytes"))
}
