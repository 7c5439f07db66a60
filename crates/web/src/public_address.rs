//! The address that a browser just used to reach us, guessed from its own request, and what kind of address that is.

use std::{
    convert::Infallible,
    net::{IpAddr, SocketAddr},
};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, header, request::Parts},
};
use url::{Host, Url};

use crate::neighbourhood::Neighbourhood;

/// Where browsers can reach an address from, and so what it lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A name that the whole Internet can look up.
    Public,
    /// A name or number of one home network.
    Lan,
    /// An onion service: Tor encrypts it.
    Onion,
    /// This very machine.
    Here,
    /// A bare number of the Internet: no certificate, and it may change.
    Number,
}

/// Endings that only a home network knows.
const LAN: [&str; 8] =
    [".local", ".lan", ".home", ".internal", ".intranet", ".home.arpa", ".private", ".corp"];

impl Kind {
    /// Of an address.
    #[must_use]
    pub fn of(base: &Url) -> Self {
        match base.host() {
            Some(Host::Ipv4(number)) => Self::of_number(IpAddr::V4(number)),
            Some(Host::Ipv6(number)) => Self::of_number(IpAddr::V6(number)),
            Some(Host::Domain(name)) => Self::of_name(&name.to_lowercase()),
            None => Self::Lan,
        }
    }

    fn of_number(number: IpAddr) -> Self {
        match number {
            _ if number.is_loopback() => Self::Here,
            _ if Neighbourhood::of(number) == Neighbourhood::Everybody => Self::Lan,
            _ => Self::Number,
        }
    }

    fn of_name(name: &str) -> Self {
        let name = name.trim_end_matches('.');
        match name {
            "localhost" => Self::Here,
            _ if name.ends_with(".localhost") => Self::Here,
            _ if name.ends_with(".onion") => Self::Onion,
            _ if !name.contains('.') || LAN.iter().any(|ending| name.ends_with(ending)) => Self::Lan,
            _ => Self::Public,
        }
    }

    /// The translation key of what is missing at such an address without TLS; `None` when nothing is.
    #[must_use]
    pub fn lacks(self, base: &Url) -> Option<&'static str> {
        if base.scheme() == "https" {
            return None;
        }
        Some(match self {
            Self::Onion => "address-lacks-onion",
            Self::Here => "address-lacks-here",
            Self::Lan => "address-lacks-lan",
            Self::Public | Self::Number => "address-lacks-public",
        })
    }

    /// Whether what a page shows can be read on the way.
    #[must_use]
    pub fn is_overheard(self, base: &Url) -> bool {
        base.scheme() == "http" && !matches!(self, Self::Onion | Self::Here)
    }
}

/// The address in the request itself; `None` when it says nothing that could be one.
pub struct Seen(pub Option<Url>);

impl Seen {
    /// Only a proxy near us is believed when it tells what the browser asked for.
    fn told(peer: Option<IpAddr>, headers: &HeaderMap) -> Self {
        let near = peer.is_none_or(|peer| Neighbourhood::of(peer) == Neighbourhood::Everybody);
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(first);
        let (forwarded_host, forwarded_scheme) = if near {
            let line = headers.get(header::FORWARDED).and_then(|value| value.to_str().ok()).map(first);
            (
                line.and_then(|line| part(line, "host")).or_else(|| text("x-forwarded-host")),
                line.and_then(|line| part(line, "proto")).or_else(|| text("x-forwarded-proto")),
            )
        } else {
            (None, None)
        };
        let host = forwarded_host.or_else(|| text("host"));
        let scheme = if forwarded_scheme == Some("https") { "https" } else { "http" };
        Self(host.and_then(|host| Url::parse(&format!("{scheme}://{host}/")).ok()).filter(is_bare))
    }
}

/// The first of several, which the outermost proxy wrote.
fn first(line: &str) -> &str {
    line.split(',').next().unwrap_or_default().trim()
}

/// What RFC 7239 says of one thing: `for=…;host=…;proto=…`.
fn part<'l>(line: &'l str, wanted: &str) -> Option<&'l str> {
    let pairs = line.split(';').filter_map(|pair| pair.split_once('='));
    let mut found = pairs.filter(|(name, _)| name.trim().eq_ignore_ascii_case(wanted));
    found.next().map(|(_, value)| value.trim().trim_matches('"'))
}

fn is_bare(url: &Url) -> bool {
    url.path() == "/" && url.query().is_none() && url.username().is_empty() && url.host_str().is_some()
}

impl<S: Send + Sync> FromRequestParts<S> for Seen {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|connection| connection.0.ip());
        Ok(Self::told(peer, &parts.headers))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(peer: &str, pairs: &[(&'static str, &'static str)]) -> String {
        let headers = pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()));
        Seen::told(peer.parse().ok(), &headers.collect()).0.map(Url::into).unwrap_or_default()
    }

    #[test]
    fn a_request_tells_its_address_and_a_proxy_near_us_tells_more() {
        let host = ("host", "maple.example");
        assert_eq!(seen("127.0.0.1", &[host]), "http://maple.example/");
        assert_eq!(seen("10.0.0.2", &[host, ("x-forwarded-proto", "https")]), "https://maple.example/");
        let inner = ("host", "127.0.0.1:8420");
        let told = [inner, ("x-forwarded-host", "maple.example"), ("x-forwarded-proto", "https")];
        assert_eq!(seen("127.0.0.1", &told), "https://maple.example/");
        let line = ("forwarded", "for=192.0.2.1;proto=https;host=\"maple.example\", for=10.0.0.1");
        assert_eq!(seen("::1", &[inner, line]), "https://maple.example/");
        assert_eq!(
            seen("203.0.113.7", &[host, ("x-forwarded-host", "evil.example")]),
            "http://maple.example/"
        );
        assert_eq!(seen("127.0.0.1", &[("host", "maple.lan:8420")]), "http://maple.lan:8420/");
        for none in ["", "a/b", "me@maple.example", "maple.example/x?y"] {
            assert_eq!(seen("127.0.0.1", &[("host", none)]), "", "{none:?}");
        }
        assert_eq!(seen("127.0.0.1", &[]), "");
    }

    #[test]
    fn an_address_is_of_a_kind() {
        for (address, kind) in [
            ("https://maple.example", Kind::Public),
            ("http://maple.example:8420", Kind::Public),
            ("http://maple.local", Kind::Lan),
            ("http://maple:8420", Kind::Lan),
            ("http://maple.home.arpa", Kind::Lan),
            ("http://192.168.1.20:8420", Kind::Lan),
            ("http://[fd00::1]", Kind::Lan),
            ("http://maplemaple.onion", Kind::Onion),
            ("http://localhost:8420", Kind::Here),
            ("http://maple.localhost:8420", Kind::Here),
            ("http://127.0.0.1:8420", Kind::Here),
            ("http://203.0.113.7", Kind::Number),
        ] {
            assert_eq!(Kind::of(&address.parse().unwrap()), kind, "{address}");
        }
    }

    #[test]
    fn only_plain_http_lacks_something() {
        let lacks = |address: &str| {
            let base = address.parse().unwrap();
            (Kind::of(&base).lacks(&base), Kind::of(&base).is_overheard(&base))
        };
        assert_eq!(lacks("https://maple.example"), (None, false));
        assert_eq!(lacks("http://maple.example"), (Some("address-lacks-public"), true));
        assert_eq!(lacks("http://maple.local"), (Some("address-lacks-lan"), true));
        assert_eq!(lacks("http://maplemaple.onion"), (Some("address-lacks-onion"), false));
        assert_eq!(lacks("http://localhost:8420"), (Some("address-lacks-here"), false));
    }
}
