//! "With you": the one reaction. Who gave it is kept for nobody; how many, for the author only.

use std::collections::{HashMap, HashSet};

use members::{Journal, Member, Purpose, Viewer};
use moderation::Subject;
use sha2::{Digest, Sha256};
use store::{Ids, PersonaId, Result, Tag, Tags, Tx};

use crate::{Refusal, State, comments, threads, words};

/// Gives support, once; giving it again, or to oneself, changes nothing.
///
/// # Errors
/// When the thing cannot be read.
pub async fn give(tx: &mut Tx, member: &Member, subject: Subject) -> Result<(), Refusal> {
    let viewer = Viewer::of(tx, member).await?;
    let author = readable(tx, &viewer, subject).await?;
    if Journal::of(tx, member).await?.wears(author) {
        return Ok(());
    }
    insert(tx, tag(member, subject), subject).await?;
    Ok(())
}

/// Takes it back.
///
/// # Errors
/// When the database fails.
pub async fn withdraw(tx: &mut Tx, member: &Member, subject: Subject) -> Result<()> {
    remove(tx, tag(member, subject)).await
}

/// How many gave support: `None` for anybody but the author.
///
/// # Errors
/// When the database fails.
pub async fn count(tx: &mut Tx, member: &Member, subject: Subject) -> Result<Option<i64>> {
    if words::own(tx, member, subject).await?.is_none() {
        return Ok(None);
    }
    tx.sql("SELECT COUNT(*) FROM supports WHERE subject_id = $1").bind(subject.id()).value().await
}

/// To which of these `member` gave support: one look-up for a page.
///
/// # Errors
/// When the database fails.
pub async fn given(tx: &mut Tx, member: &Member, subjects: &[Subject]) -> Result<HashSet<Subject>> {
    let tags: Tags = subjects.iter().map(|&subject| tag(member, subject)).collect();
    let given: Vec<i64> =
        tx.sql("SELECT subject_id FROM supports WHERE tag IN tags($1)").bind_tags(tags).column().await?;
    Ok(subjects.iter().copied().filter(|subject| given.contains(&subject.id())).collect())
}

/// How many gave support to each of those things on a page that were written by whoever's journal it is; the
/// others are not in it.
///
/// # Errors
/// When the database fails.
pub async fn counts(tx: &mut Tx, journal: &Journal, subjects: &[Subject]) -> Result<HashMap<Subject, i64>> {
    let counts: Vec<(i64, i64)> = tx
        .sql(
            "SELECT supports.subject_id, COUNT(*) FROM supports \
             LEFT JOIN comments ON comments.id = supports.subject_id \
             LEFT JOIN threads ON threads.id = supports.subject_id \
             WHERE supports.subject_id IN list($1) AND COALESCE(comments.persona_id, threads.persona_id) IN list($2) \
             GROUP BY supports.subject_id",
        )
        .bind_list(subjects.iter().map(|subject| subject.id()).collect::<Ids>())
        .bind_list(journal.names())
        .all()
        .await?;
    let counts: HashMap<i64, i64> = counts.into_iter().collect();
    let known = |subject: &Subject| counts.get(&subject.id()).map(|&count| (*subject, count));
    Ok(subjects.iter().filter_map(known).collect())
}

/// Support by somebody on another server; more than one from the same actor counts once.
///
/// # Errors
/// When there is nothing to support.
pub async fn receive(tx: &mut Tx, actor: &str, subject: Subject) -> Result<(), Refusal> {
    let words = words::read(tx, subject).await?.filter(|words| words.state == State::Shown);
    words.ok_or(Refusal::Gone)?;
    insert(tx, remote_tag(actor, subject), subject).await?;
    Ok(())
}

/// Somebody on another server takes it back.
///
/// # Errors
/// When the database fails.
pub async fn receive_withdrawal(tx: &mut Tx, actor: &str, subject: Subject) -> Result<()> {
    remove(tx, remote_tag(actor, subject)).await
}

/// Who wrote it, if the viewer can read it.
async fn readable(tx: &mut Tx, viewer: &Viewer, subject: Subject) -> Result<PersonaId, Refusal> {
    let found = match subject {
        Subject::Thread(id) => {
            threads::show(tx, viewer, id).await?.map(|(thread, _)| (thread.state, thread.author.id))
        }
        Subject::Comment(id) => {
            comments::show(tx, viewer, id).await?.map(|(comment, ..)| (comment.state, comment.author.id))
        }
        Subject::Persona(_) => None,
    };
    match found {
        Some((State::Shown, author)) => Ok(author),
        _ => Err(Refusal::Gone),
    }
}

async fn insert(tx: &mut Tx, tag: Tag, subject: Subject) -> Result<()> {
    tx.sql("INSERT INTO supports (tag, subject_id) VALUES ($1, $2) ON CONFLICT (tag) DO NOTHING")
        .bind(tag)
        .bind(subject.id())
        .execute()
        .await?;
    Ok(())
}

async fn remove(tx: &mut Tx, tag: Tag) -> Result<()> {
    tx.sql("DELETE FROM supports WHERE tag = $1").bind(tag).execute().await?;
    Ok(())
}

fn tag(member: &Member, subject: Subject) -> Tag {
    member.tag(Purpose::Support, subject.id())
}

/// An actor of another server has no key here: what they liked, their own server told everybody already.
fn remote_tag(actor: &str, subject: Subject) -> Tag {
    Tag::cut(&Sha256::new().chain_update(subject.id().to_be_bytes()).chain_update(actor).finalize())
}
