//! Pictures: for whoever may read the text they stand below, and as nothing but pictures.

use std::sync::Arc;

use axum::{
    Router,
    extract::{Query, Request, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
    routing::get,
};
use forum::media;
use serde::Deserialize;

use crate::{
    Error,
    parts::{id::Id, pictures},
    site::Site,
    viewer::MaybeMember,
};

/// `/media/{name}`.
pub fn routes() -> Router<Arc<Site>> {
    Router::new().route("/media/{name}", get(show))
}

/// What the address may say besides the name.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    of: String,
}

/// Whatever a picture turns out to be in somebody's browser, it runs nothing and loads nothing.
const CONTENT_SECURITY_POLICY: &str = "sandbox; default-src 'none'; frame-ancestors 'none'";

/// A member, a stranger, or another server that signs its request: each sees what they may read.
async fn show(
    State(site): State<Arc<Site>>,
    MaybeMember(member): MaybeMember,
    Id(name): Id<String>,
    Query(asked): Query<Asked>,
    request: Request,
) -> Result<Response, Error> {
    let (head, _) = request.into_parts();
    let peer = match &site.federation {
        Some(federation) if head.headers.contains_key("signature") => Some(federation.viewer(&head).await?),
        _ => None,
    };
    let mut tx = site.database().read().await?;
    let viewer = match (peer, &member) {
        (Some(peer), _) => peer,
        (None, Some(member)) => members::Viewer::of(&mut tx, member).await?,
        (None, None) => members::Viewer::stranger(),
    };
    let proof = pictures::read_proof(&asked.of);
    let found = media::seen_by(&mut tx, &viewer, member.as_ref(), &name, proof).await?;
    drop(tx);
    let picture = found.ok_or(Error::NotFound)?;
    let bytes = site.media.bytes(&picture).await?.ok_or(Error::NotFound)?;
    let headers = [
        (header::CONTENT_TYPE, picture.kind.content_type()),
        (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
        (header::CONTENT_DISPOSITION, "inline"),
        (header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    Ok((headers.map(|(name, value)| (name, HeaderValue::from_static(value))), bytes).into_response())
}
