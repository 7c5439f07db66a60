//! A form sent twice posts once.

use members::{Member, Purpose};
use store::{Day, Result, Tag, Tx};

/// Notes that this form is about to make `new`, or answers what it made when it came before. A form that comes
/// twice at the same moment waits here for the first one to be done. If nothing is made, nothing is noted:
/// the transaction is dropped.
pub(crate) async fn claim(tx: &mut Tx, member: &Member, once: Option<Tag>, new: i64) -> Result<Option<i64>> {
    let Some(once) = once else { return Ok(None) };
    let (key, turn) = (key(member, once), turn(tx.clock().day()));
    let noted = tx
        .sql(
            "INSERT INTO sent_forms (once, subject_id, turn) VALUES ($1, $2, $3) \
             ON CONFLICT (once) DO NOTHING",
        )
        .bind(key)
        .bind(new)
        .bind(turn)
        .execute()
        .await?;
    if noted > 0 {
        return Ok(None);
    }
    tx.sql("SELECT subject_id FROM sent_forms WHERE once = $1").bind(key).value().await
}

/// Nobody else's form, however its key was found, leads to what this member made.
fn key(member: &Member, once: Tag) -> Tag {
    let half: [u8; 8] = once.0[..8].try_into().expect("a tag has sixteen bytes");
    member.tag(Purpose::SentForm, i64::from_be_bytes(half))
}

/// Of three turns, which follow each other day by day: enough to forget a form by. No day is kept, because the few
/// forms of one day would be joined by it.
fn turn(day: Day) -> i64 {
    (day.0 / 86_400).rem_euclid(3)
}

/// Forgets all forms but those of today and yesterday; answers how many.
///
/// # Errors
/// When the database fails.
pub async fn forget_old(tx: &mut Tx) -> Result<u64> {
    let (today, yesterday) = (tx.clock().day(), tx.clock().day().plus_days(-1));
    tx.sql("DELETE FROM sent_forms WHERE turn <> $1 AND turn <> $2")
        .bind(turn(today))
        .bind(turn(yesterday))
        .execute()
        .await
}
