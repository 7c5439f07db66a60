//! Leaving: quickly, to a plain site, or by signing out.

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    extract::{FromRequestParts, Request, State},
    http::{HeaderName, HeaderValue},
    response::Response,
    routing::{get, post},
};
use members::Member;

use crate::{
    answers::{Answer, go_to, see_other, with_cookie},
    cookies::{self, COUNTRY, SEARCH, THEME},
    site::Site,
    viewer::MaybeMember,
};

/// Without `"cache"`: clearing it makes a browser wait for seconds, and our pages are `no-store` anyway.
const CLEAR: &str = "\"cookies\", \"storage\"";

/// `/leave` and `/sign-out`.
pub fn routes() -> Router<Arc<Site>> {
    Router::new().route("/leave", get(leave)).route("/sign-out", post(sign_out))
}

/// How long somebody who leaves waits for their session to end: a database that is away must not keep them.
const WAITING: Duration = Duration::from_secs(1);

/// A plain link on purpose: it must work at once, whatever else is broken. The session ends first, or as soon as it can.
async fn leave(State(site): State<Arc<Site>>, request: Request) -> Response {
    let ending = {
        let site = site.clone();
        let (mut parts, _) = request.into_parts();
        tokio::spawn(async move {
            if let Ok(MaybeMember(Some(member))) = MaybeMember::from_request_parts(&mut parts, &site).await {
                end_session(&site, &member).await;
            }
        })
    };
    let _ = tokio::time::timeout(WAITING, ending).await;
    forget(&site, see_other(&site.settings.leave_to))
}

async fn sign_out(State(site): State<Arc<Site>>, MaybeMember(member): MaybeMember) -> Answer {
    if let Some(member) = member {
        site.members.sign_out(&member).await?;
    }
    Ok(forget(&site, go_to("/")?))
}

async fn end_session(site: &Site, member: &Member) {
    if let Err(fault) = site.members.sign_out(member).await {
        tracing::error!(%fault, "a session could not be ended on leaving");
    }
}

/// The browser forgets what we gave it. On plain http it knows no `Clear-Site-Data`.
pub(crate) fn forget(site: &Site, response: Response) -> Response {
    let secure = site.settings.secure;
    let names = [cookies::session_name(secure), THEME, COUNTRY, SEARCH];
    let cookies = names.map(|name| cookies::forget(name, secure));
    let mut response = cookies.into_iter().fold(response, with_cookie);
    if secure {
        let name = HeaderName::from_static("clear-site-data");
        response.headers_mut().insert(name, HeaderValue::from_static(CLEAR));
    }
    response
}
