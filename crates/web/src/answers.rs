//! What handlers answer: a page, a page with what to mend, or the way to the next page.

use askama::Template;
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
};

use store::Mutant;

use crate::Error;

/// What a handler gives back.
pub type Answer = Result<Response, Error>;

/// A page.
///
/// # Errors
/// When the template cannot be written, which is our fault.
pub fn page(template: &impl Template) -> Answer {
    page_with(StatusCode::OK, template)
}

/// A long page: `room` is about how many bytes it takes, so that the memory is asked for once.
///
/// # Errors
/// As [`page`].
pub fn page_of(room: usize, template: &impl Template) -> Answer {
    let mut html = String::with_capacity(room);
    template.render_into(&mut html).map_err(|error| store::Fault::Other(format!("template: {error}")))?;
    Ok(Html(html).into_response())
}

/// The same form once more, filled in, with what to mend.
///
/// # Errors
/// As [`page`].
pub fn page_again(template: &impl Template) -> Answer {
    page_with(StatusCode::UNPROCESSABLE_ENTITY, template)
}

/// A page under a status of its own.
///
/// # Errors
/// As [`page`].
pub fn page_with(status: StatusCode, template: &impl Template) -> Answer {
    let html = template.render().map_err(|error| store::Fault::Other(format!("template: {error}")))?;
    Ok((status, Html(html)).into_response())
}

/// After a form: go on to `address` (303). Only addresses of our own making belong here.
///
/// # Errors
/// Never; so that it can stand at the end of a handler.
pub fn go_to(address: impl AsRef<str>) -> Answer {
    Ok(see_other(address.as_ref()))
}

/// The bare redirect of [`go_to`].
#[must_use]
pub fn see_other(address: &str) -> Response {
    let location = HeaderValue::from_str(address).unwrap_or_else(|_| HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response()
}

/// Lets robots keep a page: only open ones, as strangers see them.
#[must_use]
pub fn for_robots(mut response: Response, open: bool) -> Response {
    if open || Mutant::EverythingIsIndexed.is_on() {
        response.headers_mut().insert("x-robots-tag", HeaderValue::from_static("noarchive"));
    }
    response
}

/// Adds a cookie to an answer.
#[must_use]
pub fn with_cookie(mut response: Response, cookie: HeaderValue) -> Response {
    response.headers_mut().append(header::SET_COOKIE, cookie);
    response
}

/// A path of this site that a form or link may name, or `/`: never another site.
#[must_use]
pub fn local_path(path: &str) -> &str {
    let second = path.as_bytes().get(1);
    let plain = path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if path.starts_with('/') && second != Some(&b'/') && plain { path } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_site_are_followed() {
        for good in ["/", "/t/5?page=2#comment-3", "/c/porch@harbor.example"] {
            assert_eq!(local_path(good), good);
        }
        for bad in ["", "//evil.example", "/\\evil.example", "https://evil.example", "t/5", "/a\nb", "/é"] {
            assert_eq!(local_path(bad), "/");
        }
    }
}
