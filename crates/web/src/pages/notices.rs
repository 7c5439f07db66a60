//! What concerns one of my names: replies, decisions, reports where I moderate.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use askama::Template;
use axum::{
    Router,
    extract::Query,
    routing::{get, post},
};
use forum::threads;
use members::{
    Member, Notice, Persona, communities,
    notices::{self, Kind},
    personas,
};
use moderation::{
    measures,
    reports::{self, Mine, Outcome},
};
use serde::Deserialize;
use store::{Cursor, PersonaId, ThreadId};

use crate::{
    Error,
    answers::{Answer, go_to, page},
    layout::Page,
    parts::{case::path, times::Times},
    site::Site,
    viewer::{Frame, SignedIn, Visit},
};

/// `/notices`.
pub fn routes() -> Router<Arc<Site>> {
    Router::new().route("/notices", get(show)).route("/notices/seen", post(see))
}

/// Where the list goes on.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    before: String,
}

#[derive(Template)]
#[template(path = "notices/show.html")]
struct Show {
    page: Page,
    lines: Vec<Line>,
    called: Vec<Called>,
    continued: bool,
    next: Option<Cursor>,
}

/// One notice in words.
struct Line {
    href: String,
    what: String,
    about: String,
    when: String,
    /// The thread, if it is about a reply there: muting is offered once a thread.
    muteable: Option<ThreadId>,
    seen: bool,
}

/// What became of something that this person called the moderators for.
struct Called {
    what: &'static str,
    href: String,
    when: String,
}

/// Asked in their own session: nobody else can tell whose report it was.
async fn called(visit: &mut Visit, member: &Member) -> Result<Vec<Called>, Error> {
    let joined = communities::joined(&mut visit.tx, &visit.viewer, &visit.journal).await?;
    let joined: Vec<_> = joined.into_iter().map(|community| community.id).collect();
    let mine = reports::mine(&mut visit.tx, member, &joined).await?;
    let times = Times::new(&visit.page.t, visit.page.hour, mine.iter().map(|mine| mine.hour));
    let line = |mine: Mine| Called {
        what: match mine.outcome {
            Outcome::Waits => "called-waits",
            Outcome::Stays => "called-stays",
            Outcome::Decided(measures::Kind::Remove) => "called-removed",
            Outcome::Decided(_) => "called-decided",
        },
        href: path(mine.subject),
        when: times.say(mine.hour).to_owned(),
    };
    Ok(mine.into_iter().map(line).collect())
}

async fn show(mut visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let member = visit.member()?;
    let from = asked.before.parse().ok();
    let list = notices::list(&mut visit.tx, &member, from).await?;
    let called = if from.is_none() { called(&mut visit, &member).await? } else { Vec::new() };
    let names = personas::all_mine(&mut visit.tx, &member).await?;
    let names: HashMap<PersonaId, Persona> = names.into_iter().map(|name| (name.id, name)).collect();
    let titles = titles(&mut visit, &list.items).await?;
    let times = Times::new(&visit.page.t, visit.page.hour, list.items.iter().map(|notice| notice.hour));
    let t = &visit.page.t;
    let mut offered = HashSet::new();
    let line = |notice: &Notice| {
        let name = names.get(&notice.persona).map_or("", |persona| persona.name.as_str());
        let (title, community) = titles.get(&notice.thread_id)?;
        Some(Line {
            href: href(notice, community),
            what: t.say_with(key(notice.kind), ("name", name)),
            about: title.clone(),
            when: times.say(notice.hour).to_owned(),
            muteable: (is_reply(notice) && offered.insert(notice.thread_id)).then_some(notice.thread_id),
            seen: notice.seen,
        })
    };
    let lines = list.items.iter().filter_map(line).collect();
    page(&Show { page: visit.page, lines, called, continued: from.is_some(), next: list.next })
}

/// Titles and communities' addresses of the threads that may (still) be read.
async fn titles(visit: &mut Visit, items: &[Notice]) -> Result<HashMap<ThreadId, (String, String)>, Error> {
    let mut titles = HashMap::new();
    for notice in items {
        if titles.contains_key(&notice.thread_id) {
            continue;
        }
        if let Some((thread, community)) =
            threads::show(&mut visit.tx, &visit.viewer, notice.thread_id).await?
        {
            let title = thread.title.unwrap_or_else(|| visit.page.t.say("thread-removed-title").to_owned());
            titles.insert(notice.thread_id, (title, community.address()));
        }
    }
    Ok(titles)
}

fn is_reply(notice: &Notice) -> bool {
    matches!(notice.kind, Kind::ReplyToThread | Kind::ReplyToComment)
}

fn key(kind: Kind) -> &'static str {
    match kind {
        Kind::ReplyToThread => "notice-reply-to-thread",
        Kind::ReplyToComment => "notice-reply-to-comment",
        Kind::Measure => "notice-decision",
        Kind::Report => "notice-report",
        Kind::Proposal => "notice-proposal",
        Kind::Second => "notice-second",
        Kind::Appeal => "notice-appeal",
        Kind::AppealSettled => "notice-appeal-settled",
        Kind::Case => "notice-case",
    }
}

fn href(notice: &Notice, community: &str) -> String {
    match (notice.kind, notice.comment_id) {
        (Kind::Report | Kind::Case, _) => format!("/c/{community}/queue"),
        (Kind::Proposal | Kind::Second, _) => "/proposals".to_owned(),
        (Kind::Appeal, _) => format!("/c/{community}/appeals"),
        (Kind::Measure | Kind::AppealSettled, Some(comment)) => format!("/comments/{comment}/decisions"),
        (Kind::Measure | Kind::AppealSettled, None) => format!("/t/{}/decisions", notice.thread_id),
        (_, Some(comment)) => format!("/comments/{comment}?seen=1"),
        (_, None) => format!("/t/{}?seen=1", notice.thread_id),
    }
}

/// Marks all as read.
async fn see(SignedIn(member): SignedIn, frame: Frame) -> Answer {
    let mut tx = frame.site.database().write().await?;
    notices::see_all(&mut tx, &member).await?;
    tx.commit().await?;
    go_to("/notices")
}
