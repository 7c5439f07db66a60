//! What every request must pass and every answer must carry: no forms from other sites, strict headers.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use store::Mutant;

use crate::{Error, site::Site};

/// Only our own origin, no inline script or style, nobody may frame us.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; \
    img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; connect-src 'self'; \
    manifest-src 'self'; worker-src 'self'";

/// Said on every answer. `same-origin`, not `no-referrer`: with the latter our own forms send `Origin: null`.
const ALWAYS: [(HeaderName, &str); 3] = [
    (header::REFERRER_POLICY, "same-origin"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

/// Said unless the page knows better: what it may load, nothing is kept by the browser, nothing is indexed.
const UNLESS_SAID: [(HeaderName, &str); 3] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
    (header::CACHE_CONTROL, "no-store"),
    (HeaderName::from_static("x-robots-tag"), "noindex, nofollow, noarchive"),
];

/// Puts the headers on every answer.
pub async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    for (name, value) in ALWAYS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    for (name, value) in UNLESS_SAID {
        if Mutant::PagesKept.is_on() && name == header::CACHE_CONTROL {
            continue;
        }
        let loose = name == header::CONTENT_SECURITY_POLICY && Mutant::LoosePolicy.is_on();
        let value = if loose { "form-action 'self'; base-uri 'none'" } else { value };
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

/// Tells Tor Browser where the same page is as an onion service; it asks its reader before it goes there.
pub async fn onion(State(site): State<Arc<Site>>, request: Request, next: Next) -> Response {
    let there = site.settings.onion.as_ref().and_then(|onion| {
        let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
        HeaderValue::from_str(&format!("{}{path}", onion.as_str().trim_end_matches('/'))).ok()
    });
    let mut response = next.run(request).await;
    if let Some(there) = there {
        response.headers_mut().insert(HeaderName::from_static("onion-location"), there);
    }
    response
}

/// Refuses a form that another site sent in a member's name.
pub async fn same_site(request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if reads || is_ours(request.headers()) {
        next.run(request).await
    } else {
        Error::CrossSite.into_response()
    }
}

/// The browser says where a form came from: in `Sec-Fetch-Site`, else in `Origin`. What says
/// neither is not a browser, carries nobody's cookie unasked, and passes.
fn is_ours(headers: &HeaderMap) -> bool {
    if let Some(site) = headers.get("sec-fetch-site") {
        return matches!(site.as_bytes(), b"same-origin" | b"none");
    }
    let Some(origin) = headers.get(header::ORIGIN) else { return true };
    let host = headers.get(header::HOST).map(HeaderValue::as_bytes);
    let named = origin.to_str().ok().and_then(|origin| origin.split_once("://"));
    named.is_some_and(|(_, named)| host.is_some_and(|host| named.as_bytes().eq_ignore_ascii_case(host)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(pairs: &[(&'static str, &'static str)]) -> bool {
        let pairs = pairs
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
        is_ours(&pairs.collect())
    }

    #[test]
    fn a_form_is_ours_or_not() {
        let host = ("host", "maple.example");
        assert!(judged(&[host]), "not a browser");
        assert!(judged(&[host, ("sec-fetch-site", "same-origin")]));
        assert!(judged(&[host, ("sec-fetch-site", "none")]), "typed by the person");
        assert!(!judged(&[host, ("sec-fetch-site", "same-site")]), "another port or sub-domain");
        assert!(!judged(&[host, ("sec-fetch-site", "cross-site")]));
        assert!(!judged(&[host, ("sec-fetch-site", "cross-site"), ("origin", "https://maple.example")]));
        assert!(judged(&[host, ("origin", "https://maple.example")]));
        assert!(judged(&[("host", "maple.onion:81"), ("origin", "http://maple.onion:81")]));
        assert!(!judged(&[host, ("origin", "https://maple.example.evil.example")]));
        assert!(!judged(&[host, ("origin", "https://maple.example:8443")]));
        assert!(!judged(&[host, ("origin", "null")]));
        assert!(!judged(&[("origin", "https://maple.example")]));
    }
}
