//! The third screen: what people agree on, where they begin to talk, and whom to call.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use members::{
    Keeper, Member, communities, offices,
    porch::{self, Stage},
};
use serde::Deserialize;
use store::Tx;

use crate::{
    Error,
    answers::{Answer, go_to, page, page_again},
    forms::{Errors, Form, lines},
    layout::Page,
    pages::{
        founding::{self, Founded},
        setup::{operator, visit_of_operator},
    },
    parts::help_lines::{self, Lines, LinesForm},
    site::Site,
    viewer::{Frame, SignedIn, Visit, is_country},
};

/// What the screen asks.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Words {
    /// One guideline a line.
    guidelines: String,
    /// The first community's title; empty for none.
    title: String,
    country: String,
    again: String,
    called: Vec<String>,
    own_name: String,
    own_number: String,
    own_channel: String,
    own_hours: String,
}

#[derive(Template)]
#[template(path = "setup/words.html")]
struct Show {
    page: Page,
    errors: Errors,
    guidelines: String,
    /// The first community's title, while there is none.
    title: Option<String>,
    form: LinesForm,
    lines: Lines,
}

pub(super) async fn show(visit: Visit) -> Answer {
    let mut visit = visit_of_operator(visit).await?;
    let porch = porch::read(&mut visit.tx).await?;
    let words = Words {
        guidelines: founding::starting_guidelines(&porch).join("\n"),
        title: visit.page.t.say("setup-community-usual").to_owned(),
        country: porch.country,
        ..Words::default()
    };
    page(&gathered(visit, words, Errors::none()).await?)
}

async fn gathered(mut visit: Visit, words: Words, errors: Errors) -> Result<Show, Error> {
    let site = visit.page.site.clone();
    let lines = Lines::of(&site.emergency, &visit.page.chosen, &words.country, site.database().clock().day());
    let title = (!communities::any_here(&mut visit.tx).await?).then(|| words.title.clone());
    let guidelines = words.guidelines.clone();
    Ok(Show { page: visit.page.alone(), errors, guidelines, title, form: LinesForm::from(&words), lines })
}

pub(super) async fn create(
    State(site): State<Arc<Site>>,
    frame: Frame,
    SignedIn(member): SignedIn,
    Form(mut words): Form<Words>,
) -> Answer {
    words.guidelines = lines(&words.guidelines);
    let mut tx = site.database().write().await?;
    let operator = operator(&mut tx, &member).await?;
    if !words.again.is_empty() {
        drop(tx);
        return page(&gathered(frame.visit(Some(member)).await?, words, Errors::none()).await?);
    }
    let errors = keep(&mut tx, &site, &Keeper::from(&operator), &member, &words).await?;
    if !errors.is_empty() {
        drop(tx);
        return page_again(&gathered(frame.visit(Some(member)).await?, words, errors).await?);
    }
    tx.commit().await?;
    site.look_again().await?;
    go_to("/setup")
}

async fn keep(
    tx: &mut Tx,
    site: &Site,
    keeper: &Keeper,
    member: &Member,
    words: &Words,
) -> Result<Errors, Error> {
    let guidelines = match founding::guidelines_in(&words.guidelines) {
        Ok(guidelines) => guidelines,
        Err(errors) => return Ok(errors),
    };
    porch::agree_on(tx, keeper, &guidelines).await?;
    let country = if is_country(&words.country) { words.country.as_str() } else { "" };
    porch::live_in(tx, keeper, country).await?;
    let shown = Lines::of(&site.emergency, &site.choice.now(), country, site.database().clock().day());
    if let Err(errors) = help_lines::keep(tx, keeper, &words.into(), &shown).await? {
        return Ok(errors);
    }
    if let Err(errors) = found(tx, member, words).await? {
        return Ok(errors);
    }
    porch::advance(tx, keeper, Stage::Words).await?;
    Ok(Errors::none())
}

/// The first community, for as many as may read here.
async fn found(tx: &mut Tx, member: &Member, words: &Words) -> Result<Result<(), Errors>, Error> {
    if words.title.trim().is_empty() || communities::any_here(tx).await? {
        return Ok(Ok(()));
    }
    let homes = offices::managed(tx, member).await?;
    let home = homes.first().ok_or(Error::NotFound)?;
    let form = Founded {
        title: words.title.clone(),
        name: address_name(&words.title),
        description: String::new(),
        audience: porch::read(tx).await?.readers.as_str().to_owned(),
        organisation: home.id.to_string(),
    };
    Ok(founding::found(tx, member, &form).await?.map(|_| ()))
}

/// What of a title can stand in an address.
fn address_name(title: &str) -> String {
    let plain: String = title
        .to_lowercase()
        .chars()
        .map(|sign| if sign.is_ascii_alphanumeric() { sign } else { '-' })
        .take(30)
        .collect();
    let name = plain.split('-').filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-");
    if name.len() < 3 || name == "new" { "porch".to_owned() } else { name }
}

impl From<&Words> for LinesForm {
    fn from(words: &Words) -> Self {
        Self {
            country: words.country.clone(),
            again: String::new(),
            called: words.called.clone(),
            own_name: words.own_name.clone(),
            own_number: words.own_number.clone(),
            own_channel: words.own_channel.clone(),
            own_hours: words.own_hours.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::address_name;

    #[test]
    fn a_title_gives_an_address() {
        assert_eq!(address_name("The kitchen table!"), "the-kitchen-table");
        assert_eq!(address_name("Küche"), "k-che");
        assert_eq!(address_name("¿?"), "porch");
        assert_eq!(address_name("New"), "porch");
    }
}
