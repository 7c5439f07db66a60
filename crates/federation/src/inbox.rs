//! The one inbox: size, type, signature and sender are checked, then the activity is written down and answered.
//!
//! Nothing is applied here. A sender takes any 4xx for "delivered", so what is our own trouble is a 503.

use std::time::Duration;

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{
        HeaderMap, StatusCode,
        header::{CONTENT_TYPE, RETRY_AFTER},
        request::Parts,
    },
    response::{IntoResponse, Response},
    routing::post,
};
use bytes::Bytes;
use members::{Limit, TooSoon};
use serde_json::Value;

use crate::{
    Federation,
    activities::Activity,
    actors::KeyFault,
    arrivals::Arrival,
    federation::Inner,
    instances::Standings,
    wire::{
        WebAddress,
        json::{self, MAX_BYTES},
        verifier::{ReceivedRequest, examine},
    },
};

/// How long finding a key may take: senders give up after ten seconds.
const KEY_PATIENCE: Duration = Duration::from_secs(8);

pub(crate) fn router() -> Router<Federation> {
    Router::new().route("/inbox", post(receive))
}

async fn receive(State(federation): State<Federation>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    match judge(&federation.0, &head, body).await {
        Ok(()) => StatusCode::ACCEPTED.into_response(),
        Err(refusal) => refusal.into_response(),
    }
}

/// Why it is not taken: a status, a few words for the other operator's log, and after how many seconds to try again.
struct NotTaken(StatusCode, String, Option<u64>);

impl NotTaken {
    fn new(status: StatusCode, words: impl ToString) -> Self {
        Self(status, words.to_string(), None)
    }
}

impl IntoResponse for NotTaken {
    fn into_response(self) -> Response {
        let mut response = (self.0, self.1).into_response();
        if let Some(seconds) = self.2 {
            response.headers_mut().insert(RETRY_AFTER, seconds.into());
        }
        response
    }
}

impl From<store::Fault> for NotTaken {
    fn from(fault: store::Fault) -> Self {
        tracing::error!(%fault, "an activity could not be written down");
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "try again later")
    }
}

impl From<TooSoon> for NotTaken {
    fn from(TooSoon(wait): TooSoon) -> Self {
        Self(StatusCode::TOO_MANY_REQUESTS, "more slowly, please".to_owned(), Some(wait.as_secs() + 1))
    }
}

impl From<KeyFault> for NotTaken {
    fn from(fault: KeyFault) -> Self {
        match fault {
            KeyFault::Store(fault) => fault.into(),
            KeyFault::Signature(refusal) => Self::new(refusal.status(), refusal),
            KeyFault::Passing => Self::new(StatusCode::SERVICE_UNAVAILABLE, fault),
            KeyFault::NoKey => Self::new(StatusCode::UNAUTHORIZED, fault),
        }
    }
}

async fn judge(inner: &Inner, head: &Parts, body: Body) -> Result<(), NotTaken> {
    check_type(&head.headers)?;
    let body = read(&head.headers, body).await?;
    let now = inner.database.clock().now();
    let request =
        ReceivedRequest { method: &head.method, uri: &head.uri, headers: &head.headers, body: &body };
    let claim = examine(&request, inner.addresses.host(), now)
        .map_err(|refusal| NotTaken::new(refusal.status(), refusal))?;
    let document = json::parse(&body).map_err(|refusal| NotTaken::new(StatusCode::BAD_REQUEST, refusal))?;
    let activity = Activity::read(&document, inner.settings.reach)
        .ok_or_else(|| NotTaken::new(StatusCode::BAD_REQUEST, "id, type, actor and object are needed"))?;
    let standings = inner.standings().await?;
    check_hosts(inner, &standings, &activity, claim.key_id(), &document)?;
    let errand = inner.errand(&standings.blocked);
    let signing = inner.keys.signer(&claim, &inner.database, &inner.client, &errand);
    let signer = tokio::time::timeout(KEY_PATIENCE, signing).await.map_err(|_| KeyFault::Passing)??;
    if signer != activity.actor.as_str() {
        return Err(NotTaken::new(StatusCode::UNAUTHORIZED, "the signature is not the actor's"));
    }
    // Counted once it is proved who speaks: nobody can use up another server's turn.
    inner.limits.count(Limit::Server, activity.actor.host().to_string().as_bytes())?;
    let arrival = Arrival {
        activity_id: activity.id.as_str().to_owned(),
        host: activity.actor.host().to_string(),
        actor_id: signer,
        body: String::from_utf8_lossy(&body).into_owned(),
    };
    Ok(inner.arrivals.keep(&inner.database, arrival).await?)
}

fn check_type(headers: &HeaderMap) -> Result<(), NotTaken> {
    let mut types = headers.get_all(CONTENT_TYPE).iter();
    let kind = types.next().and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let known = matches!(kind.as_str(), "application/activity+json" | "application/ld+json");
    if known && types.next().is_none() {
        return Ok(());
    }
    Err(NotTaken::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "send application/activity+json"))
}

async fn read(headers: &HeaderMap, body: Body) -> Result<Bytes, NotTaken> {
    let too_large = || NotTaken::new(StatusCode::PAYLOAD_TOO_LARGE, "at most 1 MB");
    let announced =
        headers.get("content-length").and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > MAX_BYTES) {
        return Err(too_large());
    }
    to_bytes(body, MAX_BYTES).await.map_err(|_| too_large())
}

/// Whoever takes part in it: nobody blocked, nobody of ours, and the id on the actor's own server.
fn check_hosts(
    inner: &Inner,
    standings: &Standings,
    activity: &Activity,
    key_id: &str,
    document: &Value,
) -> Result<(), NotTaken> {
    let forbidden = |words| Err(NotTaken::new(StatusCode::FORBIDDEN, words));
    let key = WebAddress::parse(key_id, inner.settings.reach)
        .map_err(|_| NotTaken::new(StatusCode::UNAUTHORIZED, "the key id is no address"))?;
    let involved = [key.host(), activity.actor.host(), activity.id.host()];
    if involved.into_iter().any(|host| standings.blocks(host)) {
        return forbidden("this server is blocked here");
    }
    if involved.into_iter().any(|host| host == inner.addresses.host()) {
        return forbidden("this is our own address");
    }
    let object = json::one_id(&document["object"]["attributedTo"]).and_then(|id| inner.addresses.read(id));
    if object.is_some() {
        return forbidden("this is our own address");
    }
    if !activity.id.same_host(&activity.actor) {
        return forbidden("the id is not on the actor's server");
    }
    Ok(())
}
