//! Home: what was written lately where somebody joined; their house comes first.

use std::{collections::HashMap, sync::Arc};

use askama::Template;
use axum::{Router, extract::Query, routing::get};
use forum::feeds;
use members::{Audience, Community, communities};
use serde::Deserialize;
use store::Cursor;

use crate::{
    Error,
    answers::{Answer, page},
    layout::Page,
    pages::welcome,
    parts::{
        cards::{self, Around, Card, Cards},
        signed::BylineWords,
    },
    site::Site,
    viewer::Visit,
};

/// `/` and `/feed`.
pub fn routes() -> Router<Arc<Site>> {
    Router::new().route("/", get(home)).route("/feed", get(feed))
}

/// Where the list goes on.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    before: String,
}

#[derive(Template)]
#[template(path = "feed/show.html")]
struct Show<'a> {
    page: Page,
    joined: &'a [Community],
    house: Option<Cards<'a>>,
    others: Option<Cards<'a>>,
    continued: bool,
    next: Option<Cursor>,
}

/// Strangers are told what this is; members see their feed.
async fn home(visit: Visit, query: Query<Asked>) -> Answer {
    if visit.member.is_none() { welcome::show(visit.page) } else { feed(visit, query).await }
}

async fn feed(mut visit: Visit, Query(asked): Query<Asked>) -> Answer {
    visit.member()?;
    let joined = joined(&mut visit).await?;
    let from = asked.before.parse().ok();
    let list = feeds::joined(&mut visit.tx, &visit.viewer, &joined, from).await?;
    let places: HashMap<_, _> = joined.iter().map(|community| (community.id, community)).collect();
    let around = Around { places, mine: Vec::new() };
    let cards = cards::of(&mut visit, list.items, &around).await?;
    let words = visit.page.t.clone();
    let bylines = BylineWords::new(&words);
    let (house, others): (Vec<&Card>, Vec<&Card>) = cards.iter().partition(|card| card.house);
    let shown =
        |cards: Vec<_>| (!cards.is_empty()).then(|| Cards { t: &words, bylines: &bylines, cards, level: 3 });
    page(&Show {
        page: visit.page,
        joined: &joined,
        house: shown(house),
        others: shown(others),
        continued: from.is_some(),
        next: list.next,
    })
}

/// The communities that the visitor joined and may still read: their house's first.
async fn joined(visit: &mut Visit) -> Result<Vec<Community>, Error> {
    let mut communities = communities::joined(&mut visit.tx, &visit.viewer, &visit.journal).await?;
    communities.sort_by_key(|community| community.audience != Audience::House);
    Ok(communities)
}
