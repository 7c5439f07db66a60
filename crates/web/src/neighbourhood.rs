//! Where a request comes from, no closer than the street: what is counted at the doors, in memory, for a day.

use std::{
    convert::Infallible,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::Arc,
};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, HeaderName, request::Parts},
};
use store::Mutant;

use crate::site::Site;

/// Where a request comes from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Neighbourhood {
    /// A public address without its last part: a /24, or a /56.
    Street([u8; 16]),
    /// An address of this machine or of a local network says nothing: behind an onion service all have it.
    Everybody,
}

/// With `HiddenServiceExportCircuitID haproxy`, Tor gives each circuit an address that begins so. It is nobody's
/// address, so it counts whole.
const CIRCUIT: [u16; 4] = [0xfc00, 0xdead, 0xbeef, 0x4dad];

impl Neighbourhood {
    /// Of one address.
    #[must_use]
    pub fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(address) if is_local(address) => Self::Everybody,
            IpAddr::V4(address) => {
                let [a, b, c, _] = address.octets();
                Self::Street(Ipv4Addr::new(a, b, c, 0).to_ipv6_mapped().octets())
            }
            IpAddr::V6(address) if address.segments().starts_with(&CIRCUIT) => Self::Street(address.octets()),
            IpAddr::V6(address) if is_near(address) => Self::Everybody,
            IpAddr::V6(address) => {
                Self::Street((Ipv6Addr::from_bits(address.to_bits() >> 72 << 72)).octets())
            }
        }
    }

    /// Of a request that `peer` handed over. Only a proxy near us is believed when it tells, in the header that the
    /// operator named, for whom it speaks.
    fn told(peer: Option<IpAddr>, header: Option<&HeaderName>, headers: &HeaderMap) -> Self {
        let from = peer.map_or(Self::Everybody, Self::of);
        match (from, header) {
            (Self::Everybody, Some(header)) => last(headers, header).map_or(from, Self::of),
            _ => from,
        }
    }
}

fn is_local(address: Ipv4Addr) -> bool {
    // 100.64.0.0/10 is shared by telephone companies and private networks: it is no place on the Internet.
    let shared = address.octets()[0] == 100 && address.octets()[1] & 0xc0 == 64;
    shared
        || address.is_loopback()
        || address.is_private()
        || address.is_link_local()
        || address.is_unspecified()
}

fn is_near(address: Ipv6Addr) -> bool {
    address.is_loopback()
        || address.is_unique_local()
        || address.is_unicast_link_local()
        || address.is_unspecified()
}

/// The last address in a header: a proxy adds the one that it saw itself, and those before are hearsay.
fn last(headers: &HeaderMap, header: &HeaderName) -> Option<IpAddr> {
    let line = headers.get_all(header).iter().next_back()?.to_str().ok()?;
    let address = line.rsplit(',').next()?.trim();
    let bare = address.trim_start_matches('[').trim_end_matches(']');
    bare.parse().ok().or_else(|| address.parse().ok().map(|with_port: SocketAddr| with_port.ip()))
}

impl FromRequestParts<Arc<Site>> for Neighbourhood {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, site: &Arc<Site>) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|connection| connection.0.ip());
        if Mutant::LoggedAddresses.is_on() {
            tracing::debug!(?peer, headers = ?parts.headers, "somebody knocks");
        }
        Ok(Self::told(peer, site.settings.address_header.as_ref(), &parts.headers))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(address: &str) -> Neighbourhood {
        Neighbourhood::of(address.parse().unwrap())
    }

    #[test]
    fn neighbours_are_one_and_strangers_are_not() {
        for (one, other) in [
            ("203.0.113.7", "203.0.113.200"),
            ("203.0.113.7", "::ffff:203.0.113.9"),
            ("2001:db8:1:2300::1", "2001:db8:1:23ff:9::2"),
        ] {
            assert!(of(one) == of(other), "{one} {other}");
            assert!(of(one) != Neighbourhood::Everybody);
        }
        assert!(of("203.0.113.7") != of("203.0.114.7"));
        assert!(of("2001:db8:1:2300::1") != of("2001:db8:1:2400::1"));
        assert!(of("fc00:dead:beef:4dad::1:2") != of("fc00:dead:beef:4dad::1:3"), "two circuits");
    }

    #[test]
    fn near_addresses_are_everybodys() {
        for near in [
            "127.0.0.1",
            "127.66.6.6",
            "::1",
            "10.1.2.3",
            "172.17.0.2",
            "192.168.1.9",
            "100.64.1.1",
            "fd00::1",
        ] {
            assert!(of(near) == Neighbourhood::Everybody, "{near}");
        }
    }

    #[test]
    fn only_a_proxy_near_us_is_believed_and_only_its_own_word() {
        let header = HeaderName::from_static("x-forwarded-for");
        let told = |peer: &str, says: &str, trusted: bool| {
            let headers = HeaderMap::from_iter([(header.clone(), says.parse().unwrap())]);
            Neighbourhood::told(peer.parse().ok(), trusted.then_some(&header), &headers)
        };
        assert!(told("127.0.0.1", "203.0.113.7", true) == of("203.0.113.7"));
        assert!(told("127.0.0.1", "198.51.100.1, 203.0.113.7", true) == of("203.0.113.7"), "hearsay");
        assert!(told("127.0.0.1", "203.0.113.7:4711", true) == of("203.0.113.7"));
        assert!(told("127.0.0.1", "[2001:db8::7]:4711", true) == of("2001:db8::7"));
        assert!(told("127.0.0.1", "[2001:db8::7]", true) == of("2001:db8::7"));
        assert!(told("127.0.0.1", "nonsense", true) == Neighbourhood::Everybody);
        assert!(told("127.0.0.1", "203.0.113.7", false) == Neighbourhood::Everybody, "no header is named");
        assert!(told("198.51.100.1", "203.0.113.7", true) == of("198.51.100.1"), "no proxy of ours");
    }
}
