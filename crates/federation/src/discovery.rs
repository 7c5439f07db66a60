//! How others find us: WebFinger for our actors, NodeInfo for what this server is.

use axum::{
    extract::{Path, Query, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use members::{Audience, Community, communities, personas};
use serde::Deserialize;
use serde_json::{Value, json};
use store::{Result, Tx};

use crate::{
    Federation,
    addresses::Place,
    federation::Inner,
    own, profile,
    serve::{Asker, fault, not_found},
    wire::{Handle, Host, json::is_public},
};

/// What WebFinger asks.
#[derive(Deserialize)]
pub(crate) struct Question {
    resource: Option<String>,
}

/// `/.well-known/webfinger?resource=acct:name@host`
pub(crate) async fn webfinger(
    State(federation): State<Federation>,
    Query(question): Query<Question>,
    request: axum::extract::Request,
) -> Response {
    let (head, _) = request.into_parts();
    let Some(resource) = question.resource else { return StatusCode::BAD_REQUEST.into_response() };
    let inner = &federation.0;
    let place = match subject(inner, &resource).await {
        Ok(Some(place)) => place,
        Ok(None) => return not_found(),
        Err(error) => return fault(error),
    };
    let asker = match Asker::of(inner, &head).await {
        Ok(asker) => asker,
        Err(error) => return fault(error),
    };
    match is_shown(inner, &asker, &place).await {
        Ok(Some(open)) => describe(inner, &place, open),
        Ok(None) => not_found(),
        Err(error) => fault(error),
    }
}

/// Which actor is meant: `acct:name@host`, or the actor's address.
async fn subject(inner: &Inner, resource: &str) -> Result<Option<Place>> {
    if let Some(place) = inner.addresses.read(resource) {
        return Ok(Some(place).filter(|place| place.username().is_some()));
    }
    let handle = Handle::parse(resource, inner.settings.reach);
    let Some(handle) = handle.filter(|handle| handle.host == *inner.addresses.host()) else {
        return Ok(None);
    };
    let name = handle.name.to_lowercase();
    Ok(Some(match name.as_str() {
        "server" => Place::Server,
        "reader" => Place::Reader,
        _ => {
            let mut tx = inner.database.read().await?;
            match communities::by_handle(&mut tx, &name).await? {
                Some(_) => Place::Community(name),
                None => Place::of_person(&name),
            }
        }
    }))
}

/// Whether this asker may know of the actor; and whether everybody may.
async fn is_shown(inner: &Inner, asker: &Asker, place: &Place) -> Result<Option<bool>> {
    let mut tx = inner.database.read().await?;
    let community = match place {
        Place::Server | Place::Reader => return Ok(Some(true)),
        Place::Community(handle) | Place::Moderators(handle) => community(&mut tx, handle, "").await?,
        Place::Persona(handle) => community(&mut tx, "", handle).await?,
        _ => None,
    };
    let shown = community.filter(|community| asker.may_see(community));
    Ok(shown.map(|community| community.audience == Audience::Open))
}

/// The community with this handle, or that of the person with this one. Whatever is found, as much is looked up, so
/// that the time it takes tells nothing either.
async fn community(tx: &mut Tx, handle: &str, person: &str) -> Result<Option<Community>> {
    let community = communities::by_handle(tx, handle).await?;
    let persona = personas::by_handle(tx, person).await?.filter(|persona| !persona.deleted);
    let unheard_of = own::is_unheard_of(tx, persona.as_ref().map(|persona| persona.id)).await?;
    let persona = persona.filter(|_| !unheard_of);
    let theirs = own::community_or_none(tx, persona.and_then(|persona| persona.community_id)).await?;
    Ok(community.or(theirs))
}

fn describe(inner: &Inner, place: &Place, open: bool) -> Response {
    let Some(name) = place.username() else { return not_found() };
    let host: Host = inner.addresses.host().clone();
    let address = inner.addresses.open(place);
    let answer = Handle { name, host }.describe(&address, &address);
    debug_assert!(profile::unlisted_in("WebFinger", &answer).is_empty() && !is_public(address.as_str()));
    let cache = if open { "public, max-age=600" } else { "no-store" };
    let headers = [(header::CONTENT_TYPE, "application/jrd+json"), (header::CACHE_CONTROL, cache)];
    (headers, answer.to_string()).into_response()
}

const NODEINFO: &str = "http://nodeinfo.diaspora.software/ns/schema/";

/// `/.well-known/nodeinfo`
pub(crate) async fn links(State(federation): State<Federation>) -> Response {
    let addresses = &federation.0.addresses;
    let link = |version: &str| json!({ "rel": format!("{NODEINFO}{version}"), "href": format!("{}/nodeinfo/{version}", addresses.base()) });
    let application = json!({
        "rel": "https://www.w3.org/ns/activitystreams#Application",
        "href": addresses.of(&Place::Server),
    });
    information("NodeInfoLinks", &json!({ "links": [link("2.1"), link("2.0"), application] }))
}

/// `/nodeinfo/2.0` and `/nodeinfo/2.1`: the software, and nothing about who is here.
pub(crate) async fn nodeinfo(Path(version): Path<String>) -> Response {
    if !matches!(version.as_str(), "2.0" | "2.1") {
        return not_found();
    }
    let body = json!({
        "version": version,
        "software": { "name": "porchlight", "version": env!("CARGO_PKG_VERSION") },
        "protocols": ["activitypub"],
        "services": { "inbound": [], "outbound": [] },
        "usage": { "users": {} },
        "openRegistrations": false,
        "metadata": { "banCoversAllNames": true, "deleteReceipts": true },
    });
    information("NodeInfo", &body)
}

fn information(document: &str, body: &Value) -> Response {
    debug_assert_eq!(profile::unlisted_in(document, body), Vec::<String>::new());
    let headers =
        [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "public, max-age=600")];
    (headers, body.to_string()).into_response()
}
