//! The page: the form, help where it may be needed, and what was found.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::HeaderMap,
};
use members::{Community, Limit, communities};
use moderation::screening::sounds_urgent;
use serde::Deserialize;
use store::Mutant;

use super::{found::Found, key};
use crate::{
    Error,
    answers::{Answer, page, page_again},
    forms::Errors,
    layout::Page,
    neighbourhood::Neighbourhood,
    site::Site,
    sought::Sought,
    viewer::Visit,
};

/// In which order, and where the list goes on.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    pub(super) by: String,
    pub(super) after: String,
}

#[derive(Template)]
#[template(path = "search/show.html")]
struct Show {
    page: Page,
    sought: Sought,
    /// Where one may look: the communities of a member, or those that a stranger may read.
    places: Vec<Community>,
    /// Whether the words sound like somebody who may need help now.
    urgent: bool,
    /// Whether the address held words, and opens no more.
    ended: bool,
    errors: Errors,
    found: Option<Found>,
}

impl Show {
    async fn of(mut visit: Visit, sought: Sought) -> Result<Self, Error> {
        let places = places(&mut visit, &sought).await?;
        let urgent = sounds_urgent(&sought.words);
        let (errors, found) = (Errors::none(), None);
        Ok(Self { page: visit.page, sought, places, urgent, ended: false, errors, found })
    }
}

/// The empty form.
pub(super) async fn new(visit: Visit) -> Answer {
    page(&Show::of(visit, Sought::default()).await?)
}

/// The form once more, with what to mend.
pub(super) async fn again(visit: Visit, sought: Sought, errors: Errors) -> Answer {
    page_again(&Show { errors, ..Show::of(visit, sought).await? })
}

/// What was found.
pub(super) async fn show(
    State(site): State<Arc<Site>>,
    mut visit: Visit,
    from: Neighbourhood,
    headers: HeaderMap,
    Path(sealed): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    let key = key(&site, &headers).unwrap_or_default();
    let Some(sought) = Sought::read(&site, key, &sealed) else {
        return page(&Show { ended: true, ..Show::of(visit, Sought::default()).await? });
    };
    if sought.words.is_empty() && sought.place.is_empty() {
        return page(&Show::of(visit, sought).await?);
    }
    count(&site, &visit, from)?;
    if Mutant::LoggedSearches.is_on() {
        tracing::debug!(words = sought.words, "somebody looks for something");
    }
    let found = Found::of(&mut visit, &sought, key, &asked).await?;
    page(&Show { found: Some(found), ..Show::of(visit, sought).await? })
}

/// Counts it by account, or by where a stranger comes from.
fn count(site: &Site, visit: &Visit, from: Neighbourhood) -> Result<(), Error> {
    match (&visit.member, from) {
        (Some(member), _) => site.limits.of_account(Limit::Search, member)?,
        (None, Neighbourhood::Street(street)) => site.limits.count(Limit::Search, &street)?,
        (None, Neighbourhood::Everybody) => site.limits.count(Limit::Everybody, b"search")?,
    }
    Ok(())
}

async fn places(visit: &mut Visit, sought: &Sought) -> Result<Vec<Community>, Error> {
    let mut places = match &visit.member {
        Some(_) => communities::joined(&mut visit.tx, &visit.viewer, &visit.journal).await?,
        None => communities::list(&mut visit.tx, &visit.viewer).await?,
    };
    if !sought.place.is_empty() && !places.iter().any(|place| place.address() == sought.place) {
        places.extend(communities::by_address(&mut visit.tx, &visit.viewer, &sought.place).await?);
    }
    Ok(places)
}
