//! Addresses we are willing to open: `https`, a name, no tricks.

use std::fmt;

use thiserror::Error;
use url::Url;

use super::addresses::may_connect;
use super::host::Host;

/// Longer addresses are nobody's id.
const MAX_LENGTH: usize = 2048;

/// How far this server reaches. It is given to constructors, and never read from the environment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reach {
    /// The public internet, and nothing else: `https`, no ports, no private networks.
    #[default]
    Public,
    /// Demo mode and tests: also `http`, ports and this machine (`*.localhost`, loopback addresses).
    Demo,
}

/// Why an address is not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum AddressRefusal {
    /// Over 2 KB.
    #[error("the address is too long")]
    TooLong,
    /// Not an absolute address at all: relative, a number, or with hidden characters.
    #[error("this is not an address")]
    NotAnAddress,
    /// Another scheme than `https`.
    #[error("only https addresses are opened")]
    Scheme,
    /// A name or password before the host.
    #[error("the address holds a user name")]
    UserInfo,
    /// Another port than 443.
    #[error("the address holds an unusual port")]
    Port,
    /// An address in digits, a name without a dot, or a name that cannot be.
    #[error("the address does not name a public server")]
    Host,
}

/// An address that passed every check that can be made without asking the network.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WebAddress {
    url: Url,
    host: Host,
}

impl WebAddress {
    /// Checks an address.
    pub fn parse(text: &str, reach: Reach) -> Result<Self, AddressRefusal> {
        if text.len() > MAX_LENGTH {
            return Err(AddressRefusal::TooLong);
        }
        // The parser drops tabs and line ends in silence, so two readers could see two addresses.
        if text.chars().any(char::is_control) {
            return Err(AddressRefusal::NotAnAddress);
        }
        Self::of_url(Url::parse(text).map_err(|_| AddressRefusal::NotAnAddress)?, reach)
    }

    /// Follows a link found in the document at this address, and checks where it leads.
    pub fn join(&self, link: &str, reach: Reach) -> Result<Self, AddressRefusal> {
        let url = self.url.join(link).map_err(|_| AddressRefusal::NotAnAddress)?;
        Self::parse(url.as_str(), reach)
    }

    /// The server.
    pub fn host(&self) -> &Host {
        &self.host
    }

    /// Whether both addresses belong to one server.
    pub fn same_host(&self, other: &WebAddress) -> bool {
        self.host == other.host
    }

    /// The whole address, in its normal spelling.
    pub fn as_str(&self) -> &str {
        self.url.as_str()
    }

    /// The address for the library that opens it.
    pub fn url(&self) -> &Url {
        &self.url
    }

    /// `http` or `https`.
    pub fn scheme(&self) -> &str {
        self.url.scheme()
    }

    /// The address of the document itself, without `#main-key` and the like.
    #[must_use]
    pub fn without_fragment(&self) -> Self {
        let mut document = self.clone();
        document.url.set_fragment(None);
        document
    }

    /// What the `Host` header says: the name, and the port if there is an unusual one.
    pub(crate) fn authority(&self) -> String {
        let name = self.url.host_str().unwrap_or_default();
        self.url.port().map_or_else(|| name.to_owned(), |port| format!("{name}:{port}"))
    }

    /// Path and query, as the request line says them.
    pub(crate) fn target(&self) -> String {
        let path = self.url.path();
        self.url.query().map_or_else(|| path.to_owned(), |query| format!("{path}?{query}"))
    }

    fn of_url(url: Url, reach: Reach) -> Result<Self, AddressRefusal> {
        match (url.scheme(), reach) {
            ("https", _) | ("http", Reach::Demo) => {}
            _ => return Err(AddressRefusal::Scheme),
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(AddressRefusal::UserInfo);
        }
        if url.port().is_some() && reach == Reach::Public {
            return Err(AddressRefusal::Port);
        }
        check_host(&url, reach)?;
        let host = Host::of_url(&url).ok_or(AddressRefusal::Host)?;
        Ok(Self { url, host })
    }
}

/// In public a name with a dot in it, that is not this machine's; in demo mode any name, or a loopback address.
fn check_host(url: &Url, reach: Reach) -> Result<(), AddressRefusal> {
    let allowed = match (url.host(), reach) {
        (Some(url::Host::Domain(name)), Reach::Public) => is_public_name(name),
        (Some(url::Host::Domain(name)), Reach::Demo) => !name.ends_with('.'),
        (Some(url::Host::Ipv4(ip)), Reach::Demo) => ip.is_loopback() && may_connect(ip.into(), reach),
        (Some(url::Host::Ipv6(ip)), Reach::Demo) => ip.is_loopback() && may_connect(ip.into(), reach),
        _ => false,
    };
    if allowed { Ok(()) } else { Err(AddressRefusal::Host) }
}

