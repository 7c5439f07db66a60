//! "Get help now": public, the same for everybody, kept by browsers and proxies for an hour.

use std::sync::Arc;

use askama::Template;
use axum::{
    Router,
    extract::{Query, State},
    http::{HeaderMap, HeaderValue, header},
    routing::get,
};
use serde::Deserialize;
use store::Mutant;

use crate::{
    answers::{Answer, page},
    chosen::Chosen,
    emergency::{Country, Line},
    layout::Page,
    site::Site,
    viewer::Frame,
};

/// `/help-now`.
pub fn routes() -> Router<Arc<Site>> {
    Router::new().route("/help-now", get(show))
}

#[derive(Deserialize)]
struct Asked {
    /// Without one, that of this server.
    country: Option<String>,
}

#[derive(Template)]
#[template(path = "help_now/show.html")]
struct Show {
    page: Page,
    countries: Vec<Country>,
    country: Option<Country>,
    number: String,
    lines: Vec<Line>,
}

/// Nothing of the visitor's cookies is on this page: a shared cache may keep it.
async fn show(State(site): State<Arc<Site>>, Query(asked): Query<Asked>) -> Answer {
    let emergency = &site.emergency;
    let chosen = site.choice.now();
    let asked = asked.country.as_deref().unwrap_or(&chosen.porch.country);
    let country = emergency.country(asked).cloned();
    let number =
        country.as_ref().map_or(&emergency.elsewhere.emergency, |country| &country.emergency).clone();
    let lines = checked(&site, country.as_ref(), &chosen);
    let chrome = Frame::of(&site, "/help-now", &HeaderMap::new()).stranger();
    let template = Show { page: chrome, countries: emergency.countries.clone(), country, number, lines };
    let mut response = page(&template)?;
    let kept = HeaderValue::from_static("public, max-age=3600");
    response.headers_mut().insert(header::CACHE_CONTROL, kept);
    Ok(response)
}

/// The lines that somebody called lately: here, or before this version was made.
fn checked(site: &Site, country: Option<&Country>, chosen: &Chosen) -> Vec<Line> {
    let Some(country) = country else { return Vec::new() };
    let clock = site.database().clock();
    if Mutant::UncheckedLinesShown.is_on() {
        return country.known().to_vec();
    }
    let mut lines: Vec<Line> = chosen.lines_of(&country.code, clock.day()).map(Line::from).collect();
    for line in country.lines_checked(clock.now().date_naive()) {
        if !lines.iter().any(|known| known.number == line.number) {
            lines.push(line.clone());
        }
    }
    lines
}
