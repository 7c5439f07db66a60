//! Pictures on the wire: ours are named in what we send; those of others are fetched once, in the background, when their
//! text arrives. Reading never asks another server for anything.

use forum::{Refusal, media};
use members::Community;
use moderation::Subject;
use serde_json::{Value, json};
use store::{Result, Tx};

use crate::{
    activities::Case,
    addresses::Addresses,
    errands::{self, Question, Unanswered},
    federation::Inner,
    outcome::Halt,
    wire::{FetchRefusal, WebAddress, json::Attachment},
};

/// Names the picture below a text of ours in its object.
pub(crate) async fn attach(
    tx: &mut Tx,
    addresses: &Addresses,
    subject: i64,
    object: &mut Value,
) -> Result<()> {
    let Some(picture) = media::of(tx, subject).await? else { return Ok(()) };
    object["attachment"] = json!([{
        "type": "Image",
        "url": format!("{}/media/{}", addresses.base(), picture.name),
        "mediaType": picture.kind.content_type(),
        "name": picture.alt,
    }]);
    Ok(())
}

/// Which of the attachments of an object is its picture.
pub(crate) fn is_picture(attachment: &Attachment) -> bool {
    let claims = attachment.media_type.as_deref().unwrap_or_default();
    attachment.kind == "Image" || (attachment.kind == "Document" && claims.starts_with("image/"))
}

/// Asks for the picture of a text that has just arrived or changed, unless it is known, or its community has none.
pub(crate) async fn expect(
    case: &mut Case<'_>,
    community: &Community,
    subject: Subject,
    picture: Option<&Attachment>,
) -> Result<(), Halt> {
    let wanted = picture.filter(|_| community.pictures || !community.is_local());
    let address = wanted.and_then(|picture| WebAddress::parse(&picture.href, case.reach()).ok());
    let address = address.filter(|address| case.check_host(address).is_ok());
    let (Some(picture), Some(address)) = (wanted, address) else {
        return Ok(media::forget(case.tx, subject.id()).await?);
    };
    let alt = picture.alt.as_deref().unwrap_or_default();
    let new = media::expect(case.tx, &case.inner.media, subject.id(), address.as_str(), alt).await?;
    if let Some(name) = new {
        errands::ask(case.tx, &address.host().to_string(), &Question::Picture { name })?;
    }
    Ok(())
}

/// Fetches a picture and keeps it, made clean. What is no picture, or too large, is left out; its text is there already.
pub(crate) async fn fetch(inner: &Inner, name: &str) -> Result<(), Unanswered> {
    let mut tx = inner.database.read().await?;
    let source = media::expected(&mut tx, name).await?;
    drop(tx);
    let Some(source) = source else { return Ok(()) };
    let address = WebAddress::parse(&source, inner.settings.reach).map_err(FetchRefusal::from)?;
    let standings = inner.standings().await?;
    let fetched = inner.client.fetch_picture(&address, &inner.errand(&standings.blocked)).await?;
    match media::arrived(&inner.media, name, &fetched).await {
        Err(Refusal::Fault(fault)) => Err(fault.into()),
        Ok(()) | Err(_) => Ok(()),
    }
}
