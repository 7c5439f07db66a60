//! One decision, for whoever it is about: what, why, until when; and asking that somebody looks again. It can be read by
//! those, too, to whom this server is closed.

use askama::Template;
use members::Member;
use moderation::{
    Measure, Refusal,
    appeals::{self, Appeal, Outcome},
    guidelines::{self, Guideline},
    measures,
};
use serde::Deserialize;
use store::MeasureId;

use super::{key_for_author, rule_key};
use crate::{
    Error,
    answers::{Answer, go_to, page, page_again},
    forms::{Errors, Form, lines},
    layout::Page,
    parts::{
        id::Id,
        times::{Times, days_until},
    },
    viewer::{Frame, SignedIn, Visit},
};

/// What the form sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asking {
    words: String,
}

#[derive(Template)]
#[template(path = "decisions/appeal.html")]
struct Show {
    page: Page,
    measure: Measure,
    guideline: Option<Guideline>,
    appeal: Option<Appeal>,
    /// Whether somebody here can look again.
    open: bool,
    times: Times,
    form: Asking,
    errors: Errors,
}

/// The page.
pub async fn show(visit: Visit, Id(id): Id<MeasureId>) -> Answer {
    write(visit, id, Asking::default(), Errors::none()).await
}

async fn write(mut visit: Visit, id: MeasureId, form: Asking, errors: Errors) -> Answer {
    let member = visit.member()?;
    let tx = &mut visit.tx;
    let measure = measures::get(tx, id).await?.ok_or(Error::NotFound)?;
    if !appeals::is_concerned(tx, &member, &measure).await? {
        return Err(Error::NotFound);
    }
    let guidelines = guidelines::list(tx, measure.community).await?;
    let guideline = guidelines.into_iter().find(|guideline| Some(guideline.number) == measure.guideline);
    let appeal = appeals::get(tx, id).await?;
    let open = appeals::can_be_looked_at(tx, &measure).await?;
    let times = Times::new(&visit.page.t, visit.page.hour, [measure.taken_hour]);
    let again = !errors.is_empty();
    let template = Show { page: visit.page, measure, guideline, appeal, open, times, form, errors };
    if again { page_again(&template) } else { page(&template) }
}

/// Asks for another look.
pub async fn create(
    SignedIn(member): SignedIn,
    frame: Frame,
    Id(id): Id<MeasureId>,
    Form(form): Form<Asking>,
) -> Answer {
    match appeal(&frame, &member, id, &form).await? {
        None => go_to(format!("/decisions/{id}")),
        Some(errors) => write(frame.visit(Some(member)).await?, id, form, errors).await,
    }
}

async fn appeal(
    frame: &Frame,
    member: &Member,
    id: MeasureId,
    form: &Asking,
) -> Result<Option<Errors>, Error> {
    let mut tx = frame.site.database().write().await?;
    match appeals::appeal(&mut tx, member, id, &lines(form.words.trim())).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(None)
        }
        Err(refusal @ Refusal::AppealEmpty) => Ok(Some(Errors::one("words", refusal.key()))),
        Err(refusal) => Err(refusal.into()),
    }
}

impl Show {
    fn did(&self) -> &'static str {
        key_for_author(&self.measure)
    }

    fn rule(&self) -> Option<&'static str> {
        rule_key(self.measure.rule.as_deref()?)
    }

    fn days(&self) -> Option<i64> {
        self.measure.ends_hour.map(|ends| days_until(self.page.hour, ends))
    }

    /// What is said of an appeal that was made: a key.
    fn state(appeal: &Appeal) -> &'static str {
        match appeal.outcome {
            None => "appeal-waits",
            Some(Outcome::Stands) => "appeal-stands",
            Some(Outcome::Lifted) => "appeal-lifted",
        }
    }
}
