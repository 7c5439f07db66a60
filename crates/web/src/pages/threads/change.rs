//! Changing a thread's words, or taking them away: its author alone.

use forum::{Refusal, threads, words};
use moderation::Subject;
use store::ThreadId;

use super::show::say;
use crate::{
    Error,
    answers::{Answer, go_to, page},
    forms::{Errors, Form},
    parts::{
        composer::{self, Composer, Written},
        id::Id,
        marks::{self, At, Marks},
        pictures,
        place::{self, Place},
        under::Spot,
        writing::{Confirm, Theirs, Writing},
    },
    uploads::Upload,
    viewer::{Frame, SignedIn, Visit},
};

/// The form, filled with the words as they are.
pub async fn edit(mut visit: Visit, Id(id): Id<ThreadId>) -> Answer {
    let member = visit.member()?;
    let own = words::own(&mut visit.tx, &member, Subject::Thread(id)).await?.ok_or(Error::NotFound)?;
    let wishes = threads::show(&mut visit.tx, &visit.viewer, id).await?;
    let wishes = wishes.map_or((false, false), |(thread, _)| (thread.listening, thread.unlisted));
    let mut written = Written {
        listening: wishes.0.then(String::new),
        unlisted: wishes.1.then(String::new),
        title: own.title.unwrap_or_default(),
        body: own.body,
        note: own.notes.iter().map(|note| note.word().to_owned()).collect(),
        version: own.version.to_string(),
        opened: true,
        ..Written::default()
    };
    pictures::open(&mut visit.tx, id.0, &mut written).await?;
    write(visit, id, written, Errors::none(), None).await
}

/// Keeps the change, shows it first, or asks to mend it.
pub async fn update(
    SignedIn(member): SignedIn,
    frame: Frame,
    Id(id): Id<ThreadId>,
    upload: Upload,
    Form(mut written): Form<Written>,
) -> Answer {
    let mend = pictures::take(&frame, &member, At::Thread(id), &mut written, upload).await?;
    let looks_first = !mend.is_empty() || written.is_preview();
    if looks_first || marks::ask(&frame, &member, At::Thread(id), &written).await? {
        return write(frame.visit(Some(member)).await?, id, written, mend, None).await;
    }
    let mut tx = frame.site.database().write().await?;
    let refusal = match threads::edit(&mut tx, &member, id, written.version(), written.thread()).await {
        Ok(posted) => {
            tx.commit().await?;
            let said = say(&posted).map(|said| format!("?{said}")).unwrap_or_default();
            return go_to(format!("/t/{id}{said}"));
        }
        Err(Refusal::Fault(fault)) => return Err(fault.into()),
        Err(Refusal::Gone | Refusal::NotYours) => return Err(Error::NotFound),
        Err(refusal) => refusal,
    };
    drop(tx);
    let errors = composer::errors(&refusal);
    let theirs = composer::met(refusal, &mut written);
    write(frame.visit(Some(member)).await?, id, written, errors, theirs).await
}

async fn write(
    mut visit: Visit,
    id: ThreadId,
    written: Written,
    errors: Errors,
    theirs: Option<Theirs>,
) -> Answer {
    let found = threads::show(&mut visit.tx, &visit.viewer, id).await?;
    let (thread, community) = found.ok_or_else(|| place::nothing(&visit))?;
    let place = Place::of(&mut visit, community).await?;
    let words = visit.page.t.clone();
    let preview = written.is_preview().then(|| written.rendered());
    let marks = Marks::of(&visit.page.site, &place.community, &written);
    let whose = (&place.community, place.persona.as_ref());
    let filled = Composer::new(&mut visit, &words, whose, Spot::Over(thread.author.id), written).await?;
    let composer =
        Composer { action: format!("/t/{id}/edit"), titled: true, editing: true, marks, errors, ..filled };
    let back = (format!("/t/{id}"), words.say("back").to_owned());
    let heading = words.say("write-edit-title").to_owned();
    Writing { page: visit.page, heading, back, answered: None, theirs, preview, composer }.answer()
}

/// Asks once more.
pub async fn confirm(mut visit: Visit, Id(id): Id<ThreadId>) -> Answer {
    let member = visit.member()?;
    let own = words::own(&mut visit.tx, &member, Subject::Thread(id)).await?.ok_or(Error::NotFound)?;
    let (action, back) = (format!("/t/{id}/deletion"), format!("/t/{id}"));
    page(&Confirm { page: visit.page, action, back, html: own.html })
}

/// Takes the words away.
pub async fn delete(SignedIn(member): SignedIn, frame: Frame, Id(id): Id<ThreadId>) -> Answer {
    let mut tx = frame.site.database().write().await?;
    threads::delete(&mut tx, &member, id).await?;
    tx.commit().await?;
    go_to(format!("/t/{id}"))
}
