//! Calling the moderators: about a thread or a comment, for a reason in plain words.

use std::sync::Arc;

use askama::Template;
use axum::{Router, extract::Query, routing::get};
use forum::{calls, comments, threads};
use members::{Community, Limit, Member, Viewer};
use moderation::{Subject, reports::Reason};
use serde::Deserialize;
use store::{CommentId, ThreadId, Tx};

use crate::{
    Error,
    answers::{Answer, go_to, page, page_again},
    forms::{Errors, Form, lines},
    layout::Page,
    parts::id::Id,
    site::Site,
    viewer::{Frame, SignedIn, Visit},
};

/// `/t/{id}/report` and `/comments/{id}/report`.
pub fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/t/{id}/report", get(about_thread).post(file_thread))
        .route("/comments/{id}/report", get(about_comment).post(file_comment))
}

/// Whether it was just sent.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    sent: String,
}

/// What the form sends.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Call {
    reason: String,
    words: String,
}

#[derive(Template)]
#[template(path = "report/show.html")]
struct Show {
    page: Page,
    action: String,
    back: String,
    call: Call,
    errors: Errors,
}

#[derive(Template)]
#[template(path = "report/sent.html")]
struct Sent {
    page: Page,
    back: String,
}

async fn about_thread(visit: Visit, Id(id): Id<ThreadId>, Query(asked): Query<Asked>) -> Answer {
    about(visit, Subject::Thread(id), asked).await
}

async fn about_comment(visit: Visit, Id(id): Id<CommentId>, Query(asked): Query<Asked>) -> Answer {
    about(visit, Subject::Comment(id), asked).await
}

async fn about(mut visit: Visit, subject: Subject, asked: Asked) -> Answer {
    visit.member()?;
    place_of(&mut visit.tx, &visit.viewer, subject).await?;
    if !asked.sent.is_empty() {
        return page(&Sent { page: visit.page, back: path(subject) });
    }
    page(&form(visit.page, subject, Call::default(), Errors::none()))
}

fn form(page: Page, subject: Subject, call: Call, errors: Errors) -> Show {
    Show { page, action: format!("{}/report", path(subject)), back: path(subject), call, errors }
}

/// The address of what is reported.
fn path(subject: Subject) -> String {
    match subject {
        Subject::Thread(id) => format!("/t/{id}"),
        Subject::Comment(id) => format!("/comments/{id}"),
        Subject::Persona(_) => "/".to_owned(),
    }
}

/// The community of what is reported, if the visitor may read it.
async fn place_of(tx: &mut Tx, viewer: &Viewer, subject: Subject) -> Result<Community, Error> {
    let community = match subject {
        Subject::Thread(id) => threads::show(tx, viewer, id).await?.map(|(_, community)| community),
        Subject::Comment(id) => comments::show(tx, viewer, id).await?.map(|(.., community)| community),
        Subject::Persona(_) => None,
    };
    community.ok_or(Error::NotFound)
}

async fn file_thread(
    SignedIn(member): SignedIn,
    frame: Frame,
    Id(id): Id<ThreadId>,
    Form(call): Form<Call>,
) -> Answer {
    file(member, frame, Subject::Thread(id), call).await
}

async fn file_comment(
    SignedIn(member): SignedIn,
    frame: Frame,
    Id(id): Id<CommentId>,
    Form(call): Form<Call>,
) -> Answer {
    file(member, frame, Subject::Comment(id), call).await
}

async fn file(member: Member, frame: Frame, subject: Subject, call: Call) -> Answer {
    let Some(reason) = Reason::read(&call.reason) else {
        let page = frame.visit(Some(member)).await?.page;
        return page_again(&form(page, subject, call, Errors::one("reason", "report-reason-missing")));
    };
    frame.site.limits.of_account(Limit::Report, &member)?;
    let mut tx = frame.site.database().write().await?;
    let viewer = Viewer::of(&mut tx, &member).await?;
    let community = place_of(&mut tx, &viewer, subject).await?;
    let words = lines(call.words.trim());
    calls::call(&mut tx, &member, &community, subject, (reason, &words)).await?;
    tx.commit().await?;
    go_to(format!("{}/report?sent=1", path(subject)))
}

impl Show {
    fn reasons() -> [Reason; 8] {
        Reason::ALL
    }

    fn key(reason: &Reason) -> &'static str {
        reason_key(*reason)
    }
}

/// The key of a reason's words.
#[must_use]
pub fn reason_key(reason: Reason) -> &'static str {
    match reason {
        Reason::Danger => "report-reason-danger",
        Reason::Picture => "report-reason-picture",
        Reason::Identity => "report-reason-identity",
        Reason::Selling => "report-reason-selling",
        Reason::Approach => "report-reason-approach",
        Reason::Shaming => "report-reason-shaming",
        Reason::Spam => "report-reason-spam",
        Reason::Other => "report-reason-other",
    }
}
