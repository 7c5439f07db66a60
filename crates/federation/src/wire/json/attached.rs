//! Tags and attachments, no more of them than a reader can bear.

use serde_json::Value;

use super::reading::{each, link, one_type, text};

/// Tags after these are not read.
const MAX_TAGS: usize = 100;
/// Attachments after these are not read.
const MAX_ATTACHMENTS: usize = 16;
/// The longest name of a tag, in characters.
const MAX_TAG_NAME: usize = 100;
/// The longest description of a picture, in characters.
const MAX_ALT: usize = 1500;

/// A tag of a kind that means something here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tag {
    /// Somebody is mentioned.
    Mention {
        /// The actor's id.
        actor: String,
    },
    /// A topic.
    Hashtag {
        /// Without the `#`, as it was written.
        name: String,
    },
}

/// The mentions and hashtags of an object; other kinds are passed over.
pub fn tags(object: &Value) -> Vec<Tag> {
    each(&object["tag"]).take(MAX_TAGS).filter_map(tag_of).collect()
}

fn tag_of(tag: &Value) -> Option<Tag> {
    match one_type(tag)? {
        "Mention" => Some(Tag::Mention { actor: link(tag)?.to_owned() }),
        "Hashtag" => {
            let name = text(&tag["name"], MAX_TAG_NAME)?;
            let name = name.trim().trim_start_matches('#').to_owned();
            (!name.is_empty()).then_some(Tag::Hashtag { name })
        }
        _ => None,
    }
}

/// Something attached to an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// `Link`, `Image`, `Document`, …
    pub kind: String,
    /// Where it lies. Not a checked address.
    pub href: String,
    /// What it shows, in words.
    pub alt: Option<String>,
    /// Its media type, as claimed.
    pub media_type: Option<String>,
}

/// The attachments of an object that say what they are and where.
pub fn attachments(object: &Value) -> Vec<Attachment> {
    each(&object["attachment"]).take(MAX_ATTACHMENTS).filter_map(attachment_of).collect()
}

fn attachment_of(attachment: &Value) -> Option<Attachment> {
    Some(Attachment {
        kind: one_type(attachment)?.to_owned(),
        href: link(attachment)?.to_owned(),
        alt: text(&attachment["name"], MAX_ALT),
        media_type: text(&attachment["mediaType"], MAX_TAG_NAME),
    })
}
