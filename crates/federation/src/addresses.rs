//! Our things and their addresses: from an id to the address that others know, and back.

use store::{CommentId, ThreadId};

use crate::wire::{Host, Reach, WebAddress, web_address::AddressRefusal};

/// Our own address may be plain http, on a LAN or an onion: such a server has pages, and no peers.
const OWN: Reach = Reach::Demo;

/// Where our things are found. The addresses are those of the pages: what is asked for decides what is answered.
#[derive(Clone, Debug)]
pub struct Addresses {
    base: String,
    host: Host,
}

/// Something of ours that has an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The server itself: it fetches, and shakes hands with other servers.
    Server,
    /// The pooled actor that follows and reports for all members.
    Reader,
    /// One of our names.
    Persona(String),
    /// The pooled moderators of one of our communities, by the community's handle.
    Moderators(String),
    /// One of our communities.
    Community(String),
    /// A list that belongs to a community.
    List(String, List),
    /// A thread.
    Thread(ThreadId),
    /// The thread and all its comments as a list.
    Context(ThreadId),
    /// A comment.
    Comment(CommentId),
    /// Something we said.
    Activity(i64),
    /// The communities that our circle may read.
    Circle,
}

/// A list that belongs to a community.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// What it announced.
    Outbox,
    /// How many servers listen.
    Followers,
    /// Who moderates.
    Moderators,
    /// What stays on top.
    Featured,
}

impl List {
    const ALL: [(Self, &'static str); 4] = [
        (Self::Outbox, "outbox"),
        (Self::Followers, "followers"),
        (Self::Moderators, "moderators"),
        (Self::Featured, "featured"),
    ];

    /// Reads the last part of its address.
    #[must_use]
    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, name)| *name == word).map(|(list, _)| list)
    }

    fn word(self) -> &'static str {
        Self::ALL.into_iter().find(|(list, _)| *list == self).map_or("", |(_, name)| name)
    }
}

/// What stands before a community's handle in the handle of its pooled moderators. Handles of personas have no
/// underscore, so the two cannot meet.
const MODERATORS: &str = "moderators_";

impl Place {
    /// The path, without the slash in front.
    #[must_use]
    pub fn path(&self) -> String {
        match self {
            Self::Server => "actor".to_owned(),
            Self::Reader => "reader".to_owned(),
            Self::Persona(handle) => format!("p/{handle}"),
            Self::Moderators(handle) => format!("p/{MODERATORS}{handle}"),
            Self::Community(handle) => format!("c/{handle}"),
            Self::List(handle, list) => format!("c/{handle}/{}", list.word()),
            Self::Thread(id) => format!("t/{id}"),
            Self::Context(id) => format!("t/{id}/context"),
            Self::Comment(id) => format!("comments/{id}"),
            Self::Activity(id) => format!("activities/{id}"),
            Self::Circle => "circle".to_owned(),
        }
    }

    /// Reads a path without the slash in front.
    #[must_use]
    pub fn read(path: &str) -> Option<Self> {
        let parts: Vec<&str> = path.split('/').collect();
        Some(match parts.as_slice() {
            ["actor"] => Self::Server,
            ["reader"] => Self::Reader,
            ["circle"] => Self::Circle,
            ["p", handle] if is_handle(handle) => Self::of_person(handle),
            ["c", handle] if is_handle(handle) => Self::Community((*handle).to_owned()),
            ["c", handle, list] if is_handle(handle) => Self::List((*handle).to_owned(), List::read(list)?),
            ["t", id] => Self::Thread(id.parse().ok()?),
            ["t", id, "context"] => Self::Context(id.parse().ok()?),
            ["comments", id] => Self::Comment(id.parse().ok()?),
            ["activities", id] => Self::Activity(id.parse().ok()?),
            _ => return None,
        })
    }

