//! Names of servers, written one way, so that two spellings of one server are one server.

use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;

use store::Mutant;

use super::web_address::Reach;

/// The longest name the domain name system knows.
const MAX_NAME: usize = 253;

/// A server's name: lower case, punycode, without a trailing dot. A port is part of it in demo mode only, where
/// several servers live on one machine.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Host {
    name: String,
    port: Option<u16>,
}

impl Host {
    /// Reads `Example.org`, `exämple.org.`, `example.org:443`; in [`Reach::Demo`] also `pine.localhost:4001` and
    /// loopback addresses. `None` for whatever is no plain server name within reach.
    pub fn parse(text: &str, reach: Reach) -> Option<Self> {
        let host = Self::split(text)?;
        let usual = host.port.is_none() && !host.is_numeric();
        (usual || reach == Reach::Demo).then_some(host)
    }

    /// The host of an address that was already checked.
    pub(crate) fn of_url(url: &url::Url) -> Option<Self> {
        let name = normal_name(url.host_str()?)?;
        Some(Self { name, port: url.port() })
    }

    /// The name without a port.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether this text (the `Host` header of a request to us) means this server, and no other port of it.
    pub fn is_authority(&self, text: &str) -> bool {
        Self::split(text).is_some_and(|host| host == *self)
    }

    /// Whether the name stands for this machine whatever the domain name system says.
    pub(crate) fn is_localhost(&self) -> bool {
        self.name == "localhost" || self.name.ends_with(".localhost")
    }

    /// Whether it is an address in digits, not a name.
    pub(crate) fn is_numeric(&self) -> bool {
        self.name.starts_with('[') || self.name.parse::<std::net::Ipv4Addr>().is_ok()
    }

    /// The beginning of this server's addresses: `https://example.org`, in demo mode `http://pine.localhost:4001`.
    pub(crate) fn origin(&self, reach: Reach) -> String {
        let on_this_machine = self.port.is_some() || self.is_localhost() || self.is_numeric();
        let scheme = if reach == Reach::Demo && on_this_machine { "http" } else { "https" };
        format!("{scheme}://{self}")
    }

    fn split(text: &str) -> Option<Self> {
        let forbidden = |character: char| "@/\\?#%".contains(character) || character.is_whitespace();
        if text.chars().any(forbidden) {
            return None;
        }
        let (name, port) = match text.rsplit_once(':') {
            // The colons of a bare `[::1]` are no port.
            Some((name, port)) if !port.ends_with(']') => (name, Some(port.parse::<u16>().ok()?)),
            _ => (text, None),
        };
        let port = port.filter(|port| !matches!(port, 80 | 443));
        Some(Self { name: normal_name(name)?, port })
    }
}

impl fmt::Display for Host {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.name)?;
        match self.port {
            Some(port) => write!(formatter, ":{port}"),
            None => Ok(()),
        }
    }
}

/// Lower case, IDNA to punycode, one trailing dot off.
fn normal_name(text: &str) -> Option<String> {
    if Mutant::HostsAsTyped.is_on() {
        return Some(text.to_owned());
    }
    let name = url::Host::parse(text).ok()?.to_string();
    let name = name.strip_suffix('.').unwrap_or(&name);
    let well_formed =
        !name.is_empty() && name.len() <= MAX_NAME && name.split('.').all(|label| !label.is_empty());
    well_formed.then(|| name.to_owned())
}

/// Servers that are not spoken with, each with all its sub-domains. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct BlockList {
    names: Arc<HashSet<String>>,
}

impl BlockList {
    /// A list of blocked servers.
    pub fn new(hosts: impl IntoIterator<Item = Host>) -> Self {
        Self { names: Arc::new(hosts.into_iter().map(|host| host.name).collect()) }
    }

    /// Whether the server, or a domain it lies under, is on the list. Ports do not matter.
    pub fn blocks(&self, host: &Host) -> bool {
        let mut rest = Some(host.name.as_str());
        while let Some(name) = rest {
            if self.names.contains(name) {
                return true;
            }
            rest = name.split_once('.').map(|(_, parent)| parent);
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host(text: &str) -> Host {
        Host::parse(text, Reach::Public).unwrap()
    }

    #[test]
    fn one_server_has_one_spelling() {
        let spellings = [
            ("EXAMPLE.Org", "example.org"),
            ("example.org.", "example.org"),
            ("example.org:443", "example.org"),
            ("bücher.example", "xn--bcher-kva.example"),
            ("BÜCHER.example.", "xn--bcher-kva.example"),
            ("xn--bcher-kva.example", "xn--bcher-kva.example"),
            ("ｅｘａｍｐｌｅ。org", "example.org"),
        ];
        for (text, expected) in spellings {
            assert_eq!(host(text).to_string(), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_server_name_is_refused() {
        let texts = [
            "",
            ".",
            "a..b",
            "user@example.org",
            "example.org/path",
            "exa mple.org",
            "ex%61mple.org",
            "example.org:22",
            "127.0.0.1",
            "0x7f.1",
            "[::1]",
            "example.org:port",
            "example.org:",
            "[::1",
            "a\\b",
            "<a>.org",
        ];
        for text in texts {
            assert_eq!(Host::parse(text, Reach::Public), None, "{text}");
        }
        assert_eq!(Host::parse(&"a".repeat(300), Reach::Public), None);
    }

    #[test]
    fn demo_mode_keeps_ports_apart() {
        let pine = Host::parse("pine.localhost:4001", Reach::Demo).unwrap();
        let same = Host::parse("PINE.localhost:4001", Reach::Demo).unwrap();
        let other = Host::parse("pine.localhost:4002", Reach::Demo).unwrap();
        assert_eq!(pine, same);
        assert_ne!(pine, other);
        assert_eq!(pine.to_string(), "pine.localhost:4001");
        assert_eq!(Host::parse("[::1]:4001", Reach::Demo).unwrap().to_string(), "[::1]:4001");
    }

    #[test]
    fn a07_only_our_own_authority_is_ours() {
        let ours = host("pine.example");
        for text in ["pine.example", "Pine.Example", "pine.example.", "pine.example:443"] {
            assert!(ours.is_authority(text), "{text}");
        }
        for text in ["evil.test", "pine.example:8443", "pine.example.evil.test", "x@pine.example", ""] {
            assert!(!ours.is_authority(text), "{text}");
        }
    }

    #[test]
    fn b21_a_block_covers_every_spelling_and_sub_domain() {
        let list = BlockList::new([host("evil.test"), host("bücher.example")]);
        let blocked = [
            "evil.test",
            "EVIL.test.",
            "sub.evil.test",
            "a.b.Evil.Test",
            "evil.test:443",
            "xn--bcher-kva.example",
            "www.BÜCHER.example",
        ];
        for text in blocked {
            assert!(list.blocks(&host(text)), "{text}");
        }
        assert!(list.blocks(&Host::parse("evil.test:8443", Reach::Demo).unwrap()));
        for text in ["notevil.test", "test", "evil.test.example", "vil.test"] {
            assert!(!list.blocks(&host(text)), "{text}");
        }
    }
}
