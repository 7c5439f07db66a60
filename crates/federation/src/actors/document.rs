//! What an actor's document says, as far as we use it.

use serde_json::Value;

use super::names;
use crate::wire::{
    Document, Reach, WebAddress,
    json::{flag, one_id, text, types},
    keys::PublicKey,
};

/// The longest handle that is read.
const HANDLE: usize = 101;
/// The longest name that is kept.
const NAME: usize = 200;
/// The longest description that is kept.
const SUMMARY: usize = 5_000;

/// What kind of actor it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(try_from = "String")]
pub(crate) enum ActorKind {
    /// Somebody who writes.
    Person,
    /// A community.
    Group,
    /// A server.
    Application,
}

impl ActorKind {
    /// The word that the database keeps.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Group => "group",
            Self::Application => "application",
        }
    }

    /// Reads the type; bots and organisations write like people.
    pub(crate) fn of(document: &Value) -> Option<Self> {
        types(document).into_iter().find_map(|word| match word {
            "Person" | "Service" | "Organization" => Some(Self::Person),
            "Group" => Some(Self::Group),
            "Application" => Some(Self::Application),
            _ => None,
        })
    }
}

impl TryFrom<String> for ActorKind {
    type Error = String;

    fn try_from(word: String) -> Result<Self, String> {
        [Self::Person, Self::Group, Self::Application]
            .into_iter()
            .find(|kind| kind.word() == word)
            .ok_or_else(|| format!("no actor is a {word}"))
    }
}

/// An actor as its own server describes it.
#[derive(Clone, Debug)]
pub(crate) struct ActorDocument {
    pub(crate) id: WebAddress,
    pub(crate) kind: ActorKind,
    pub(crate) handle: String,
    pub(crate) name: String,
    /// HTML, not yet cleaned.
    pub(crate) summary: String,
    pub(crate) inbox: WebAddress,
    pub(crate) shared_inbox: Option<WebAddress>,
    /// Empty when it cannot sign.
    pub(crate) key_id: String,
    pub(crate) key_pem: String,
    pub(crate) outbox: Option<String>,
    pub(crate) moderators: Option<String>,
    pub(crate) featured: Option<String>,
    /// Whether it looks at each follower first: a private community.
    pub(crate) approves: bool,
}

impl ActorDocument {
    /// Reads a document that its own server served; `None` if it is no actor that we could speak with.
    pub(crate) fn read(document: &Document, reach: Reach) -> Option<Self> {
        let json = &document.json;
        let id = &document.id;
        let kind = ActorKind::of(json)?;
        let at_home = |value: &Value| {
            let address = WebAddress::parse(one_id(value)?, reach).ok()?;
            address.same_host(id).then_some(address)
        };
        let text_at_home = |value: &Value| at_home(value).map(|address| address.as_str().to_owned());
        let handle = names::handle(&text(&json["preferredUsername"], HANDLE)?)?;
        let (key_id, key_pem) = own_key(json, id, reach).unwrap_or_default();
        Some(Self {
            kind,
            name: text(&json["name"], NAME).map_or_else(|| handle.clone(), |name| names::name(&name)),
            summary: text(&json["summary"], SUMMARY).unwrap_or_default(),
            inbox: at_home(&json["inbox"])?,
            shared_inbox: at_home(&json["endpoints"]["sharedInbox"]),
            outbox: text_at_home(&json["outbox"]),
            moderators: text_at_home(&json["moderators"]).or_else(|| text_at_home(&json["attributedTo"])),
            featured: text_at_home(&json["featured"]),
            approves: flag(&json["manuallyApprovesFollowers"]),
            id: id.clone(),
            handle,
            key_id,
            key_pem,
        })
    }
}

/// The actor's first key that is its own, on its own server, and that we can check with.
fn own_key(json: &Value, id: &WebAddress, reach: Reach) -> Option<(String, String)> {
    let keys = match &json["publicKey"] {
        Value::Array(keys) => keys.as_slice(),
        one => std::slice::from_ref(one),
    };
    keys.iter().take(10).find_map(|key| {
        let key_id = WebAddress::parse(one_id(key)?, reach).ok()?;
        let owned = one_id(&key["owner"]).is_none_or(|owner| owner == id.as_str());
        let pem = PublicKey::from_pem(key["publicKeyPem"].as_str()?).ok()?.to_pem();
        (owned && key_id.same_host(id)).then(|| (key_id.as_str().to_owned(), pem))
    })
}
