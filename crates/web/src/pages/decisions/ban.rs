//! Closing a community to a person, under every name they have: their account is never shown.

use askama::Template;
use axum::extract::Query;
use members::{Member, Persona, personas};
use moderation::{
    Measure, Subject,
    guidelines::{self, Guideline},
    measures::{self, Kind, Matter, Reach},
};
use serde::Deserialize;
use store::{Hour, Mutant, PersonaId, Tx};

use super::take::take;
use crate::{
    Error,
    answers::{Answer, go_to, local_path, page, page_again},
    forms::{Errors, Form, lines},
    layout::Page,
    parts::{
        id::Id,
        place::{self, Place},
    },
    viewer::{Frame, SignedIn, Visit},
};

/// In which community.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    community: String,
    days: String,
}

/// What the form sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Ban {
    /// The community's address.
    pub community: String,
    /// What is proposed, where a form offers several things.
    pub kind: String,
    guideline: String,
    /// Words to the person.
    pub words: String,
    /// For how many days.
    pub days: String,
    to: String,
}

impl Asked {
    /// The empty form.
    #[must_use]
    pub fn form(self) -> Ban {
        Ban { community: self.community, days: self.days, ..Ban::default() }
    }
}

impl Ban {
    /// The chosen guideline's number.
    #[must_use]
    pub fn guideline(&self) -> Option<i64> {
        self.guideline.parse().ok()
    }

    /// For how many days; without, until it is lifted.
    #[must_use]
    pub fn days(&self) -> Option<i64> {
        self.days.parse().ok().filter(|days| (1..=3_650).contains(days))
    }

    /// The days that forms offer.
    #[must_use]
    pub fn choices() -> [i64; 3] {
        DAYS
    }

    fn ends(&self, now: Hour) -> Option<Hour> {
        Some(now.plus_hours(self.days()? * 24))
    }
}

#[derive(Template)]
#[template(path = "decisions/ban.html")]
struct Show {
    page: Page,
    place: Place,
    persona: Persona,
    measures: Vec<Measure>,
    guidelines: Vec<Guideline>,
    form: Ban,
    errors: Errors,
}

/// For how many days it can be closed; the last is: until a moderator opens it again.
const DAYS: [i64; 3] = [1, 7, 30];

/// The form.
pub async fn show(visit: Visit, Id(id): Id<PersonaId>, Query(asked): Query<Asked>) -> Answer {
    write(visit, id, asked.form(), Errors::none()).await
}

async fn write(mut visit: Visit, id: PersonaId, form: Ban, errors: Errors) -> Answer {
    let (place, persona, guidelines) = open(&mut visit, id, &form).await?;
    let mut measures = measures::unlifted(&mut visit.tx, Subject::Persona(id)).await?;
    measures.retain(|measure| measure.community == place.community.id);
    let again = !errors.is_empty();
    let template = Show { page: visit.page, place, persona, measures, guidelines, form, errors };
    if again { page_again(&template) } else { page(&template) }
}

/// What a moderator of the form's community decides about, and by what.
///
/// # Errors
/// When they are none, or there is no such name there.
pub async fn open(
    visit: &mut Visit,
    id: PersonaId,
    form: &Ban,
) -> Result<(Place, Persona, Vec<Guideline>), Error> {
    visit.member()?;
    let place = Place::at(visit, &form.community).await?;
    place.moderator()?;
    let persona = known(&mut visit.tx, id, &place).await?;
    let guidelines = guidelines::list(&mut visit.tx, place.community.id).await?;
    Ok((place, persona, guidelines))
}

/// The name, if it is one of this community or from another server.
async fn known(tx: &mut Tx, id: PersonaId, place: &Place) -> Result<Persona, Error> {
    let mut persona = personas::get(tx, id).await?.ok_or(Error::NotFound)?;
    if Mutant::AnotherNameShown.is_on() {
        let sql = "SELECT name FROM personas WHERE community_id <> $1 ORDER BY name";
        persona.name = tx.sql(sql).bind(place.community.id).column::<String>().await?.join(", ");
    }
    let here = persona.community_id.is_none_or(|community| community == place.community.id);
    if here { Ok(persona) } else { Err(Error::NotFound) }
}

/// Closes the community to them.
pub async fn create(
    SignedIn(member): SignedIn,
    frame: Frame,
    Id(id): Id<PersonaId>,
    Form(form): Form<Ban>,
) -> Answer {
    let mut tx = frame.site.database().write().await?;
    match ban(&mut tx, &member, id, &form).await? {
        Ok(address) => {
            tx.commit().await?;
            go_to(address)
        }
        Err(errors) => {
            drop(tx);
            write(frame.visit(Some(member)).await?, id, form, errors).await
        }
    }
}

async fn ban(
    tx: &mut Tx,
    member: &Member,
    id: PersonaId,
    form: &Ban,
) -> Result<Result<String, Errors>, Error> {
    let (community, moderator) = place::moderated(tx, member, &form.community).await?;
    let matter = Matter {
        kind: Kind::Ban,
        subject: Subject::Persona(id),
        guideline: form.guideline(),
        words: lines(form.words.trim()),
        ends: form.ends(tx.clock().hour()),
    };
    let taken = take(tx, &moderator, matter, member.secrets()).await?;
    let next = if form.to.is_empty() { place::path(&community) } else { local_path(&form.to).to_owned() };
    Ok(taken.map(|_| next))
}

impl Show {
    fn did(measure: &Measure) -> &'static str {
        match measure.reach {
            Reach::Community => "decision-ban",
            Reach::Host => "decision-ban-everywhere",
        }
    }
}
