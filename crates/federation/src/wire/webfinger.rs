//! From `name@host` to an actor and back, believing neither side alone.

use std::fmt;

use serde_json::{Value, json};
use thiserror::Error;

use super::client::{Accept, Client, Document, Errand, FetchRefusal};
use super::host::Host;
use super::json::text;
use super::signer::ACTIVITY_JSON;
use super::web_address::{Reach, WebAddress};

/// The longest name that is taken for one.
const MAX_NAME: usize = 64;
/// Links after these are not read.
const MAX_LINKS: usize = 50;

/// `name@host`: how people write down an actor.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Handle {
    /// The name: plain ASCII, in the spelling given.
    pub name: String,
    /// The server.
    pub host: Host,
}

/// Why a handle and an actor do not belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum WebFingerRefusal {
    /// A server could not be asked, or answered what cannot be read.
    #[error(transparent)]
    Fetch(#[from] FetchRefusal),
    /// The answer is about nobody, or has no link to an actor.
    #[error("the answer does not lead to an actor")]
    NoActor,
    /// The actor has no usable name.
    #[error("the actor has no usable name")]
    NoName,
    /// The handle leads to the actor, but the actor does not lead back to the handle.
    #[error("the handle and the actor do not agree")]
    Disagreement,
}

/// An actor and its handle, each confirmed by the other's server.
#[derive(Debug, Clone, PartialEq)]
pub struct Confirmed {
    /// The handle, as the actor's server spells it.
    pub handle: Handle,
    /// The actor.
    pub actor: Document,
}

impl Handle {
    /// Reads `name@host`, `@name@host`, `!name@host` or `acct:name@host`.
    pub fn parse(text: &str, reach: Reach) -> Option<Self> {
        let text = text.trim();
        let text = text.strip_prefix("acct:").unwrap_or(text);
        let (name, host) = text.trim_start_matches(['@', '!']).split_once('@')?;
        is_name(name).then(|| Some(Self { name: name.to_owned(), host: Host::parse(host, reach)? }))?
    }

    /// Whether both mean the same: names differ in more than upper and lower case.
    pub fn means(&self, other: &Handle) -> bool {
        self.host == other.host && self.name.eq_ignore_ascii_case(&other.name)
    }

    /// Our own answer to a WebFinger question about one of our actors, to be served as `application/jrd+json`.
    /// `page` is what people open.
    pub fn describe(&self, actor: &WebAddress, page: &WebAddress) -> Value {
        json!({
            "subject": format!("acct:{self}"),
            "aliases": [actor.as_str()],
            "links": [
                { "rel": "self", "type": ACTIVITY_JSON, "href": actor.as_str() },
                {
                    "rel": "http://webfinger.net/rel/profile-page",
                    "type": "text/html",
                    "href": page.as_str(),
                },
            ],
        })
    }

    fn question(&self, reach: Reach) -> Result<WebAddress, FetchRefusal> {
        let resource: String =
            url::form_urlencoded::byte_serialize(format!("acct:{self}").as_bytes()).collect();
        let question = format!("{}/.well-known/webfinger?resource={resource}", self.host.origin(reach));
        Ok(WebAddress::parse(&question, reach)?)
    }
}

impl fmt::Display for Handle {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}@{}", self.name, self.host)
    }
}

fn is_name(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    !text.is_empty() && text.len() <= MAX_NAME && text.bytes().all(plain)
}

/// What a WebFinger answer says.
struct Answer {
    subject: Handle,
    actor: WebAddress,
}

/// Finds the actor behind a handle, and makes sure that the actor's own server agrees.
pub async fn resolve(
    client: &Client,
    handle: &Handle,
    errand: &Errand,
) -> Result<Confirmed, WebFingerRefusal> {
    let answer = ask(client, handle, errand).await?;
    let actor = client.fetch_document(&answer.actor, errand).await?;
    let own = own_handle(&actor, client.reach())?;
    let agreed = if answer.subject.means(&own) && answer.actor == actor.id {
        own
    } else {
        confirm(client, &actor, errand).await?
    };
    let is_answer = agreed.means(handle) || agreed.means(&answer.subject);
    if is_answer { Ok(Confirmed { handle: agreed, actor }) } else { Err(WebFingerRefusal::Disagreement) }
}

/// Finds the handle of an actor, and makes sure that the handle leads back to it.
///
/// The actor's own host must say so. If it gives a handle on another host (`alice@example.org` for an actor on
/// `social.example.org`), that host must say so too; otherwise anybody could call themselves anybody.
pub async fn confirm(client: &Client, actor: &Document, errand: &Errand) -> Result<Handle, WebFingerRefusal> {
    let own = own_handle(actor, client.reach())?;
    let answer = ask(client, &own, errand).await?;
    if answer.actor != actor.id {
        return Err(WebFingerRefusal::Disagreement);
    }
    if answer.subject.means(&own) {
        return Ok(own);
    }
    let elsewhere = ask(client, &answer.subject, errand).await?;
    let agrees = elsewhere.actor == actor.id && elsewhere.subject.means(&answer.subject);
    if agrees { Ok(answer.subject) } else { Err(WebFingerRefusal::Disagreement) }
}

/// The handle that an actor would have if its host gives out its own names.
fn own_handle(actor: &Document, reach: Reach) -> Result<Handle, WebFingerRefusal> {
    let name = text(&actor.json["preferredUsername"], MAX_NAME + 1).filter(|name| is_name(name));
    let name = name.ok_or(WebFingerRefusal::NoName)?;
    let host = Host::parse(&actor.id.host().to_string(), reach).ok_or(WebFingerRefusal::NoName)?;
    Ok(Handle { name, host })
}

async fn ask(client: &Client, handle: &Handle, errand: &Errand) -> Result<Answer, WebFingerRefusal> {
    let question = handle.question(client.reach())?;
    let (_, json) = client.fetch_json(&question, Accept::WebFinger, errand).await?;
    read_answer(&json, client.reach()).ok_or(WebFingerRefusal::NoActor)
}

fn read_answer(json: &Value, reach: Reach) -> Option<Answer> {
    let subject = json["subject"].as_str().filter(|subject| subject.starts_with("acct:"))?;
    let links = json["links"].as_array()?;
    let actor = links.iter().take(MAX_LINKS).find(|link| is_actor_link(link))?["href"].as_str()?;
    Some(Answer {
        subject: Handle::parse(subject, reach)?,
        actor: WebAddress::parse(actor, reach).ok()?.without_fragment(),
    })
}

fn is_actor_link(link: &Value) -> bool {
    let kind = link["type"].as_str().unwrap_or_default();
    link["rel"] == "self" && Accept::ActivityPub.admits(kind)
}
