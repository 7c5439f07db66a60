//! The four cookies: the session, two choices that work without an account (look and country), and what opens a
//! stranger's searches until their window closes.

use axum::http::{HeaderMap, HeaderValue, header};

/// The look a person chose; without one the page follows their device.
pub const THEME: &str = "theme";
/// The country whose emergency number they want.
pub const COUNTRY: &str = "country";
/// What opens the addresses of a stranger's searches (`sought`).
pub const SEARCH: &str = "search";

const A_YEAR: i64 = 365 * 24 * 3_600;

/// What the session's cookie is called: the strict prefix exists only where there is TLS.
#[must_use]
pub fn session_name(secure: bool) -> &'static str {
    if secure { "__Host-session" } else { "session" }
}

/// The value of the cookie `name`, if the browser sent one.
#[must_use]
pub fn read<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers.get_all(header::COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    let mut pairs = all.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
}

/// A `Set-Cookie` that keeps `value`; without `max_age` it ends with the window.
#[must_use]
pub fn set(name: &str, value: &str, max_age: Option<i64>, secure: bool) -> HeaderValue {
    let age = max_age.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
    let secure = if secure { "; Secure" } else { "" };
    let line = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{age}{secure}");
    HeaderValue::from_str(&line).unwrap_or_else(|_| HeaderValue::from_static(""))
}

/// A `Set-Cookie` that makes the browser forget `name`.
#[must_use]
pub fn forget(name: &str, secure: bool) -> HeaderValue {
    set(name, "", Some(0), secure)
}

/// A `Set-Cookie` for a choice: for a year on one's own device, else until the window closes.
#[must_use]
pub fn choice(name: &str, value: &str, own_device: bool, secure: bool) -> HeaderValue {
    set(name, value, own_device.then_some(A_YEAR), secure)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("theme=dark; session=abc=="));
        assert_eq!(read(&headers, "session"), Some("abc=="));
        assert_eq!(read(&headers, "sess"), None);
        assert_eq!(
            set("__Host-session", "x", Some(5), true),
            "__Host-session=x; Path=/; HttpOnly; SameSite=Lax; Max-Age=5; Secure"
        );
    }
}
