//! Founding a community: what it is for, and who can read it, in numbers.

use std::sync::Arc;

use askama::Template;
use axum::{Router, routing::get};
use members::{
    Audience, Manager, Member, Organisation, Porch, Refusal, belonging,
    communities::{self, Founder, Founding},
    offices, personas, porch,
};
use moderation::{guidelines, team};
use serde::Deserialize;
use store::{OrganisationId, Tx};

use crate::{
    Error,
    answers::{Answer, go_to, page, page_again},
    forms::{Errors, Form, lines},
    layout::Page,
    parts::{audience, place},
    site::Site,
    viewer::{Frame, SignedIn, Visit},
};

/// `/communities/new`.
pub fn routes() -> Router<Arc<Site>> {
    Router::new().route("/communities/new", get(new).post(create))
}

/// What the form sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Founded {
    pub(crate) title: String,
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) audience: String,
    pub(crate) organisation: String,
}

#[derive(Template)]
#[template(path = "communities/new.html")]
struct New {
    page: Page,
    organisations: Vec<Organisation>,
    choices: Vec<Choice>,
    form: Founded,
    errors: Errors,
}

/// One audience, explained.
struct Choice {
    word: &'static str,
    key: &'static str,
    text: String,
}

/// The empty form: a house is proposed for an organisation's first community, then a circle.
async fn new(mut visit: Visit) -> Answer {
    let member = visit.member()?;
    let managed = offices::managed(&mut visit.tx, &member).await?;
    let first = managed.first().ok_or(Error::NotFound)?;
    let usual = communities::usual_audience(&mut visit.tx, first.id).await?;
    let form = Founded {
        audience: usual.as_str().to_owned(),
        organisation: first.id.to_string(),
        ..Founded::default()
    };
    show(visit, form, Errors::none()).await
}

async fn show(mut visit: Visit, form: Founded, errors: Errors) -> Answer {
    let member = visit.member()?;
    let organisations = offices::managed(&mut visit.tx, &member).await?;
    let servers = audience::servers(&mut visit).await?;
    let choice = |audience: Audience| Choice {
        word: audience.as_str(),
        key: audience::key(audience),
        text: audience::explained(&visit.page.t, audience, servers),
    };
    let widest = visit.page.chosen.porch.readers;
    let all = [Audience::House, Audience::Circle, Audience::Open].into_iter();
    let choices = all.filter(|audience| *audience <= widest).map(choice).collect();
    let again = !errors.is_empty();
    let template = New { page: visit.page, organisations, choices, form, errors };
    if again { page_again(&template) } else { page(&template) }
}

async fn create(SignedIn(member): SignedIn, frame: Frame, Form(form): Form<Founded>) -> Answer {
    let mut tx = frame.site.database().write().await?;
    match found(&mut tx, &member, &form).await? {
        Ok(address) => {
            tx.commit().await?;
            go_to(address)
        }
        Err(errors) => {
            drop(tx);
            show(frame.visit(Some(member)).await?, form, errors).await
        }
    }
}

/// Founds it; the founder joins, wears a name there, leads it, and it starts with our guidelines.
pub(crate) async fn found(
    tx: &mut Tx,
    member: &Member,
    form: &Founded,
) -> Result<Result<String, Errors>, Error> {
    let Ok(audience) = form.audience.parse() else {
        return Ok(Err(Errors::one("audience", "audience-missing")));
    };
    let organisation = form.organisation.parse().map_err(|_| Error::NotFound)?;
    let founder = founder(tx, member, organisation).await?;
    let founding = Founding {
        name: form.name.trim().to_owned(),
        title: form.title.trim().to_owned(),
        description: lines(form.description.trim()),
        audience,
        organisation,
    };
    let community = match communities::found(tx, &founder, founding).await {
        Ok(community) => community,
        Err(Refusal::Fault(fault)) => return Err(fault.into()),
        Err(refusal) => return Ok(Err(errors(&refusal))),
    };
    belonging::join(tx, member, &community).await?;
    let persona = personas::wear(tx, member, &community).await?;
    team::founding(tx, &founder, &community, persona.id).await?;
    let texts = starting_guidelines(&porch::read(tx).await?);
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    guidelines::start_with(tx, community.id, &texts).await?;
    Ok(Ok(place::path(&community)))
}

async fn founder(tx: &mut Tx, member: &Member, organisation: OrganisationId) -> Result<Founder, Error> {
    if let Some(operator) = offices::operator(tx, member).await? {
        return Ok(Founder::Operator(operator));
    }
    let manager: Option<Manager> = offices::manager(tx, member, organisation).await?;
    Ok(Founder::Manager(manager.ok_or(Error::NotFound)?))
}

/// At which field a refusal is shown.
#[must_use]
pub fn errors(refusal: &Refusal) -> Errors {
    let field = match refusal {
        Refusal::CommunityNameBad | Refusal::CommunityNameTaken => "name",
        Refusal::DescriptionTooLong => "description",
        Refusal::AudienceTooWide => "audience",
        _ => "title",
    };
    Errors::one(field, refusal.key())
}

/// What a new community agrees on until its moderators change it.
#[derive(Deserialize)]
struct Starting {
    guidelines: Vec<Guideline>,
}

#[derive(Deserialize)]
struct Guideline {
    text: String,
}

/// Those that this server chose, or ours.
pub(crate) fn starting_guidelines(porch: &Porch) -> Vec<String> {
    if !porch.guidelines.is_empty() {
        return porch.guidelines.clone();
    }
    const FILE: &str = include_str!("../../../../frontend/data/guidelines.toml");
    let starting: Starting = toml::from_str(FILE).expect("guidelines.toml is read by a test too");
    starting.guidelines.into_iter().map(|guideline| guideline.text).collect()
}

const MOST_GUIDELINES: usize = 20;
const LONGEST_GUIDELINE: usize = 500;

/// One guideline a line, as a field holds them.
///
/// # Errors
/// When there are none, too many, or one is too long.
pub(crate) fn guidelines_in(text: &str) -> Result<Vec<String>, Errors> {
    let lines = text.lines().map(|line| line.trim().to_owned());
    let guidelines: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
    let long = guidelines.iter().any(|line| line.chars().count() > LONGEST_GUIDELINE);
    if guidelines.is_empty() || guidelines.len() > MOST_GUIDELINES || long {
        return Err(Errors::one("guidelines", "refusal-guidelines-unfit"));
    }
    Ok(guidelines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_starting_guidelines_are_read() {
        assert!(starting_guidelines(&Porch::default()).len() > 5);
    }
}
