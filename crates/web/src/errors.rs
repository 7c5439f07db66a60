//! What happens when a page cannot be shown: said once in the log if it is our fault, and kindly on a page.

use std::{panic::AssertUnwindSafe, sync::Arc, time::Duration};

use askama::Template;
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use futures_util::FutureExt;
use members::TooSoon;
use moderation::standing::Ban;
use store::Fault;

use crate::{
    answers,
    forms::{BODY_LIMIT, Kept},
    layout::Page,
    pages::{closed, sign_in},
    site::Site,
    uploads,
    viewer::Frame,
};

/// Why a handler shows no page of its own.
#[derive(Debug)]
pub enum Error {
    /// Our fault: logged here, shown as one kind page.
    Fault(Fault),
    /// There is no such page, or not for this person: both look alike.
    NotFound,
    /// The form came from another site.
    CrossSite,
    /// Only a member may do this: they sign in first, and what they sent is kept.
    SignInFirst,
    /// Too many people at once: what they sent is kept, and works in a moment.
    Crowded,
    /// Too much at once: what they sent is kept, and works after a while.
    TooSoon(Duration),
    /// What they wanted is refused, for a reason they may be told, by its translation key.
    Refused(&'static str),
    /// Moderators closed this server to whoever asks.
    Closed(Box<Ban>),
    /// Any other trouble, as HTTP numbers it.
    Status(StatusCode),
}

/// How an answer without a page is to be dressed.
#[derive(Clone)]
enum Bare {
    SignIn,
    Closed(Box<Ban>),
    Refused(&'static str),
    Kind(&'static str),
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<TooSoon> for Error {
    fn from(TooSoon(wait): TooSoon) -> Self {
        Self::TooSoon(wait)
    }
}

impl From<members::Refusal> for Error {
    fn from(refusal: members::Refusal) -> Self {
        match refusal {
            members::Refusal::Fault(fault) => Self::Fault(fault),
            told => Self::Refused(told.key()),
        }
    }
}

impl From<moderation::Refusal> for Error {
    fn from(refusal: moderation::Refusal) -> Self {
        match refusal {
            moderation::Refusal::Fault(fault) => Self::Fault(fault),
            moderation::Refusal::NotHere => Self::NotFound,
            told => Self::Refused(told.key()),
        }
    }
}

impl From<forum::Refusal> for Error {
    fn from(refusal: forum::Refusal) -> Self {
        match refusal {
            forum::Refusal::Fault(fault) => Self::Fault(fault),
            forum::Refusal::Gone => Self::NotFound,
            told => Self::Refused(told.key()),
        }
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let (status, bare) = match self {
            Self::TooSoon(wait) => return too_soon(wait),
            Self::Crowded => return in_a_while(SOON, "crowded"),
            Self::Fault(fault) => return of_fault(&fault),
            Self::NotFound => (StatusCode::NOT_FOUND, Bare::Kind("missing")),
            Self::CrossSite => (StatusCode::FORBIDDEN, Bare::Kind("cross-site")),
            Self::SignInFirst => (StatusCode::UNAUTHORIZED, Bare::SignIn),
            Self::Refused(key) => (StatusCode::UNPROCESSABLE_ENTITY, Bare::Refused(key)),
            Self::Closed(ban) => (StatusCode::FORBIDDEN, Bare::Closed(ban)),
            Self::Status(status) => (status, Bare::Kind(kind_of(status))),
        };
        let mut response = status.into_response();
        response.extensions_mut().insert(bare);
        response
    }
}

fn too_soon(wait: Duration) -> Response {
    let seconds = HeaderValue::from(wait.as_secs() + u64::from(wait.subsec_nanos() > 0));
    (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, seconds)]).into_response()
}

/// How many seconds to wait when everybody comes at once.
const SOON: u16 = 5;
/// How many seconds to wait for a database that is away, or for an operator who has to make room.
const LATER: [u16; 2] = [30, 300];

/// Nothing is wrong with what was asked: it works later.
fn in_a_while(seconds: u16, kind: &'static str) -> Response {
    let wait = [(header::RETRY_AFTER, HeaderValue::from(seconds))];
    let mut response = (StatusCode::SERVICE_UNAVAILABLE, wait).into_response();
    response.extensions_mut().insert(Bare::Kind(kind));
    response
}

fn of_fault(fault: &Fault) -> Response {
    tracing::error!(%fault, "a page could not be shown");
    if fault.is_full() {
        return in_a_while(LATER[1], "full");
    }
    if fault.is_passing() {
        return in_a_while(LATER[0], "away");
    }
    let mut response = StatusCode::INTERNAL_SERVER_ERROR.into_response();
    response.extensions_mut().insert(Bare::Kind("ours"));
    response
}

fn kind_of(status: StatusCode) -> &'static str {
    match status {
        StatusCode::NOT_FOUND | StatusCode::GONE => "missing",
        StatusCode::FORBIDDEN => "forbidden",
        StatusCode::METHOD_NOT_ALLOWED => "method",
        StatusCode::PAYLOAD_TOO_LARGE | StatusCode::URI_TOO_LONG => "too-large",
        StatusCode::TOO_MANY_REQUESTS => "too-many",
        StatusCode::SERVICE_UNAVAILABLE => "away",
        status if status.is_server_error() => "ours",
        _ => "form",
    }
}

#[derive(Template)]
#[template(path = "errors/show.html")]
struct Sorry {
    page: Page,
    title: String,
    text: String,
    /// What was sent and not taken, to be sent again.
    kept: Kept,
}

/// Dresses every answer that has no page: errors of ours, of axum's extractors, even a panic.
pub async fn dress(State(site): State<Arc<Site>>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
    let frame = Frame::of(&site, &path, &parts.headers);
    let (response, kept) = run(parts, body, &path, next).await;
    let wears_nothing = response.status().is_client_error() || response.status().is_server_error();
    if !wears_nothing || is_page(response.headers()) || path.starts_with("/health/") {
        return response;
    }
    let bare = response.extensions().get().cloned().unwrap_or(Bare::Kind(kind_of(response.status())));
    dressed(frame, response, bare, kept).await.unwrap_or_else(IntoResponse::into_response)
}

/// Lets the page do its work, with the form's body read once and kept beside.
async fn run(mut parts: Parts, body: Body, path: &str, next: Next) -> (Response, Kept) {
    let is_form = parts.method == Method::POST;
    let (body, bytes) = if is_form {
        match read(&mut parts, body).await {
            Ok(bytes) => (Body::from(bytes.clone()), bytes),
            Err(status) => return (Error::Status(status).into_response(), Kept::default()),
        }
    } else {
        (body, Bytes::new())
    };
    let answer = AssertUnwindSafe(next.run(Request::from_parts(parts, body))).catch_unwind().await;
    let response = answer.unwrap_or_else(|_| {
        tracing::error!("a page panicked");
        Error::Status(StatusCode::INTERNAL_SERVER_ERROR).into_response()
    });
    (response, if is_form { Kept::read(path, &bytes) } else { Kept::default() })
}

/// A form's fields; a file in it is put beside.
async fn read(parts: &mut Parts, body: Body) -> Result<Bytes, StatusCode> {
    if uploads::may_hold_files(&parts.headers) {
        return uploads::unpack(parts, body).await;
    }
    to_bytes(body, BODY_LIMIT).await.map_err(|_| StatusCode::PAYLOAD_TOO_LARGE)
}

fn is_page(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

/// What is said to those for whom there is no room: a page made once, at the start.
///
/// # Errors
/// When the template cannot be written, which is our fault.
pub fn no_room(site: &Arc<Site>) -> Result<String, Error> {
    let t = &site.words;
    let (title, text) = (t.say("error-crowded-title").to_owned(), t.say("error-crowded-text").to_owned());
    let page = Frame::of(site, "/", &HeaderMap::new()).stranger();
    let sorry = Sorry { page, title, text, kept: Kept::default() };
    Ok(sorry.render().map_err(|error| Fault::Other(format!("template: {error}")))?)
}

async fn dressed(frame: Frame, response: Response, bare: Bare, kept: Kept) -> answers::Answer {
    let t = frame.site.words.clone();
    let (title, text) = match bare {
        Bare::SignIn if kept.may_be_kept() => return sign_in::keeping(frame, &kept),
        Bare::SignIn => return answers::go_to(sign_in::address(&frame.path)),
        Bare::Closed(ban) => return closed::show(frame, &ban).await,
        Bare::Refused(key) => (t.say("refused-title").to_owned(), t.say(key).to_owned()),
        Bare::Kind(kind) => (
            t.say(&format!("error-{kind}-title")).to_owned(),
            t.say(&format!("error-{kind}-text")).to_owned(),
        ),
    };
    let (was, _) = response.into_parts();
    let later = matches!(was.status, StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE);
    let again = later && kept.may_be_kept();
    let kept = if again { kept } else { Kept::default() };
    let chrome = if was.status.is_server_error() { frame.stranger() } else { frame.of_cookie().await };
    let mut page = answers::page_with(was.status, &Sorry { page: chrome, title, text, kept })?;
    for name in [header::ALLOW, header::RETRY_AFTER] {
        if let Some(said) = was.headers.get(&name) {
            page.headers_mut().insert(name, said.clone());
        }
    }
    Ok(page)
}
