//! Signing in, with the one required question: whose device is this. A post that came too late is kept.

use std::sync::Arc;

use askama::Template;
use axum::{
    Router,
    extract::{Query, State},
    http::StatusCode,
    response::Response,
    routing::get,
};
use members::{Device, Refusal, SessionCookie};
use moderation::{
    Standing,
    standing::{self, Ban},
};
use serde::Deserialize;

use crate::{
    Error,
    answers::{Answer, go_to, local_path, page, page_again, page_with, with_cookie},
    cookies,
    doors::{Door, knock},
    forms::{Errors, Form, Kept},
    layout::Page,
    neighbourhood::Neighbourhood,
    pages::closed,
    site::Site,
    viewer::{Frame, MaybeMember},
};

/// `/sign-in`.
pub fn routes() -> Router<Arc<Site>> {
    Router::new().route("/sign-in", get(show).post(create))
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    to: String,
}

#[derive(Deserialize, Default)]
struct SignIn {
    #[serde(default)]
    name: String,
    #[serde(default)]
    passphrase: String,
    #[serde(default)]
    device: String,
    #[serde(default)]
    to: String,
    #[serde(default)]
    keep_path: String,
    #[serde(default)]
    keep_form: String,
}

#[derive(Template)]
#[template(path = "sign_in/show.html")]
struct Show {
    page: Page,
    errors: Errors,
    form: SignIn,
}

#[derive(Template)]
#[template(path = "sign_in/send.html")]
struct Send {
    page: Page,
    kept: Kept,
}

/// The sign-in page's address, which leads back to `path`.
#[must_use]
pub fn address(path: &str) -> String {
    let to = local_path(path);
    if to == "/" {
        return "/sign-in".to_owned();
    }
    let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("to", to).finish();
    format!("/sign-in?{query}")
}

/// The device that a form names: a radio without a default.
#[must_use]
pub fn device(chosen: &str) -> Option<Device> {
    chosen.parse().ok()
}

/// The sign-in page with a posted form kept inside it.
///
/// # Errors
/// When the template cannot be written.
pub fn keeping(frame: Frame, kept: &Kept) -> Answer {
    let form = SignIn { keep_path: kept.path.clone(), keep_form: kept.written(), ..SignIn::default() };
    let template = Show { page: frame.stranger(), errors: Errors::none(), form };
    page_with(StatusCode::UNAUTHORIZED, &template)
}

async fn show(frame: Frame, MaybeMember(member): MaybeMember, Query(asked): Query<Asked>) -> Answer {
    let to = local_path(&asked.to).to_owned();
    if member.is_some() {
        return go_to(to);
    }
    page(&Show { page: frame.stranger(), errors: Errors::none(), form: SignIn { to, ..SignIn::default() } })
}

async fn create(
    State(site): State<Arc<Site>>,
    frame: Frame,
    from: Neighbourhood,
    Form(form): Form<SignIn>,
) -> Answer {
    let Some(device) = device(&form.device) else {
        return again(frame, form, Errors::one("device", "device-missing"));
    };
    knock(&site, from, &Door::SignIn(&form.name))?;
    let session = match site.members.sign_in(&form.name, &form.passphrase, device).await {
        Ok(session) => session,
        Err(Refusal::Fault(fault)) => return Err(fault.into()),
        Err(refusal) => return again(frame, form, Errors::one("name", refusal.key())),
    };
    if let Some(ban) = closed_by(&site, &session).await? {
        // The session opens nothing but the way to take away what is theirs.
        return Ok(signed_in(&site, closed::show(frame, &ban).await?, &session));
    }
    if form.keep_path.is_empty() {
        return Ok(signed_in(&site, go_to(local_path(&form.to))?, &session));
    }
    let kept = Kept::read(local_path(&form.keep_path), form.keep_form.as_bytes());
    let member = site.members.member(&session.value).await?;
    let page = frame.visit(member).await?.page;
    Ok(signed_in(&site, page_with(StatusCode::OK, &Send { page, kept })?, &session))
}

/// The ban that keeps out whoever this session belongs to: only their own session can tell.
async fn closed_by(site: &Site, session: &SessionCookie) -> Result<Option<Ban>, Error> {
    let mut tx = site.database().read().await?;
    let Some(member) = site.members.member_in(&mut tx, &session.value).await? else { return Ok(None) };
    match standing::here(&mut tx, &member).await? {
        Standing::Free => Ok(None),
        Standing::Banned(ban) => Ok(Some(ban)),
    }
}

/// Adds the session's cookie to an answer.
#[must_use]
pub fn signed_in(site: &Site, response: Response, session: &SessionCookie) -> Response {
    let secure = site.settings.secure;
    let name = cookies::session_name(secure);
    with_cookie(response, cookies::set(name, &session.value, session.max_age_seconds, secure))
}

fn again(frame: Frame, mut form: SignIn, errors: Errors) -> Answer {
    form.passphrase.clear();
    page_again(&Show { page: frame.stranger(), errors, form })
}
