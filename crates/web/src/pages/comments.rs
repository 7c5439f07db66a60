//! Comments: posting one, changing it, taking it away, finding it again.

use std::sync::Arc;

use axum::{
    Router,
    extract::Query,
    routing::{get, post},
};
use forum::{Posted, Refusal, comments, threads, words};
use members::{Member, Viewer};
use moderation::Subject;
use serde::Deserialize;
use store::{CommentId, ThreadId};

use super::threads::{
    follow::toggle_support,
    show::{address, address_seen, address_told, say},
};
use crate::{
    Error,
    answers::{Answer, go_to, page},
    forms::{Errors, Form},
    parts::{
        agreement::{self, Agreement},
        composer::{self, Composer, Written},
        id::Id,
        marks::{self, At, Marks},
        pictures,
        place::{self, Place},
        under::Spot,
        writing::{Confirm, Theirs, Writing},
    },
    site::Site,
    uploads::Upload,
    viewer::{Frame, SignedIn, Visit},
};

/// `/t/{id}/comments` and `/comments/{id}…`.
pub fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/t/{id}/comments", post(create))
        .route("/comments/{id}", get(show))
        .route("/comments/{id}/edit", get(edit).post(update))
        .route("/comments/{id}/deletion", get(confirm).post(delete))
        .route("/comments/{id}/support", post(give_support))
}

/// What the address may say besides the comment.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    seen: String,
}

/// The way to where it stands; from a notice, which is then seen.
async fn show(mut visit: Visit, Id(id): Id<CommentId>, Query(asked): Query<Asked>) -> Answer {
    let found = comments::show(&mut visit.tx, &visit.viewer, id).await?;
    let (comment, ..) = found.ok_or_else(|| place::nothing(&visit))?;
    if asked.seen.is_empty() { go_to(address(&comment)) } else { go_to(address_seen(&comment)) }
}

/// Posts it, shows it first, or asks to mend it.
async fn create(
    SignedIn(member): SignedIn,
    frame: Frame,
    Id(thread): Id<ThreadId>,
    upload: Upload,
    Form(mut written): Form<Written>,
) -> Answer {
    let mut errors = pictures::take(&frame, &member, At::Thread(thread), &mut written, upload).await?;
    let looks_first = !errors.is_empty() || written.is_preview();
    if !looks_first && !marks::ask(&frame, &member, At::Thread(thread), &written).await? {
        match post_once_read(&frame, &member, thread, &written).await? {
            Ok(posted) => return go_to_posted(frame.visit(Some(member)).await?, &posted).await,
            Err(refusal) => errors = composer::errors(&refusal),
        }
    }
    let mut visit = frame.visit(Some(member)).await?;
    let answered = match written.parent() {
        Some(parent) => comments::show(&mut visit.tx, &visit.viewer, parent).await?,
        None => None,
    };
    let answered = answered.filter(|(_, in_thread, _)| in_thread.id == thread).map(|(comment, ..)| comment);
    let heading = match &answered {
        Some(comment) => visit.page.t.say_with("write-reply-title", ("name", &comment.author.name)),
        None => visit.page.t.say("write-comment-title").to_owned(),
    };
    let sheet = Sheet { thread, spot: Spot::In(thread), heading, action: format!("/t/{thread}/comments") };
    write(visit, sheet, written, errors, answered, None).await
}

/// Posts it; if the guidelines changed and the form says that they were read, that is noted first.
async fn post_once_read(
    frame: &Frame,
    member: &Member,
    thread: ThreadId,
    written: &Written,
) -> Result<Result<Posted<CommentId>, Refusal>, Error> {
    let refusal = match post_it(frame, member, thread, written).await? {
        Ok(posted) => return Ok(Ok(posted)),
        Err(refusal) => refusal,
    };
    let mut tx = frame.site.database().read().await?;
    let viewer = Viewer::of(&mut tx, member).await?;
    let found = threads::show(&mut tx, &viewer, thread).await?;
    drop(tx);
    let (_, community) = found.ok_or(Error::NotFound)?;
    match agreement::read_now(frame, member, community.id, written, &refusal).await? {
        true => post_it(frame, member, thread, written).await,
        false => Ok(Err(refusal)),
    }
}

async fn post_it(
    frame: &Frame,
    member: &Member,
    thread: ThreadId,
    written: &Written,
) -> Result<Result<Posted<CommentId>, Refusal>, Error> {
    let mut tx = frame.site.database().write().await?;
    match comments::post(&mut tx, member, thread, written.comment()).await {
        Ok(posted) => {
            tx.commit().await?;
            Ok(Ok(posted))
        }
        Err(Refusal::Fault(fault)) => Err(fault.into()),
        Err(Refusal::Gone) => Err(Error::NotFound),
        Err(refusal) => Ok(Err(refusal)),
    }
}

/// The way to what was posted; the page says what there is to say of it.
async fn go_to_posted(mut visit: Visit, posted: &Posted<CommentId>) -> Answer {
    if say(posted).is_none() {
        return go_to_comment(visit, posted.id).await;
    }
    let found = comments::show(&mut visit.tx, &visit.viewer, posted.id).await?;
    let (comment, ..) = found.ok_or(Error::NotFound)?;
    go_to(address_told(&comment, posted))
}

async fn go_to_comment(mut visit: Visit, id: CommentId) -> Answer {
    match comments::show(&mut visit.tx, &visit.viewer, id).await? {
        Some((comment, ..)) => go_to(address(&comment)),
        None => Err(Error::NotFound),
    }
}

