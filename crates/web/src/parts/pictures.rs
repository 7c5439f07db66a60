//! The picture that goes with words: taken in before they are posted, kept through every preview, shown below them.

use askama::Template;
use forum::{
    Picture, PictureDraft, Refusal, comments,
    media::{self, Pending},
    threads,
};
use members::{Community, Member, Viewer, communities};
use store::{Mutant, Tag, Tx};

use crate::{
    Error,
    forms::Errors,
    parts::{composer::Written, marks::At},
    uploads::Upload,
    viewer::Frame,
};

/// The picture below a text.
#[derive(Template)]
#[template(
    source = r#"<p class="picture"><img src="{{ address }}" alt="{{ picture.alt }}" width="{{ picture.width }}" height="{{ picture.height }}" loading="lazy"></p>"#,
    ext = "html"
)]
pub struct Shown<'a> {
    picture: &'a Picture,
    address: String,
}

impl<'a> Shown<'a> {
    /// From here, wherever it came from.
    #[must_use]
    pub fn new(picture: &'a Picture) -> Self {
        let hotlinked = picture.source.clone().filter(|_| Mutant::PictureHotlinked.is_on());
        Self { picture, address: hotlinked.unwrap_or_else(|| format!("/media/{}", picture.name)) }
    }
}

/// Takes in the picture of a form; what is to be mended about it. Asks once for a description, and takes none for an
/// answer.
///
/// # Errors
/// When the database or the storage fails.
pub async fn take(
    frame: &Frame,
    member: &Member,
    at: At<'_>,
    written: &mut Written,
    upload: Upload,
) -> Result<Errors, Error> {
    if written.picture_off.take().is_some() {
        written.picture.clear();
        written.alt.clear();
    }
    match accept(frame, member, at, upload).await {
        Ok(None) => {}
        Ok(Some(pending)) => written.picture = said(&pending),
        Err(Refusal::Fault(fault)) => return Err(fault.into()),
        Err(refusal) => return Ok(Errors::one("upload", refusal.key())),
    }
    let bare = !written.picture.is_empty() && written.alt.trim().is_empty();
    if bare && written.alt_asked.is_none() && !written.is_preview() {
        written.alt_asked = Some(String::new());
        return Ok(Errors::one("alt", "picture-alt-missing"));
    }
    Ok(Errors::none())
}

async fn accept(
    frame: &Frame,
    member: &Member,
    at: At<'_>,
    upload: Upload,
) -> Result<Option<Pending>, Refusal> {
    if matches!(upload, Upload::Nothing) {
        return Ok(None);
    }
    let mut tx = frame.site.database().read().await?;
    let community = community(&mut tx, member, at).await?;
    drop(tx);
    if !community.is_some_and(|community| community.pictures) {
        return Err(Refusal::PicturesOff);
    }
    match upload {
        Upload::Nothing => Ok(None),
        Upload::TooHeavy => Err(Refusal::PictureHeavy),
        Upload::Whole(bytes) => frame.site.media.accept(member, &bytes).await.map(Some),
    }
}

/// Where words are going, if this member may read there.
pub(super) async fn community(tx: &mut Tx, member: &Member, at: At<'_>) -> store::Result<Option<Community>> {
    let viewer = Viewer::of(tx, member).await?;
    Ok(match at {
        At::Community(address) => communities::by_address(tx, &viewer, address).await?,
        At::Thread(id) => threads::show(tx, &viewer, id).await?.map(|(_, community)| community),
        At::Comment(id) => comments::show(tx, &viewer, id).await?.map(|(.., community)| community),
    })
}

/// Opens a form with the picture that a text has.
///
/// # Errors
/// When the database fails.
pub async fn open(tx: &mut Tx, subject: i64, written: &mut Written) -> Result<(), Error> {
    if let Some(picture) = media::of(tx, subject).await? {
        (written.picture, written.alt) = (picture.name, picture.alt);
        // Whoever left it undescribed was asked then.
        written.alt_asked = Some(String::new());
    }
    Ok(())
}

/// As the form's hidden field names it.
fn said(pending: &Pending) -> String {
    let proof: String = pending.proof.0.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{}.{proof}", pending.name)
}

/// Reads it back; `None` without a picture.
#[must_use]
pub fn draft(said: &str, alt: &str) -> Option<PictureDraft> {
    let (name, proof) = said.split_once('.').unwrap_or((said, ""));
    (!name.is_empty()).then(|| PictureDraft {
        name: name.to_owned(),
        proof: read_proof(proof),
        alt: alt.to_owned(),
    })
}

/// Reads what shows that somebody sent a picture.
#[must_use]
pub fn read_proof(text: &str) -> Option<Tag> {
    let pairs = text.as_bytes().chunks(2).map(|pair| u8::from_str_radix(str::from_utf8(pair).ok()?, 16).ok());
    Tag::try_from(pairs.collect::<Option<Vec<u8>>>()?).ok()
}

/// Where the picture of a form is shown to whoever sent it.
#[must_use]
pub fn address(said: &str) -> String {
    let (name, proof) = said.split_once('.').unwrap_or((said, ""));
    format!("/media/{name}?of={proof}")
}
