//! Search: a form that is posted, and an address that tells nobody what is looked for (why: [`crate::sought`]).
//!
//! It shows what the viewer may read and nothing else, says how the words were understood, and offers help first when
//! they sound like somebody who may need it. No counts, no names.

mod asked;
mod found;
mod show;
mod understood;

use std::sync::Arc;

use axum::{
    Router,
    extract::State,
    http::HeaderMap,
    routing::{get, post},
};
use federation::lookup::LookupRefusal;

use crate::{
    answers::{Answer, go_to, with_cookie},
    cookies::{self, SEARCH},
    forms::{Errors, Form},
    pages::communities,
    site::Site,
    sought::Sought,
    viewer::{Frame, MaybeMember},
};

/// `/search`.
pub fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/search", get(show::new))
        .route("/search", post(create))
        .route("/search/{sealed}", get(show::show))
}

/// Seals what was typed into an address, and leads there. The address of a community or of something written on another
/// server leads to that, for members alone: it makes this server ask that one.
async fn create(
    State(site): State<Arc<Site>>,
    MaybeMember(member): MaybeMember,
    frame: Frame,
    headers: HeaderMap,
    Form(sought): Form<Sought>,
) -> Answer {
    let sought = sought.tidied();
    if let Some(member) = member.filter(|_| asked::is_an_address(&sought.words)) {
        match communities::way_to(frame.clone(), &member, &sought.words).await? {
            Ok(way) => return go_to(way),
            Err(LookupRefusal::NotAnAddress) => {}
            Err(refusal) => {
                let visit = frame.visit(Some(member)).await?;
                return show::again(visit, sought, Errors::one("words", refusal.key())).await;
            }
        }
    }
    if let Some(key) = key(&site, &headers) {
        return go_to(sought.address(&site, key));
    }
    let key = site.database().chance().code(26);
    let answer = go_to(sought.address(&site, &key))?;
    Ok(with_cookie(answer, cookies::set(SEARCH, &key, None, site.settings.secure)))
}

/// What opens the addresses of this browser's searches: a member's session, or what a stranger got for it.
fn key<'h>(site: &Site, headers: &'h HeaderMap) -> Option<&'h str> {
    site.session(headers).or_else(|| cookies::read(headers, SEARCH))
}
