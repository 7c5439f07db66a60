//! The look of the pages and the country for help: kept in the browser, not with the account.

use std::sync::Arc;

use askama::Template;
use axum::{Router, extract::State, routing::get};
use members::Device;
use serde::Deserialize;

use crate::{
    answers::{Answer, go_to, page, with_cookie},
    cookies::{self, COUNTRY, THEME},
    emergency::Country,
    forms::Form,
    layout::Page,
    site::Site,
    viewer::{Frame, MaybeMember, THEMES, Visit, is_country},
};

/// `/settings/look` and `/settings/country`; both work signed out too.
pub fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/settings/look", get(show_look).post(choose_look))
        .route("/settings/country", get(show_country).post(choose_country))
}

#[derive(Deserialize)]
struct Choice {
    #[serde(default)]
    theme: String,
    #[serde(default)]
    country: String,
}

#[derive(Template)]
#[template(path = "settings/look.html")]
struct Look {
    page: Page,
    chosen: &'static str,
}

#[derive(Template)]
#[template(path = "settings/country.html")]
struct ForHelp {
    page: Page,
    countries: Vec<Country>,
    chosen: String,
}

async fn show_look(visit: Visit) -> Answer {
    let chosen = visit.page.theme.unwrap_or("device");
    page(&Look { page: visit.page, chosen })
}

async fn show_country(State(site): State<Arc<Site>>, frame: Frame, visit: Visit) -> Answer {
    let chosen = frame.choices().1.unwrap_or_default().to_owned();
    page(&ForHelp { page: visit.page, countries: site.emergency.countries.clone(), chosen })
}

async fn choose_look(
    State(site): State<Arc<Site>>,
    MaybeMember(member): MaybeMember,
    Form(choice): Form<Choice>,
) -> Answer {
    let known = THEMES.contains(&choice.theme.as_str());
    let own = member.is_some_and(|member| member.device() == Device::Own);
    keep(&site, THEME, known.then_some(choice.theme), own, "/settings/look")
}

async fn choose_country(
    State(site): State<Arc<Site>>,
    MaybeMember(member): MaybeMember,
    Form(choice): Form<Choice>,
) -> Answer {
    let known = is_country(&choice.country);
    let own = member.is_some_and(|member| member.device() == Device::Own);
    keep(&site, COUNTRY, known.then_some(choice.country), own, "/settings/country")
}

/// On a shared device a choice ends with the window.
fn keep(site: &Site, name: &str, value: Option<String>, own: bool, back: &str) -> Answer {
    let secure = site.settings.secure;
    let cookie = value
        .map_or_else(|| cookies::forget(name, secure), |value| cookies::choice(name, &value, own, secure));
    Ok(with_cookie(go_to(back)?, cookie))
}
