//! Starting a thread: the form, its preview, posting it.

use forum::{Refusal, threads};
use members::{Community, Member};

use super::show::say;
use crate::{
    Error,
    answers::{Answer, go_to},
    forms::{Errors, Form},
    parts::{
        agreement::{self, Agreement},
        composer::{self, Composer, Written},
        id::Id,
        marks::{self, At, Marks},
        pictures,
        place::{self, Place},
        under::Spot,
        writing::Writing,
    },
    uploads::Upload,
    viewer::{Frame, SignedIn, Visit},
};

/// The empty form.
pub async fn new(visit: Visit, Id(name): Id<String>) -> Answer {
    visit.member()?;
    let unlisted = visit.journal.unlisted().then(String::new);
    write(visit, &name, Written { unlisted, ..Written::default() }, Errors::none()).await
}

/// Posts it, shows it first, or asks to mend it.
pub async fn create(
    SignedIn(member): SignedIn,
    frame: Frame,
    Id(name): Id<String>,
    upload: Upload,
    Form(mut written): Form<Written>,
) -> Answer {
    let mend = pictures::take(&frame, &member, At::Community(&name), &mut written, upload).await?;
    let looks_first = !mend.is_empty()
        || written.is_preview()
        || marks::ask(&frame, &member, At::Community(&name), &written).await?;
    let errors = if looks_first {
        mend
    } else {
        match post_once_read(&frame, &member, &name, &written).await? {
            Ok(address) => return go_to(address),
            Err(refusal) => composer::errors(&refusal),
        }
    };
    write(frame.visit(Some(member)).await?, &name, written, errors).await
}

/// Posts it; if the guidelines changed and the form says that they were read, that is noted first.
async fn post_once_read(
    frame: &Frame,
    member: &Member,
    name: &str,
    written: &Written,
) -> Result<Result<String, Refusal>, Error> {
    let refusal = match post(frame, member, name, written).await? {
        Ok(address) => return Ok(Ok(address)),
        Err(refusal) => refusal,
    };
    let mut tx = frame.site.database().read().await?;
    let community = place::community(&mut tx, member, name).await?.id;
    drop(tx);
    match agreement::read_now(frame, member, community, written, &refusal).await? {
        true => post(frame, member, name, written).await,
        false => Ok(Err(refusal)),
    }
}

async fn post(
    frame: &Frame,
    member: &Member,
    name: &str,
    written: &Written,
) -> Result<Result<String, Refusal>, Error> {
    let mut tx = frame.site.database().write().await?;
    let community = place::community(&mut tx, member, name).await?;
    match threads::start(&mut tx, member, &community, written.thread()).await {
        Ok(posted) => {
            tx.commit().await?;
            let said = say(&posted).map(|said| format!("?{said}")).unwrap_or_default();
            Ok(Ok(format!("/t/{}{said}", posted.id)))
        }
        Err(Refusal::Fault(fault)) => Err(fault.into()),
        Err(refusal) => Ok(Err(refusal)),
    }
}

async fn write(mut visit: Visit, name: &str, written: Written, errors: Errors) -> Answer {
    let place = Place::at(&mut visit, name).await?;
    let words = visit.page.t.clone();
    let preview = written.is_preview().then(|| written.rendered());
    let marks = Marks::of(&visit.page.site, &place.community, &written);
    let whose = (&place.community, place.persona.as_ref());
    let filled = Composer::new(&mut visit, &words, whose, Spot::Start, written).await?;
    let agreement = Agreement::asked(&mut visit, place.community.id, &errors).await?;
    let composer = Composer {
        agreement,
        action: format!("{}/threads", place.path()),
        titled: true,
        marks,
        draft: Some(draft(&place.community)),
        errors,
        ..filled
    };
    let back = (place.path(), place.community.title);
    let heading = words.say("write-thread-title").to_owned();
    Writing { page: visit.page, heading, back, answered: None, theirs: None, preview, composer }.answer()
}

fn draft(community: &Community) -> String {
    format!("community-{}", community.address())
}
