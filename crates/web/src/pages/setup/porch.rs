//! The first screen: what this server is called, how it looks, who may read, where it is, who stands behind it.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use members::{
    Porch, Refusal, SetUp,
    porch::{self, Stage},
    set_up,
};
use serde::Deserialize;
use url::Url;

use crate::{
    answers::{Answer, go_to, page, page_again},
    doors::{Door, knock},
    forms::{Errors, Form},
    layout::Page,
    machine::NotKept,
    neighbourhood::Neighbourhood,
    pages::setup::{holder, telling},
    parts::look::{self, COLOURS, LookForm, READERS},
    public_address::{Kind, Seen},
    site::Site,
    viewer::Frame,
};

/// What the first screen asks.
#[derive(Deserialize, Default)]
pub(super) struct Answers {
    #[serde(flatten)]
    look: LookForm,
    #[serde(default)]
    organisation: String,
    #[serde(default)]
    house: String,
    /// `seen` to take the address of this very request.
    #[serde(default)]
    address: String,
}

#[derive(Template)]
#[template(path = "setup/porch.html")]
struct Show {
    page: Page,
    errors: Errors,
    form: Answers,
    token: String,
    place: Place,
}

/// Where this server is, as the settings say and as the request shows.
pub(super) struct Place {
    /// What the settings file says.
    pub base: Url,
    /// What this request came to, where that is something else.
    pub other: Option<Url>,
    /// What is to be known of the address: translation keys.
    pub warnings: Vec<&'static str>,
}

impl Place {
    /// Compares the two.
    pub fn of(site: &Site, seen: Seen) -> Self {
        let base = site.settings.base.clone();
        // A proxy that keeps TLS to itself is no other address.
        let same = |other: &Url| {
            other.host() == base.host() && (other.port() == base.port() || site.settings.secure)
        };
        let other = seen.0.filter(|other| !same(other) && !is_onion_of(site, other));
        let used = other.as_ref().unwrap_or(&base);
        let mut warnings = Vec::new();
        if telling(&used.host_str().unwrap_or_default().to_lowercase()).is_some() {
            warnings.push("setup-telling-host");
        }
        warnings.extend(Kind::of(used).lacks(used));
        if used.scheme() == "https" && Kind::of(used) == Kind::Lan {
            warnings.push("address-lan-https");
        }
        Self { base, other, warnings }
    }
}

/// The same server's onion service is no other address either.
fn is_onion_of(site: &Site, other: &Url) -> bool {
    site.settings.onion.as_ref().is_some_and(|onion| onion.host() == other.host())
}

pub(super) fn show(frame: Frame, seen: Seen, porch: &Porch, token: String) -> Answer {
    let place = Place::of(&frame.site, seen);
    let mut look = LookForm::of(porch, &frame.site.settings.name);
    if porch.first_home.is_none() {
        look.readers = "circle".into();
    }
    let (organisation, house) = porch.first_home.clone().unwrap_or((String::new(), true));
    let house = if house { "yes" } else { "no" }.to_owned();
    let address = if place.other.is_some() { "seen" } else { "" }.to_owned();
    let form = Answers { look, organisation, house, address };
    page(&Show { page: frame.stranger(), errors: Errors::none(), form, token, place })
}

pub(super) async fn create(
    State(site): State<Arc<Site>>,
    frame: Frame,
    from: Neighbourhood,
    seen: Seen,
    Path(token): Path<String>,
    Form(form): Form<Answers>,
) -> Answer {
    knock(&site, from, &Door::SetUp(&token))?;
    let mut tx = site.database().write().await?;
    let keeper = holder(&site, &mut tx, &token).await?;
    let place = Place::of(&site, seen);
    let mut errors = look::keep(&mut tx, &keeper, &form.look).await?.err().unwrap_or_default();
    let home = SetUp { organisation_name: form.organisation.clone(), house: form.house == "yes" };
    match set_up::name_the_first_home(&mut tx, &keeper, &home).await {
        Ok(()) => {}
        Err(Refusal::Fault(fault)) => return Err(fault.into()),
        Err(refusal) => errors.add("organisation", refusal.key()),
    }
    if !errors.is_empty() {
        drop(tx);
        return page_again(&Show { page: frame.stranger(), errors, form, token, place });
    }
    porch::advance(&mut tx, &keeper, Stage::Porch).await?;
    tx.commit().await?;
    site.look_again().await?;
    let chosen = place.other.as_ref().filter(|_| form.address == "seen");
    let kept = chosen.map_or("", |base| kept(&site, base));
    go_to(format!("/setup/{token}{kept}"))
}

/// What is to be said of the address on the next screen.
fn kept(site: &Site, base: &Url) -> &'static str {
    let machine = site.settings.machine.0.as_ref();
    match machine.map_or(Err(NotKept::CannotWrite), |machine| machine.keep_address(base)) {
        Ok(()) => "?address=kept",
        Err(NotKept::CannotWrite) => "?address=by-hand",
        Err(NotKept::Environment) => "?address=environment",
    }
}
