//! What somebody reads to whom moderators closed this server: what, why, until when, and the way to help.

use askama::Template;
use axum::http::StatusCode;
use moderation::{
    guidelines::{self, Guideline},
    standing::Ban,
};

use crate::{
    answers::{Answer, page_with},
    layout::Page,
    parts::times::days_until,
    viewer::Frame,
};

#[derive(Template)]
#[template(path = "errors/closed.html")]
struct Closed<'a> {
    page: Page,
    ban: &'a Ban,
    guideline: Option<Guideline>,
    days: Option<i64>,
}

/// The page. It looks like a stranger's: being signed in opens nothing here.
///
/// # Errors
/// When the database fails.
pub async fn show(frame: Frame, ban: &Ban) -> Answer {
    let mut tx = frame.site.database().read().await?;
    let guidelines = guidelines::list(&mut tx, ban.community).await?;
    drop(tx);
    let guideline = guidelines.into_iter().find(|guideline| Some(guideline.number) == ban.guideline);
    let page = frame.stranger();
    let days = ban.ends.map(|ends| days_until(page.hour, ends));
    page_with(StatusCode::FORBIDDEN, &Closed { page, ban, guideline, days })
}
