//! Pictures of other servers: noted when their text arrives, fetched once, made clean like ours, and shown from here.

use store::{Mutant, Result, Tx};

use super::{ALT_MOST, Media, removal, text};
use crate::{Refusal, text as words};

/// Notes that a text from another server has a picture at `source`; its name here, when it is to be fetched. What is
/// known already is not fetched again.
///
/// # Errors
/// When the database fails.
pub async fn expect(
    tx: &mut Tx,
    media: &Media,
    subject: i64,
    source: &str,
    alt: &str,
) -> Result<Option<String>> {
    let alt: String = words::line(alt).chars().take(ALT_MOST).collect();
    let known = tx
        .sql("UPDATE pictures SET alt = $1 WHERE subject_id = $2 AND source = $3")
        .bind(alt.clone())
        .bind(subject)
        .bind(source.to_owned())
        .execute()
        .await?;
    if known > 0 && !Mutant::PictureFetchedAgain.is_on() {
        return Ok(None);
    }
    text::forget(tx, subject).await?;
    let name = media.new_name();
    tx.sql(
        "INSERT INTO pictures (name, subject_id, kind, width, height, bytes, alt, source) \
         VALUES ($1, $2, '', 0, 0, 0, $3, $4)",
    )
    .bind(name.clone())
    .bind(subject)
    .bind(alt)
    .bind(source.to_owned())
    .execute()
    .await?;
    Ok(Some(name))
}

/// Where the picture of this name is to be fetched; `None` when its text is gone, or it is here.
///
/// # Errors
/// When the database fails.
pub async fn expected(tx: &mut Tx, name: &str) -> Result<Option<String>> {
    let source: Option<String> = tx
        .sql("SELECT source FROM pictures WHERE name = $1 AND kind = '' AND source IS NOT NULL")
        .bind(name.to_owned())
        .value()
        .await?;
    Ok(source)
}

/// Keeps what was fetched, if it is a picture that we take and its text is still there.
///
/// # Errors
/// When it is none.
pub async fn arrived(media: &Media, name: &str, fetched: &[u8]) -> Result<(), Refusal> {
    let clean = media.develop(fetched).await?;
    let database = &media.0.database;
    let hour = database.clock().hour();
    let size = clean.bytes.len() as i64;
    media.0.storage.put(name, clean.bytes, hour).await?;
    let mut tx = database.write().await?;
    let kept = tx
        .sql("UPDATE pictures SET kind = $1, width = $2, height = $3, bytes = $4 WHERE name = $5")
        .bind(clean.kind.word())
        .bind(i64::from(clean.width))
        .bind(i64::from(clean.height))
        .bind(size)
        .bind(name.to_owned())
        .execute()
        .await?;
    if kept == 0 {
        removal::ask(&mut tx, vec![name.to_owned()]);
    }
    Ok(tx.commit().await?)
}