    /// What a `/p/…` address or a handle `…@host` means.
    #[must_use]
    pub fn of_person(handle: &str) -> Self {
        match handle.strip_prefix(MODERATORS) {
            Some(community) => Self::Moderators(community.to_owned()),
            None => Self::Persona(handle.to_owned()),
        }
    }

    /// The name in front of `@host`, for actors.
    #[must_use]
    pub fn username(&self) -> Option<String> {
        Some(match self {
            Self::Server => "server".to_owned(),
            Self::Reader => "reader".to_owned(),
            Self::Persona(handle) | Self::Community(handle) => handle.clone(),
            Self::Moderators(handle) => format!("{MODERATORS}{handle}"),
            _ => return None,
        })
    }
}

fn is_handle(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'-');
    !text.is_empty() && text.len() <= 100 && text.bytes().all(plain)
}

impl Addresses {
    /// The addresses of the server at `base`.
    ///
    /// # Errors
    /// When `base` is no address that others could open.
    pub fn new(base: &str) -> Result<Self, AddressRefusal> {
        let parsed = WebAddress::parse(base, OWN)?;
        let base = parsed.as_str().trim_end_matches('/').to_owned();
        Ok(Self { base, host: parsed.host().clone() })
    }

    /// Our own host.
    #[must_use]
    pub fn host(&self) -> &Host {
        &self.host
    }

    /// The beginning of all our addresses, without a slash at the end.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.base
    }

    /// The one inbox of this server.
    #[must_use]
    pub fn inbox(&self) -> String {
        format!("{}/inbox", self.base)
    }

    /// The address of a thing.
    #[must_use]
    pub fn of(&self, place: &Place) -> String {
        format!("{}/{}", self.base, place.path())
    }

    /// The same, as an address that can be opened.
    #[must_use]
    pub fn open(&self, place: &Place) -> WebAddress {
        WebAddress::parse(&self.of(place), OWN).expect("our own address was checked when we started")
    }

    /// The id of the key with which an actor of ours signs.
    #[must_use]
    pub fn key_id(&self, actor: &str) -> WebAddress {
        let text = format!("{}/{actor}#main-key", self.base);
        WebAddress::parse(&text, OWN).expect("our own address was checked when we started")
    }

    /// What of ours this address means; `None` for what is not ours, or nothing.
    #[must_use]
    pub fn read(&self, address: &str) -> Option<Place> {
        let path = address.strip_prefix(self.base.as_str())?.strip_prefix('/')?;
        let place = Place::read(path)?;
        // One thing has one spelling: `/t/007` is not `/t/7`.
        (place.path() == path).then_some(place)
    }

    /// Whether the address lies on this server, whatever it means.
    #[must_use]
    pub fn is_ours(&self, address: &WebAddress) -> bool {
        *address.host() == self.host
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_found_again_by_its_address() {
        let addresses = Addresses::new("https://maple.example/").unwrap();
        let places = [
            Place::Server,
            Place::Reader,
            Place::Circle,
            Place::Persona("k3j4h5".into()),
            Place::Moderators("evenings".into()),
            Place::Community("evenings".into()),
            Place::List("evenings".into(), List::Featured),
            Place::Thread(ThreadId(7)),
            Place::Context(ThreadId(7)),
            Place::Comment(CommentId(8)),
            Place::Activity(9),
        ];
        for place in places {
            assert_eq!(addresses.read(&addresses.of(&place)), Some(place));
        }
    }

    #[test]
    fn other_spellings_and_other_servers_are_not_ours() {
        let addresses = Addresses::new("https://maple.example").unwrap();
        let others = [
            "https://maple.example.evil.test/t/7",
            "https://evil.test/t/7",
            "https://maple.example/t/007",
            "https://maple.example/t/7#x",
            "https://maple.example/t/-x",
            "https://maple.example/c/UPPER",
            "https://maple.example/",
            "7",
            "/t/7",
        ];
        for text in others {
            assert_eq!(addresses.read(text), None, "{text}");
        }
    }
}
