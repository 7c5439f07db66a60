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

use crate::{
    answers::{Answer, page},
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
    #[serde(default)]
    country: String,
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
    let country = emergency.country(&asked.country).cloned();
    let number =
        country.as_ref().map_or(&emergency.elsewhere.emergency, |country| &country.emergency).clone();
    let today = site.database().clock().now().date_naive();
    let lines = country.iter().flat_map(|country| country.lines_checked(today)).cloned().collect();
    let chrome = Frame::of(&site, "/help-now", &HeaderMap::new()).stranger();
    let template = Show { page: chrome, countries: emergency.countries.clone(), country, number, lines };
    let mut response = page(&template)?;
    let kept = HeaderValue::from_static("public, max-age=3600");
    response.headers_mut().insert(header::CACHE_CONTROL, kept);
    Ok(response)
}
