//! All the names I have: which is worn where, which I left behind, and when one for a single thread ends.

use std::sync::Arc;

use askama::Template;
use axum::{Router, routing::get};
use members::{Persona, communities, personas};

use crate::{
    answers::{Answer, page},
    layout::Page,
    site::Site,
    viewer::Visit,
};

/// `/settings/names`.
pub fn routes() -> Router<Arc<Site>> {
    Router::new().route("/settings/names", get(show))
}

#[derive(Template)]
#[template(path = "settings/names.html")]
struct Show {
    page: Page,
    names: Vec<Line>,
}

/// One name.
struct Line {
    name: String,
    place: String,
    /// Where it leads: the community, or the one thread.
    href: String,
    /// What it is, in words.
    what: String,
}

async fn show(mut visit: Visit) -> Answer {
    visit.member()?;
    let mut names = Vec::new();
    for persona in personas::among(&mut visit.tx, visit.journal.names()).await? {
        names.extend(line(&mut visit, persona).await?);
    }
    names.sort_by(|one, other| (&one.place, &one.name).cmp(&(&other.place, &other.name)));
    page(&Show { page: visit.page, names })
}

/// `None` for a name in a community that may no longer be read.
async fn line(visit: &mut Visit, persona: Persona) -> store::Result<Option<Line>> {
    let Some(community) = persona.community_id else { return Ok(None) };
    let Some(community) = communities::get(&mut visit.tx, &visit.viewer, community).await? else {
        return Ok(None);
    };
    let words = &visit.page.t;
    let thread = visit.journal.thread_of(persona.id);
    let what = match visit.journal.last_day(persona.id) {
        Some(last) => {
            let days = (last.0 - visit.page.site.database().clock().day().0) / 86_400;
            words.say_with("my-names-once", ("days", days))
        }
        None if visit.journal.has_retired(persona.id) => words.say("my-names-retired").to_owned(),
        None => words.say("my-names-usual").to_owned(),
    };
    let href = match thread {
        Some(thread) => format!("/t/{thread}"),
        None => format!("/c/{}/name", community.address()),
    };
    Ok(Some(Line { name: persona.name, place: community.title, href, what }))
}
