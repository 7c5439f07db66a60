//! Decisions about one thread or comment: a moderator sees the form, the author may know why.

use askama::Template;
use axum::extract::Query;
use members::{Member, notices};
use moderation::{
    Measure, Subject,
    guidelines::{self, Guideline},
    measures::{self, Kind},
};
use serde::Deserialize;
use store::{CommentId, ThreadId};

use super::{key, rule_key};
use crate::{
    Error,
    answers::{Answer, page, page_again},
    forms::Errors,
    layout::Page,
    parts::{
        case::Case,
        id::Id,
        place::Place,
        times::{Times, days_until},
    },
    viewer::Visit,
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
    /// The kind of decision, as [`Kind::read`] knows it.
    pub kind: String,
    guideline: String,
    /// Words to the author.
    pub words: String,
    /// Where to go then.
    pub to: String,
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
///
/// # Errors
/// When nothing is there for this member to see, or the database fails.
pub async fn write(mut visit: Visit, subject: Subject, form: Decided, errors: Errors) -> Answer {
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
    if !visit.journal.wears(case.author.id) {
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
        Subject::Thread(_) => vec![Kind::Remove, Kind::Warn, Kind::Lock, Kind::Pin],
        Subject::Comment(_) => vec![Kind::Remove, Kind::Warn],
        Subject::Persona(_) => vec![Kind::Ban],
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
            Kind::Warn => "decision-undo-warn",
        }
    }

    fn choice(kind: &Kind) -> &'static str {
        match kind {
            Kind::Remove => "decision-choose-remove",
            Kind::Lock => "decision-choose-lock",
            Kind::Pin => "decision-choose-pin",
            Kind::Warn => "decision-choose-warn",
            Kind::Ban | Kind::Hold => "decision-choose-ban",
        }
    }

    fn is_chosen(&self, kind: &Kind) -> bool {
        self.form.kind == kind.word() || self.kinds.len() == 1
    }
}

impl ForAuthor {
    /// In how many days it ends by itself.
    fn days(&self, measure: &Measure) -> Option<i64> {
        measure.ends_hour.map(|ends| days_until(self.page.hour, ends))
    }

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