/// The form, filled with the words as they are.
async fn edit(mut visit: Visit, Id(id): Id<CommentId>) -> Answer {
    let member = visit.member()?;
    let own = words::own(&mut visit.tx, &member, Subject::Comment(id)).await?.ok_or(Error::NotFound)?;
    let mut written = Written {
        body: own.body,
        note: own.notes.iter().map(|note| note.word().to_owned()).collect(),
        version: own.version.to_string(),
        opened: true,
        ..Written::default()
    };
    pictures::open(&mut visit.tx, id.0, &mut written).await?;
    change(visit, id, written, Errors::none(), None).await
}

/// Keeps the change, shows it first, or asks to mend it.
async fn update(
    SignedIn(member): SignedIn,
    frame: Frame,
    Id(id): Id<CommentId>,
    upload: Upload,
    Form(mut written): Form<Written>,
) -> Answer {
    let mend = pictures::take(&frame, &member, At::Comment(id), &mut written, upload).await?;
    let looks_first = !mend.is_empty() || written.is_preview();
    if looks_first || marks::ask(&frame, &member, At::Comment(id), &written).await? {
        return change(frame.visit(Some(member)).await?, id, written, mend, None).await;
    }
    let mut tx = frame.site.database().write().await?;
    let refusal = match comments::edit(&mut tx, &member, id, written.version(), written.comment()).await {
        Ok(posted) => {
            tx.commit().await?;
            return go_to_posted(frame.visit(Some(member)).await?, &posted).await;
        }
        Err(Refusal::Fault(fault)) => return Err(fault.into()),
        Err(Refusal::Gone | Refusal::NotYours) => return Err(Error::NotFound),
        Err(refusal) => refusal,
    };
    drop(tx);
    let errors = composer::errors(&refusal);
    let theirs = composer::met(refusal, &mut written);
    change(frame.visit(Some(member)).await?, id, written, errors, theirs).await
}

async fn change(
    mut visit: Visit,
    id: CommentId,
    written: Written,
    errors: Errors,
    theirs: Option<Theirs>,
) -> Answer {
    let found = comments::show(&mut visit.tx, &visit.viewer, id).await?;
    let (comment, ..) = found.ok_or_else(|| place::nothing(&visit))?;
    let heading = visit.page.t.say("write-edit-title").to_owned();
    let action = format!("/comments/{id}/edit");
    let spot = Spot::Over(comment.author.id);
    let sheet = Sheet { thread: comment.thread_id, spot, heading, action };
    write(visit, sheet, written, errors, None, theirs).await
}

/// Where the words are going.
struct Sheet {
    thread: ThreadId,
    spot: Spot,
    heading: String,
    action: String,
}

async fn write(
    mut visit: Visit,
    sheet: Sheet,
    written: Written,
    errors: Errors,
    answered: Option<forum::Comment>,
    theirs: Option<Theirs>,
) -> Answer {
    let found = threads::show(&mut visit.tx, &visit.viewer, sheet.thread).await?;
    let (thread, community) = found.ok_or_else(|| place::nothing(&visit))?;
    let place = Place::of(&mut visit, community).await?;
    let words = visit.page.t.clone();
    let preview = written.is_preview().then(|| written.rendered());
    let marks = Marks::of(&visit.page.site, &place.community, &written);
    let editing = matches!(sheet.spot, Spot::Over(_));
    let draft = match written.parent.as_str() {
        "" => format!("thread-{}", thread.id),
        parent => format!("thread-{}-reply-{parent}", thread.id),
    };
    let whose = (&place.community, place.persona.as_ref());
    let filled = Composer::new(&mut visit, &words, whose, sheet.spot, written).await?;
    let draft = (!editing).then_some(draft);
    let agreement = Agreement::asked(&mut visit, place.community.id, &errors).await?;
    let composer = Composer { action: sheet.action, editing, draft, marks, agreement, errors, ..filled };
    let back = (format!("/t/{}", thread.id), thread.title.unwrap_or_else(|| words.say("back").to_owned()));
    Writing { page: visit.page, heading: sheet.heading, back, answered, theirs, preview, composer }.answer()
}

/// Asks once more.
async fn confirm(mut visit: Visit, Id(id): Id<CommentId>) -> Answer {
    let member = visit.member()?;
    let own = words::own(&mut visit.tx, &member, Subject::Comment(id)).await?.ok_or(Error::NotFound)?;
    let (action, back) = (format!("/comments/{id}/deletion"), format!("/comments/{id}"));
    page(&Confirm { page: visit.page, action, back, html: own.html })
}

/// Takes the words away.
async fn delete(SignedIn(member): SignedIn, frame: Frame, Id(id): Id<CommentId>) -> Answer {
    let mut tx = frame.site.database().write().await?;
    comments::delete(&mut tx, &member, id).await?;
    tx.commit().await?;
    go_to_comment(frame.visit(Some(member)).await?, id).await
}

/// Gives support, or takes it back.
async fn give_support(SignedIn(member): SignedIn, frame: Frame, Id(id): Id<CommentId>) -> Answer {
    let mut tx = frame.site.database().write().await?;
    toggle_support(&mut tx, &member, Subject::Comment(id)).await?;
    tx.commit().await?;
    go_to_comment(frame.visit(Some(member)).await?, id).await
}
