//! Whoever made a report left: the report stays, without the code that only they could make.

use members::{Member, Purpose};
use store::{Result, Tag, Tags, Tx};

/// Under what this member's reports are known.
///
/// # Errors
/// When the database fails.
pub async fn reporter_tags(tx: &mut Tx, member: &Member) -> Result<Vec<Tag>> {
    let reported: Vec<i64> =
        tx.sql("SELECT DISTINCT subject_id FROM reports WHERE reporter_tag IS NOT NULL").column().await?;
    let tags: Tags = reported.into_iter().map(|subject| member.tag(Purpose::Report, subject)).collect();
    tx.sql("SELECT DISTINCT reporter_tag FROM reports WHERE reporter_tag IN tags($1)")
        .bind_tags(tags)
        .column()
        .await
}

/// Forgets one of them.
///
/// # Errors
/// When the database fails.
pub async fn forget_reporter(tx: &mut Tx, tag: Tag) -> Result<()> {
    tx.sql("UPDATE reports SET reporter_tag = NULL WHERE reporter_tag = $1").bind(tag).execute().await?;
    Ok(())
}
