//! Everything of ours that has an address, for those who ask in ActivityPub's terms and may know.
//!
//! What may not be known answers like what is not there.

mod asker;
mod documents;

use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderMap, Method, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
    routing::get,
};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use store::Fault;

use crate::{Federation, addresses::Place, discovery};

pub(crate) use asker::Asker;

/// Whether a request is for [`Federation::router`]: it asks for an activity, or goes where only servers go.
#[must_use]
pub fn wants_activity(head: &Parts) -> bool {
    let path = head.uri.path();
    let servers_only = path == "/inbox"
        || ["/.well-known/webfinger", "/.well-known/nodeinfo", "/nodeinfo/", "/activities/"]
            .iter()
            .any(|start| path.starts_with(start))
        || matches!(path, "/actor" | "/reader");
    // A picture is a picture, whatever is asked for.
    if path.starts_with("/media/") {
        return false;
    }
    let reads = matches!(head.method, Method::GET | Method::HEAD);
    servers_only || (reads && accepts_activity(&head.headers))
}

/// Browsers never ask for these; bare `application/ld+json` is what some servers send.
fn accepts_activity(headers: &HeaderMap) -> bool {
    let values = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).any(|kind| {
        let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        matches!(kind.as_str(), "application/activity+json" | "application/ld+json")
    })
}

pub(crate) fn router() -> Router<Federation> {
    Router::new()
        .route("/.well-known/webfinger", get(discovery::webfinger))
        .route("/.well-known/nodeinfo", get(discovery::links))
        .route("/nodeinfo/{version}", get(discovery::nodeinfo))
        .fallback(show)
}

async fn show(State(federation): State<Federation>, request: Request) -> Response {
    let (head, _) = request.into_parts();
    if !matches!(head.method, Method::GET | Method::HEAD) {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let path = head.uri.path().trim_start_matches('/');
    match documents::find(&federation.0, &head, path).await {
        Ok(Some(found)) => found.answer(&head.headers),
        Ok(None) => not_found(),
        Err(error) => fault(error),
    }
}

/// Something that this asker may know.
pub(crate) struct Found {
    /// The document as it leaves.
    pub(crate) text: String,
    /// Whether everybody may know it, and caches may keep it for a moment.
    pub(crate) public: bool,
    /// Whether it says that something is gone.
    pub(crate) gone: bool,
}

impl Found {
    /// A document of ours.
    pub(crate) fn new(inner: &crate::federation::Inner, body: &Value, public: bool) -> Self {
        inner.leaving(body);
        Self { text: body.to_string(), public, gone: false }
    }

    fn answer(self, asked: &HeaderMap) -> Response {
        let hash = Sha256::digest(self.text.as_bytes());
        let tag: String = hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        let tag = format!("\"{tag}\"");
        let headers = [
            (header::CONTENT_TYPE, "application/activity+json".to_owned()),
            (
                header::CACHE_CONTROL,
                if self.public { "public, max-age=30" } else { "private, no-store" }.to_owned(),
            ),
            (header::VARY, "Accept, Signature".to_owned()),
            (header::ETAG, tag.clone()),
            (header::HeaderName::from_static("x-robots-tag"), "noindex, nofollow".to_owned()),
        ];
        let known = asked.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
        if !self.gone && known.is_some_and(|known| known.split(',').any(|one| one.trim() == tag)) {
            return (StatusCode::NOT_MODIFIED, headers).into_response();
        }
        let status = if self.gone { StatusCode::GONE } else { StatusCode::OK };
        (status, headers, self.text).into_response()
    }
}

/// The one answer for what is not there and for what may not be known.
pub(crate) fn not_found() -> Response {
    let headers = [(header::CACHE_CONTROL, "no-store"), (header::VARY, "Accept, Signature")];
    (StatusCode::NOT_FOUND, headers).into_response()
}

/// The store failed.
pub(crate) fn fault(fault: Fault) -> Response {
    tracing::error!(%fault, "a document could not be shown");
    StatusCode::SERVICE_UNAVAILABLE.into_response()
}

/// Which of ours a path means; some lists of persons are there but not advertised.
pub(crate) fn place_of(path: &str) -> Option<(Place, bool)> {
    if let Some(place) = Place::read(path) {
        return (place.path() == path).then_some((place, false));
    }
    let (actor, list) = path.rsplit_once('/')?;
    let place = Place::read(actor).filter(|place| place.path() == actor)?;
    let listed = matches!(list, "outbox" | "followers" | "following");
    (listed && place.username().is_some()).then_some((place, true))
}
