//! A member's own blocks. Which names they blocked stands in their sealed journal; what keeps the other names of that
//! person from reaching them is a code for each name of theirs, which only that person's session makes again.

use std::collections::HashSet;

use store::{CommentId, Ids, Mutant, PersonaId, Result, Tag, Tags, Tx};

use crate::{
    Journal, Member, Persona, Refusal, ServerSecrets, Viewer, communities, journal, member::BanStanding,
    personas,
};

/// So many names can be blocked.
const MOST: usize = 200;

/// Blocks a name: its words are folded, and the person behind it reaches none of `member`'s names any more.
///
/// # Errors
/// When it is their own name, or nobody's, or too many are blocked.
pub async fn block(tx: &mut Tx, member: &Member, persona: PersonaId) -> Result<(), Refusal> {
    let journal = Journal::of(tx, member).await?;
    if journal.has_blocked(persona) {
        return Ok(());
    }
    if journal.names().0.contains(&persona.0) || !is_known(tx, member, persona).await? {
        return Err(Refusal::NotAllowed);
    }
    if journal.blocked.len() >= MOST {
        return Err(Refusal::TooManyBlocks);
    }
    for tag in tags(tx, member.secrets(), &journal.names(), persona).await? {
        insert(tx, tag).await?;
    }
    Ok(journal::change(tx, member, |journal| journal.block(persona)).await?)
}

/// Whether a name is from another server, or of a community that the member may read.
async fn is_known(tx: &mut Tx, member: &Member, persona: PersonaId) -> Result<bool> {
    let Some(persona) = personas::get(tx, persona).await? else { return Ok(false) };
    let Some(community) = persona.community_id else { return Ok(true) };
    let viewer = Viewer::of(tx, member).await?;
    Ok(communities::get(tx, &viewer, community).await?.is_some())
}

/// Takes a block back.
///
/// # Errors
/// When the database fails.
pub async fn unblock(tx: &mut Tx, member: &Member, persona: PersonaId) -> Result<()> {
    journal::change(tx, member, |journal| journal.unblock(persona)).await?;
    let journal = Journal::of(tx, member).await?;
    // Another blocked name may be the same person's: what keeps that one away must stay.
    let mut kept = Vec::new();
    for other in journal.blocked() {
        kept.extend(tags(tx, member.secrets(), &journal.names(), other).await?);
    }
    for tag in tags(tx, member.secrets(), &journal.names(), persona).await? {
        if !kept.contains(&tag) {
            remove(tx, tag).await?;
        }
    }
    Ok(())
}

/// The names that a member blocked, as they are called now.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &mut Tx, journal: &Journal) -> Result<Vec<Persona>> {
    let mut names = Vec::new();
    for persona in journal.blocked() {
        names.extend(personas::get(tx, persona).await?);
    }
    Ok(names)
}

/// A new name is covered by the blocks that its wearer made before.
pub(crate) async fn cover(tx: &mut Tx, member: &Member, fresh: PersonaId) -> Result<()> {
    if Mutant::BlockForgottenByNewNames.is_on() {
        return Ok(());
    }
    let journal = Journal::of(tx, member).await?;
    for blocked in journal.blocked() {
        for tag in tags(tx, member.secrets(), &Ids(vec![fresh.0]), blocked).await? {
            insert(tx, tag).await?;
        }
    }
    Ok(())
}

/// Names that are their wearer's no longer need no cover.
pub(crate) async fn uncover(tx: &mut Tx, member: &Member, names: &Ids, blocked: &[i64]) -> Result<()> {
    for blocked in blocked.iter().filter(|_| !names.0.is_empty()) {
        for tag in tags(tx, member.secrets(), names, PersonaId(*blocked)).await? {
            remove(tx, tag).await?;
        }
    }
    Ok(())
}

/// A person left for good: nobody needs cover from any of their names any more. It must be told before the name's seal
/// is gone, and looks at every name there is, because nothing tells who blocked whom.
///
/// # Errors
/// When the database fails.
pub async fn forget_person(tx: &mut Tx, secrets: &ServerSecrets, gone: PersonaId) -> Result<()> {
    let kept: HashSet<Tag> = tx.sql("SELECT tag FROM blocks").column().await?.into_iter().collect();
    if kept.is_empty() {
        return Ok(());
    }
    let everybody: Vec<i64> = tx.sql("SELECT id FROM personas WHERE host = ''").column().await?;
    for tag in tags(tx, secrets, &Ids(everybody), gone).await? {
        if kept.contains(&tag) {
            remove(tx, tag).await?;
        }
    }
    Ok(())
}

/// Whether whoever wears `hearer` blocked a name of the `writer`: one statement, whatever the answer. Every community
/// in which the writer may have a name is tried, because a person's standing differs from one to the next.
///
/// # Errors
/// When the database fails.
pub async fn silences(tx: &mut Tx, writer: &Member, hearer: PersonaId) -> Result<bool> {
    let journal = Journal::of(tx, writer).await?;
    let tag = |community| writer.ban_standing(community).block(hearer);
    let tags: Tags = journal.places().into_iter().map(tag).collect();
    let found: Option<Tag> =
        tx.sql("SELECT tag FROM blocks WHERE tag IN tags($1) LIMIT 1").bind_tags(tags).value().await?;
    Ok(found.is_some())
}

/// Remembers of a comment that is held back that it was written by somebody who is blocked: the session that could
/// tell is gone when it is let through.
///
/// # Errors
/// When the database fails.
pub async fn hush(tx: &mut Tx, comment: CommentId) -> Result<()> {
    insert(tx, BanStanding::hush(comment)).await
}

/// Whether a comment was hushed; asked once, when it is let through or never will be.
///
/// # Errors
/// When the database fails.
pub async fn was_hushed(tx: &mut Tx, comment: CommentId) -> Result<bool> {
    remove(tx, BanStanding::hush(comment)).await
}

async fn insert(tx: &mut Tx, tag: Tag) -> Result<()> {
    tx.sql("INSERT INTO blocks (tag) VALUES ($1) ON CONFLICT DO NOTHING").bind(tag).execute().await?;
    Ok(())
}

async fn remove(tx: &mut Tx, tag: Tag) -> Result<bool> {
    Ok(tx.sql("DELETE FROM blocks WHERE tag = $1").bind(tag).execute().await? > 0)
}

/// The codes for each of `names` against the person who wears `blocked`; none for a name of another server, which is
/// one name and no more.
async fn tags(tx: &mut Tx, secrets: &ServerSecrets, names: &Ids, blocked: PersonaId) -> Result<Vec<Tag>> {
    let seal = personas::seal_of(tx, blocked).await?;
    let Some(standing) = seal.and_then(|seal| secrets.open_seal(&seal)) else { return Ok(Vec::new()) };
    Ok(names.0.iter().map(|name| standing.block(PersonaId(*name))).collect())
}
