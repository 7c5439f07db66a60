//! Decisions about one thread or comment: a moderator takes and undoes them, the author may know why.

use askama::Template;
use axum::extract::Query;
use members::{Member, notices};
use moderation::{
    Measure, Refusal, Subject,
    guidelines::{self, Guideline},
    measures::{self, Kind, Matter},
    team,
};
use serde::Deserialize;
use store::{CommentId, MeasureId, ThreadId, Tx};

use super::key;
use crate::{
    Error,
    answers::{Answer, go_to, local_path, page, page_again},
    forms::{Errors, Form, lines},
    layout::Page,
    parts::{
        case::{Case, path},
        id::Id,
        place::{self, Place},
        times::Times,
    },
    viewer::{Frame, SignedIn, Visit},
};

/// Which decision the link had in mind.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    kind: String,
}

/// What the form sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Decided {
    kind: String,
    guideline: String,
    words: String,
    to: String,
}

impl Decided {
    /// The chosen guideline's number.
    #[must_use]
    pub fn guideline(&self) -> Option<i64> {
        self.guideline.parse().ok()
    }
}

#[derive(Template)]
#[template(path = "decisions/moderator.html")]
struct ForModerator {
    page: Page,
    place: Place,
    case: Case,
    measures: Vec<Measure>,
    guidelines: Vec<Guideline>,
    kinds: Vec<Kind>,
    may_appoint: bool,
    form: Decided,
    errors: Errors,
}

#[derive(Template)]
#[template(path = "decisions/author.html")]
struct ForAuthor {
    page: Page,
    place: Place,
    case: Case,
    measures: Vec<Measure>,
    guidelines: Vec<Guideline>,
    times: Times,
}

/// About a thread.
pub async fn thread(visit: Visit, Id(id): Id<ThreadId>, Query(asked): Query<Asked>) -> Answer {
    show(visit, Subject::Thread(id), asked).await
}

/// About a comment.
pub async fn comment(visit: Visit, Id(id): Id<CommentId>, Query(asked): Query<Asked>) -> Answer {
    show(visit, Subject::Comment(id), asked).await
}

async fn show(visit: Visit, subject: Subject, asked: Asked) -> Answer {
    let form = Decided { kind: asked.kind, ..Decided::default() };
    write(visit, subject, form, Errors::none()).await
}

/// Moderators see the form; the author sees what was decided and why; for others there is no such page.
async fn write(mut visit: Visit, subject: Subject, form: Decided, errors: Errors) -> Answer {
    let member = visit.member()?;
    let (case, community) = Case::find(&mut visit, subject).await?;
    let place = Place::of(&mut visit, community).await?;
    let measures = measures::unlifted(&mut visit.tx, subject).await?;
    let guidelines = guidelines::list(&mut visit.tx, place.community.id).await?;
    if let Some(moderator) = &place.moderator {
        let case = case.opened(&mut visit.tx, moderator).await?;
        let taken = |kind: &Kind| measures.iter().any(|measure| measure.kind == *kind);
        let kinds = kinds(subject).into_iter().filter(|kind| !taken(kind)).collect();
        let may_appoint = moderator.is_lead() && case.author.host.is_empty() && !case.author.deleted;
        let again = !errors.is_empty();
        let page_of = visit.page;
        let template = ForModerator {
            page: page_of,
            place,
            case,
            measures,
            guidelines,
            kinds,
            may_appoint,
            form,
            errors,
        };
        return if again { page_again(&template) } else { page(&template) };
    }
    if place.persona.as_ref().is_none_or(|persona| persona.id != case.author.id) {
        return Err(Error::NotFound);
    }
    let times = Times::new(&visit.page.t, visit.page.hour, measures.iter().map(|measure| measure.taken_hour));
    let Visit { page: page_of, tx, .. } = visit;
    drop(tx);
    seen(&page_of, &member, case.thread).await?;
    page(&ForAuthor { page: page_of, place, case, measures, guidelines, times })
}

