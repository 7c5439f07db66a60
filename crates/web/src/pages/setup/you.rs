//! The second screen: the account of whoever runs this server, and the codes that bring them back.

use std::sync::Arc;

use crate::{
    answers::{Answer, go_to, page, page_with},
    doors::{Door, knock},
    forms::{Errors, Form},
    layout::Page,
    neighbourhood::Neighbourhood,
    pages::{
        join::{self, Draft},
        setup::{holder, operator, visit_of_operator},
        sign_in,
    },
    site::Site,
    viewer::{Frame, SignedIn, Visit},
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use members::{
    Joined, Keeper, Refusal, SetUp,
    porch::{self, Stage},
    set_up,
};

#[derive(Template)]
#[template(path = "setup/you.html")]
struct Show {
    page: Page,
    errors: Errors,
    form: Draft,
    token: String,
    suggestions: Vec<String>,
    /// What became of the address, by key.
    said: Option<&'static str>,
}

#[derive(Template)]
#[template(path = "setup/codes.html")]
struct Codes {
    page: Page,
    /// The codes, on the one answer that shows them.
    codes: Option<[String; 2]>,
    sign_in_name: String,
}

pub(super) fn show(site: &Site, frame: Frame, token: String, address: &str) -> Answer {
    let form = Draft::offered(site.database().chance());
    let said = match address {
        "kept" => Some("setup-address-kept"),
        "by-hand" => Some("setup-address-by-hand"),
        "environment" => Some("setup-address-environment"),
        _ => None,
    };
    page(&Show { page: frame.stranger(), errors: Errors::none(), form, token, suggestions: Vec::new(), said })
}

pub(super) async fn create(
    State(site): State<Arc<Site>>,
    frame: Frame,
    from: Neighbourhood,
    Path(token): Path<String>,
    Form(form): Form<Draft>,
) -> Answer {
    knock(&site, from, &Door::SetUp(&token))?;
    let mut tx = site.database().read().await?;
    let keeper = holder(&site, &mut tx, &token).await?;
    let porch = porch::read(&mut tx).await?;
    drop(tx);
    let Some((organisation_name, house)) = porch.first_home else { return go_to(format!("/setup/{token}")) };
    let mut errors = Errors::none();
    if !form.is_adult() {
        errors.add("adult", "join-adult-missing");
    }
    let device = sign_in::device(&form.device);
    if device.is_none() {
        errors.add("device", "device-missing");
    }
    let Some(device) = device.filter(|_| errors.is_empty()) else {
        return again(frame, form, token, errors, Vec::new());
    };
    let home = SetUp { organisation_name, house };
    match move_in(&site, &keeper, home, form.joining(device)).await {
        Ok(joined) => welcome(&site, frame, joined, form.sign_in_name).await,
        Err(Refusal::Fault(fault)) => Err(fault.into()),
        Err(refusal) => {
            let errors = Errors::one(join::field_of(&refusal), refusal.key());
            let Refusal::SignInNameTaken { suggestions } = refusal else {
                return again(frame, form, token, errors, Vec::new());
            };
            again(frame, form, token, errors, suggestions)
        }
    }
}

/// Makes the first home and its first inhabitant. That codes are about to be shown is written down first: whatever
/// breaks off after it, the link lets them start over.
async fn move_in(
    site: &Site,
    keeper: &Keeper,
    home: SetUp,
    joining: members::Joining,
) -> Result<Joined, Refusal> {
    let code = site.members.set_up(home).await?;
    let mut tx = site.database().write().await?;
    set_up::joined(&mut tx, keeper).await?;
    tx.commit().await?;
    site.members.join(&code, joining).await
}

fn again(frame: Frame, form: Draft, token: String, errors: Errors, suggestions: Vec<String>) -> Answer {
    let template = Show { page: frame.stranger(), errors, form, token, suggestions, said: None };
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &template)
}

async fn welcome(site: &Site, frame: Frame, joined: Joined, sign_in_name: String) -> Answer {
    let member = site.members.member(&joined.session.value).await?;
    let chrome = frame.visit(member).await?.page.alone();
    let screen = Codes { page: chrome, codes: Some(joined.recovery_codes), sign_in_name };
    Ok(sign_in::signed_in(site, page(&screen)?, &joined.session))
}

/// For whoever comes back before they said that they have their codes: they are shown once, so new ones are made.
pub(super) async fn codes(visit: Visit) -> Answer {
    let visit = visit_of_operator(visit).await?;
    page(&Codes { page: visit.page.alone(), codes: None, sign_in_name: String::new() })
}

/// They have their codes: from now on the link opens nothing.
pub(super) async fn kept(State(site): State<Arc<Site>>, SignedIn(member): SignedIn) -> Answer {
    let mut tx = site.database().write().await?;
    let keeper = Keeper::from(&operator(&mut tx, &member).await?);
    porch::advance(&mut tx, &keeper, Stage::You).await?;
    tx.commit().await?;
    site.look_again().await?;
    go_to("/setup")
}