fn is_public_name(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
    name.contains('.') && !name.ends_with('.') && !name.ends_with(".localhost") && name.bytes().all(plain)
}

impl fmt::Display for WebAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn c12_only_plain_https_addresses_are_opened() {
        let refused = [
            ("http://peer.example/", AddressRefusal::Scheme),
            ("ftp://peer.example/", AddressRefusal::Scheme),
            ("file:///etc/passwd", AddressRefusal::Scheme),
            ("data:application/json,{}", AddressRefusal::Scheme),
            ("javascript:alert(1)", AddressRefusal::Scheme),
            ("https://a@peer.example/", AddressRefusal::UserInfo),
            ("https://a:b@peer.example/", AddressRefusal::UserInfo),
            ("https://:b@peer.example/", AddressRefusal::UserInfo),
            ("https://peer.example:22/", AddressRefusal::Port),
            ("https://peer.example:8443/", AddressRefusal::Port),
            ("https://127.0.0.1/", AddressRefusal::Host),
            ("https://1.1.1.1/", AddressRefusal::Host),
            ("https://2130706433/", AddressRefusal::Host),
            ("https://0x7f.1/", AddressRefusal::Host),
            ("https://[::1]/", AddressRefusal::Host),
            ("https://[::ffff:127.0.0.1]/", AddressRefusal::Host),
            ("https://localhost/", AddressRefusal::Host),
            ("https://pine.localhost/", AddressRefusal::Host),
            ("https://intranet/", AddressRefusal::Host),
            ("https://peer.example./", AddressRefusal::Host),
            ("https://a..b/", AddressRefusal::Host),
            ("https:///path", AddressRefusal::Host),
            ("/relative", AddressRefusal::NotAnAddress),
            ("4", AddressRefusal::NotAnAddress),
            ("", AddressRefusal::NotAnAddress),
            ("https://pe\ner.example/", AddressRefusal::NotAnAddress),
            ("https://peer.example/\0", AddressRefusal::NotAnAddress),
        ];
        for (text, reason) in refused {
            assert_eq!(WebAddress::parse(text, Reach::Public), Err(reason), "{text}");
        }
    }

    #[test]
    fn c12_length_is_capped() {
        let long = format!("https://peer.example/{}", "a".repeat(MAX_LENGTH));
        assert_eq!(WebAddress::parse(&long, Reach::Public), Err(AddressRefusal::TooLong));
    }

    #[test]
    fn ordinary_addresses_are_taken_in_their_normal_spelling() {
        let cases = [
            ("https://Peer.Example/c/a", "https://peer.example/c/a"),
            ("https://peer.example:443/c/a?x=1#y", "https://peer.example/c/a?x=1#y"),
            ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ];
        for (text, expected) in cases {
            assert_eq!(WebAddress::parse(text, Reach::Public).unwrap().as_str(), expected);
        }
    }

    #[test]
    fn an_id_with_a_space_in_its_fragment_still_has_a_host() {
        let id = "https://nodebb.example/uid/1#activity/accept:follow/Mirror B/1795";
        let address = WebAddress::parse(id, Reach::Public).unwrap();
        assert_eq!(address.host().to_string(), "nodebb.example");
        assert_eq!(address.without_fragment().as_str(), "https://nodebb.example/uid/1");
    }

    #[test]
    fn demo_mode_reaches_this_machine_and_keeps_the_other_rules() {
        for text in [
            "http://pine.localhost:4001/c/a",
            "http://127.0.0.1:80/",
            "http://[::1]:9/",
            "https://a.example/",
        ] {
            assert!(WebAddress::parse(text, Reach::Demo).is_ok(), "{text}");
        }
        for text in [
            "http://10.0.0.1/",
            "http://169.254.169.254/",
            "http://a@pine.localhost/",
            "ftp://pine.localhost/",
        ] {
            assert!(WebAddress::parse(text, Reach::Demo).is_err(), "{text}");
        }
    }

    #[test]
    fn links_are_checked_where_they_lead() {
        let here = WebAddress::parse("https://peer.example/c/a", Reach::Public).unwrap();
        assert_eq!(here.join("b?x", Reach::Public).unwrap().as_str(), "https://peer.example/c/b?x");
        assert_eq!(here.join("//127.0.0.1/", Reach::Public), Err(AddressRefusal::Host));
        assert_eq!(here.join("http://peer.example/", Reach::Public), Err(AddressRefusal::Scheme));
        assert!(!here.same_host(&here.join("https://other.example/", Reach::Public).unwrap()));
    }
}
