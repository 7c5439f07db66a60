//! Taking a decision about a thread or a comment.

use members::{Member, ServerSecrets};
use moderation::{
    Moderator, Refusal, Subject, guidelines,
    measures::{self, Kind, Matter},
    team,
};
use store::{CommentId, MeasureId, ThreadId, Tx};

use super::about::{Decided, write};
use crate::{
    Error,
    answers::{Answer, go_to, local_path},
    forms::{Errors, Form, lines},
    parts::{
        case::{Case, path},
        id::Id,
    },
    viewer::{Frame, SignedIn},
};

/// Decides about a thread.
pub async fn thread(
    SignedIn(member): SignedIn,
    frame: Frame,
    Id(id): Id<ThreadId>,
    Form(form): Form<Decided>,
) -> Answer {
    decide(member, frame, Subject::Thread(id), form).await
}

/// Decides about a comment.
pub async fn comment(
    SignedIn(member): SignedIn,
    frame: Frame,
    Id(id): Id<CommentId>,
    Form(form): Form<Decided>,
) -> Answer {
    decide(member, frame, Subject::Comment(id), form).await
}

async fn decide(member: Member, frame: Frame, subject: Subject, form: Decided) -> Answer {
    let mut visit = frame.clone().visit(Some(member.clone())).await?;
    let (_, community) = Case::find(&mut visit, subject).await?;
    drop(visit);
    let Some(kind) = Kind::read(&form.kind) else {
        return write(
            frame.visit(Some(member)).await?,
            subject,
            form,
            Errors::one("kind", "decision-kind-missing"),
        )
        .await;
    };
    let mut tx = frame.site.database().write().await?;
    let moderator = team::moderator(&mut tx, &member, &community).await?.ok_or(Error::NotFound)?;
    let (guideline, words) = (form.guideline(), lines(form.words.trim()));
    let matter = Matter { kind, subject, guideline, words, ends: None };
    match take(&mut tx, &moderator, matter, member.secrets()).await? {
        Ok(_) => {
            tx.commit().await?;
            go_to(if form.to.is_empty() { path(subject) } else { local_path(&form.to).to_owned() })
        }
        Err(errors) => {
            drop(tx);
            write(frame.visit(Some(member)).await?, subject, form, errors).await
        }
    }
}

/// Takes a measure, which names a guideline where the community has any; a pin needs none.
///
/// # Errors
/// When it does not fit, or the database fails; what the form can mend is answered.
pub async fn take(
    tx: &mut Tx,
    moderator: &Moderator,
    matter: Matter,
    secrets: &ServerSecrets,
) -> Result<Result<MeasureId, Errors>, Error> {
    let reasoned = matter.kind == Kind::Pin || matter.guideline.is_some();
    if !reasoned && !guidelines::list(tx, moderator.community()).await?.is_empty() {
        return Ok(Err(Errors::one("guideline", "decision-guideline-missing")));
    }
    match measures::take(tx, moderator, matter, secrets).await {
        Ok(id) => Ok(Ok(id)),
        Err(refusal @ (Refusal::ReasonMissing | Refusal::UnknownGuideline)) => {
            Ok(Err(Errors::one("guideline", refusal.key())))
        }
        Err(refusal) => Err(refusal.into()),
    }
}