/// The author has come to look: the notice has served.
async fn seen(page: &Page, member: &Member, thread: ThreadId) -> Result<(), Error> {
    if page.unseen == 0 {
        return Ok(());
    }
    let mut tx = page.site.database().write().await?;
    notices::see(&mut tx, member, thread).await?;
    Ok(tx.commit().await?)
}

fn kinds(subject: Subject) -> Vec<Kind> {
    match subject {
        Subject::Thread(_) => vec![Kind::Remove, Kind::Lock, Kind::Pin],
        Subject::Comment(_) => vec![Kind::Remove],
        Subject::Persona(_) => vec![Kind::Ban],
    }
}

/// Decides about a thread.
pub async fn on_thread(
    SignedIn(member): SignedIn,
    frame: Frame,
    Id(id): Id<ThreadId>,
    Form(form): Form<Decided>,
) -> Answer {
    decide(member, frame, Subject::Thread(id), form).await
}

/// Decides about a comment.
pub async fn on_comment(
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
    moderator: &moderation::Moderator,
    matter: Matter,
    secrets: &members::ServerSecrets,
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

/// Where to go after a decision was undone.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Next {
    to: String,
}

/// Undoes a decision.
pub async fn lift(
    SignedIn(member): SignedIn,
    frame: Frame,
    Id(id): Id<MeasureId>,
    Form(next): Form<Next>,
) -> Answer {
    let mut visit = frame.clone().visit(Some(member.clone())).await?;
    let measure = measures::get(&mut visit.tx, id).await?.ok_or(Error::NotFound)?;
    let found = members::communities::get(&mut visit.tx, &visit.viewer, measure.community).await?;
    let community = found.ok_or(Error::NotFound)?;
    drop(visit);
    let mut tx = frame.site.database().write().await?;
    let moderator = team::moderator(&mut tx, &member, &community).await?.ok_or(Error::NotFound)?;
    measures::lift(&mut tx, &moderator, id).await?;
    tx.commit().await?;
    match (next.to.as_str(), measure.subject) {
        ("", Subject::Persona(_)) => go_to(place::path(&community)),
        ("", subject) => go_to(path(subject)),
        (to, _) => go_to(local_path(to)),
    }
}

impl ForModerator {
    fn did(measure: &Measure) -> &'static str {
        key(measure.kind)
    }

    /// What the button that undoes it says.
    fn undo(measure: &Measure) -> &'static str {
        match measure.kind {
            Kind::Remove => "decision-undo-remove",
            Kind::Lock => "decision-undo-lock",
            Kind::Pin => "decision-undo-pin",
            Kind::Ban => "decision-undo-ban",
            Kind::Hold => "decision-undo-hold",
        }
    }

    fn choice(kind: &Kind) -> &'static str {
        match kind {
            Kind::Remove => "decision-choose-remove",
            Kind::Lock => "decision-choose-lock",
            Kind::Pin => "decision-choose-pin",
            Kind::Ban | Kind::Hold => "decision-choose-ban",
        }
    }

    fn is_chosen(&self, kind: &Kind) -> bool {
        self.form.kind == kind.word() || self.kinds.len() == 1
    }
}

impl ForAuthor {
    fn did(measure: &Measure) -> &'static str {
        key(measure.kind)
    }

    fn guideline(&self, measure: &Measure) -> Option<&Guideline> {
        let number = measure.guideline?;
        self.guidelines.iter().find(|guideline| guideline.number == number)
    }

    fn rule(measure: &Measure) -> Option<&'static str> {
        rule_key(measure.rule.as_deref()?)
    }
}

/// The key of what a screening rule found, in words.
#[must_use]
pub fn rule_key(rule: &str) -> Option<&'static str> {
    match rule {
        "links" => Some("decision-rule-links"),
        "repetition" => Some("decision-rule-repetition"),
        _ => None,
    }
}
