//! What I wrote, under all my names. Only I see this page.

use std::sync::Arc;

use askama::Template;
use axum::{Router, extract::Query, routing::get};
use forum::{
    State,
    feeds::{self, MyLine},
};
use serde::Deserialize;
use store::Cursor;

use crate::{
    answers::{Answer, page},
    layout::Page,
    parts::times::Times,
    site::Site,
    viewer::Visit,
};

/// `/mine`.
pub fn routes() -> Router<Arc<Site>> {
    Router::new().route("/mine", get(show))
}

/// Where the list goes on.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    before: String,
}

#[derive(Template)]
#[template(path = "mine/show.html")]
struct Show {
    page: Page,
    lines: Vec<MyLine>,
    times: Times,
    continued: bool,
    next: Option<Cursor>,
}

async fn show(mut visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let member = visit.member()?;
    let from = asked.before.parse().ok();
    let list = feeds::mine(&mut visit.tx, &visit.viewer, &member, from).await?;
    let times = Times::new(&visit.page.t, visit.page.hour, list.items.iter().map(|line| line.hour));
    page(&Show { page: visit.page, lines: list.items, times, continued: from.is_some(), next: list.next })
}

impl Show {
    fn href(line: &MyLine) -> String {
        match line.comment {
            Some(comment) => format!("/comments/{comment}"),
            None => format!("/t/{}", line.thread),
        }
    }

    /// What stands instead of words that are not shown.
    fn instead(line: &MyLine) -> Option<&'static str> {
        match line.state {
            State::Shown => None,
            State::Held => Some("mine-held"),
            State::Removed => Some("mine-removed"),
            State::Deleted => Some("mine-deleted"),
        }
    }
}
