//! Proposing what one moderator alone may not do: removing all that a name wrote, closing the server to a person.

use askama::Template;
use axum::extract::Query;
use members::{Member, Persona};
use moderation::{
    Refusal,
    guidelines::{self, Guideline},
    proposals::{self, Kind, Proposed},
};
use store::{PersonaId, Tx};

use super::ban::{Asked, Ban, open};
use crate::{
    Error,
    answers::{Answer, go_to, page, page_again},
    forms::{Errors, Form, lines},
    layout::Page,
    parts::{
        id::Id,
        place::{self, Place},
    },
    viewer::{Frame, SignedIn, Visit},
};

#[derive(Template)]
#[template(path = "decisions/propose.html")]
struct Show {
    page: Page,
    place: Place,
    persona: Persona,
    kinds: Vec<Kind>,
    guidelines: Vec<Guideline>,
    form: Ban,
    errors: Errors,
}

/// The form.
pub async fn show(visit: Visit, Id(id): Id<PersonaId>, Query(asked): Query<Asked>) -> Answer {
    write(visit, id, asked.form(), Errors::none()).await
}

async fn write(mut visit: Visit, id: PersonaId, form: Ban, errors: Errors) -> Answer {
    let (place, persona, guidelines) = open(&mut visit, id, &form).await?;
    let mut kinds = vec![Kind::Purge];
    if persona.is_local() {
        kinds.push(Kind::InstanceBan);
    }
    let again = !errors.is_empty();
    let template = Show { page: visit.page, place, persona, kinds, guidelines, form, errors };
    if again { page_again(&template) } else { page(&template) }
}

/// Proposes it.
pub async fn create(
    SignedIn(member): SignedIn,
    frame: Frame,
    Id(id): Id<PersonaId>,
    Form(form): Form<Ban>,
) -> Answer {
    let mut tx = frame.site.database().write().await?;
    let errors = propose(&mut tx, &member, id, &form).await?;
    if errors.is_empty() {
        tx.commit().await?;
        return go_to("/proposals");
    }
    drop(tx);
    write(frame.visit(Some(member)).await?, id, form, errors).await
}

async fn propose(tx: &mut Tx, member: &Member, id: PersonaId, form: &Ban) -> Result<Errors, Error> {
    let (community, moderator) = place::moderated(tx, member, &form.community).await?;
    let Some(kind) = Kind::read(&form.kind) else { return Ok(Errors::one("kind", "decision-kind-missing")) };
    if form.guideline().is_none() && !guidelines::list(tx, community.id).await?.is_empty() {
        return Ok(Errors::one("guideline", "decision-guideline-missing"));
    }
    let matter = Proposed {
        kind,
        persona: id,
        guideline: form.guideline(),
        words: lines(form.words.trim()),
        days: form.days(),
    };
    match proposals::propose(tx, member, &moderator, matter).await {
        Ok(_) => Ok(Errors::none()),
        Err(refusal @ (Refusal::ReasonMissing | Refusal::UnknownGuideline)) => {
            Ok(Errors::one("guideline", refusal.key()))
        }
        Err(refusal) => Err(refusal.into()),
    }
}

impl Show {
    fn choice(kind: &Kind) -> &'static str {
        match kind {
            Kind::Purge => "proposal-choose-purge",
            Kind::InstanceBan => "proposal-choose-instance-ban",
        }
    }
}
