//! Founding a community: what it is for, and who can read it, in numbers.

use std::sync::Arc;

use askama::Template;
use axum::{Router, routing::get};
use members::{
    Audience, Manager, Member, Organisation, Porch, Refusal, belonging,
    communities::{self, Founder, Founding},
    offices, personas, porch,
};
use moderation::{
    guidelines,
    packs::{self, Language, Pack},
    team,
};
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

/// The pack that is proposed for a house.
const HOUSE_PACK: &str = "house";

/// What the form sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Founded {
    pub(crate) title: String,
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) audience: String,
    pub(crate) organisation: String,
    /// The pack of guidelines it starts with; empty: what this server chose, or ours.
    pub(crate) pack: String,
    /// In which language.
    pub(crate) language: String,
}

#[derive(Template)]
#[template(path = "communities/new.html")]
struct New {
    page: Page,
    organisations: Vec<Organisation>,
    choices: Vec<Choice>,
    /// Whether this server has guidelines of its own to start with.
    agreed: bool,
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
    let agreed = !visit.page.chosen.porch.guidelines.is_empty();
    let form = Founded {
        audience: usual.as_str().to_owned(),
        organisation: first.id.to_string(),
        // People who live together agree on more than others.
        pack: (if usual == Audience::House && !agreed { HOUSE_PACK } else { "" }).to_owned(),
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
    let agreed = !visit.page.chosen.porch.guidelines.is_empty();
    let widest = visit.page.chosen.porch.readers;
    let all = [Audience::House, Audience::Circle, Audience::Open].into_iter();
    let choices = all.filter(|audience| *audience <= widest).map(choice).collect();
    let again = !errors.is_empty();
    let template = New { page: visit.page, organisations, choices, agreed, form, errors };
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
    let texts = chosen_guidelines(form, &porch::read(tx).await?);
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

/// What a new community agrees on until its moderators change it: the pack that was chosen.
fn chosen_guidelines(form: &Founded, porch: &Porch) -> Vec<String> {
    let language = Language::read(&form.language);
    match (&*form.pack, porch.guidelines.is_empty()) {
        ("", false) => porch.guidelines.clone(),
        (pack, _) => packs::by_id(pack).texts(language),
    }
}

/// Those that this server chose, or ours.
pub(crate) fn starting_guidelines(porch: &Porch) -> Vec<String> {
    chosen_guidelines(&Founded::default(), porch)
}

impl New {
    fn packs() -> &'static [Pack] {
        packs::all()
    }

    fn is_chosen(&self, pack: &Pack) -> bool {
        let usual = self.form.pack.is_empty() && !self.agreed && pack.id == packs::all()[0].id;
        usual || self.form.pack == pack.id
    }
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
    fn a_community_starts_with_what_was_chosen() {
        let none = Porch::default();
        assert!(starting_guidelines(&none).len() > 5);
        let ours = Porch { guidelines: vec!["Be kind.".to_owned()], ..Porch::default() };
        assert_eq!(starting_guidelines(&ours), ["Be kind."]);
        let form = Founded { pack: "family".to_owned(), language: "es".to_owned(), ..Founded::default() };
        assert!(chosen_guidelines(&form, &ours)[0].starts_with("Cuenta tu historia"));
    }
}
