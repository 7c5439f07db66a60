//! A form sent twice posts once.

use members::{Member, Purpose};
use store::{Result, Tag, Tx};

/// What this form made the first time, if it came before.
pub(crate) async fn first(tx: &mut Tx, member: &Member, once: Option<Tag>) -> Result<Option<i64>> {
    let Some(once) = once else { return Ok(None) };
    tx.sql("SELECT subject_id FROM sent_forms WHERE once = $1").bind(key(member, once)).value().await
}

/// Notes what this form made. When it came twice at the same moment, the later one fails here, and nothing
/// of it happened.
pub(crate) async fn note(tx: &mut Tx, member: &Member, once: Option<Tag>, made: i64) -> Result<()> {
    let Some(once) = once else { return Ok(()) };
    let hour = tx.clock().hour();
    tx.sql("INSERT INTO sent_forms (once, subject_id, hour) VALUES ($1, $2, $3)")
        .bind(key(member, once))
        .bind(made)
        .bind(hour)
        .execute()
        .await?;
    Ok(())
}

/// Nobody else's form, however its key was found, leads to what this member made.
fn key(member: &Member, once: Tag) -> Tag {
    let half: [u8; 8] = once.0[..8].try_into().expect("a tag has sixteen bytes");
    member.tag(Purpose::SentForm, i64::from_be_bytes(half))
}

/// Forgets forms older than two days; answers how many.
///
/// # Errors
/// When the database fails.
pub async fn forget_old(tx: &mut Tx) -> Result<u64> {
    let before = tx.clock().hour().plus_hours(-48);
    tx.sql("DELETE FROM sent_forms WHERE hour < $1").bind(before).execute().await
}
