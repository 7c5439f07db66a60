//! The picture below a text: put there when it is posted, changed when it is edited, gone when it goes.

use members::{Community, Member};
use store::{PersonaId, Result, Tx};

use super::{ALT_MOST, Picture, PictureDraft, pending, removal, show};
use crate::{Refusal, text};

/// Puts the picture of a draft below a text that is being posted.
pub(crate) async fn attach(
    tx: &mut Tx,
    member: &Member,
    community: &Community,
    subject: i64,
    picture: Option<PictureDraft>,
) -> Result<(), Refusal> {
    let Some(picture) = picture else { return Ok(()) };
    if !community.pictures {
        return Err(Refusal::PicturesOff);
    }
    if picture.proof != Some(pending::proof(member, &picture.name)) {
        return Err(Refusal::PictureGone);
    }
    let alt = described(&picture.alt)?;
    let attached = tx
        .sql(
            "UPDATE pictures SET subject_id = $1, alt = $2, pending_hour = NULL \
             WHERE name = $3 AND subject_id IS NULL",
        )
        .bind(subject)
        .bind(alt)
        .bind(picture.name)
        .execute()
        .await?;
    if attached == 0 { Err(Refusal::PictureGone) } else { Ok(()) }
}

/// After an edit the text has the picture that the draft names: the same, another one, or none.
pub(crate) async fn settle(
    tx: &mut Tx,
    member: &Member,
    community: &Community,
    subject: i64,
    picture: Option<PictureDraft>,
) -> Result<(), Refusal> {
    let now = of(tx, subject).await?;
    match (now, picture) {
        (Some(now), Some(picture)) if now.name == picture.name => describe(tx, picture).await,
        (now, picture) => {
            if now.is_some() {
                forget(tx, subject).await?;
            }
            attach(tx, member, community, subject, picture).await
        }
    }
}

async fn describe(tx: &mut Tx, picture: PictureDraft) -> Result<(), Refusal> {
    let alt = described(&picture.alt)?;
    tx.sql("UPDATE pictures SET alt = $1 WHERE name = $2").bind(alt).bind(picture.name).execute().await?;
    Ok(())
}

/// One line of words.
fn described(alt: &str) -> Result<String, Refusal> {
    let alt = text::line(alt);
    if alt.chars().count() > ALT_MOST { Err(Refusal::AltTooLong) } else { Ok(alt) }
}

/// The picture below a thread or comment with this number, whoever asks.
///
/// # Errors
/// When the database fails.
pub async fn of(tx: &mut Tx, subject: i64) -> Result<Option<Picture>> {
    Ok(show::of_all(tx, [subject]).await?.remove(&subject))
}

/// Takes the picture of a text away: its row now, its bytes right after the commit.
///
/// # Errors
/// When the database fails.
pub async fn forget(tx: &mut Tx, subject: i64) -> Result<()> {
    let names =
        tx.sql("DELETE FROM pictures WHERE subject_id = $1 RETURNING name").bind(subject).column().await?;
    removal::ask(tx, names);
    Ok(())
}

/// Takes the pictures away of all that a name wrote.
pub(crate) async fn forget_of_persona(tx: &mut Tx, persona: PersonaId) -> Result<()> {
    let names = tx
        .sql(
            "DELETE FROM pictures WHERE subject_id IN (SELECT id FROM threads WHERE persona_id = $1 \
             UNION ALL SELECT id FROM comments WHERE persona_id = $1) RETURNING name",
        )
        .bind(persona)
        .column()
        .await?;
    removal::ask(tx, names);
    Ok(())
}
