//! What others write, in all the shapes they write it, read as a thread or a comment.

use chrono::{DateTime, Utc};
use forum::{
    IncomingEdit, Note,
    text::{self, TITLE_MOST},
};
use serde_json::Value;
use store::Hour;

use super::{group::paragraphs, notes};
use crate::{
    outcome::Reason,
    pictures::is_picture,
    wire::{
        Reach, WebAddress,
        json::{
            Addressing, Attachment, attachments, flag, ids, link, one_id, text as field, timestamp, types,
        },
    },
};

/// The types that read as a text. `FEDERATION.md` lists them.
pub(crate) const TEXTS: [&str; 6] = ["Page", "Note", "Article", "Question", "Event", "Video"];
/// The longest content that is read, before cleaning.
const CONTENT: usize = 200_000;
/// A title made from a text is cut here.
const SHORT_TITLE: usize = 100;
/// Attachments after these are not linked.
const LINKED: usize = 8;

/// A thread or a comment of another server.
#[derive(Clone, Debug)]
pub(crate) struct Incoming {
    pub(crate) id: WebAddress,
    pub(crate) author: WebAddress,
    /// What it answers; a thread answers nothing.
    pub(crate) answers: Option<String>,
    pub(crate) title: String,
    pub(crate) html: String,
    pub(crate) notes: Vec<Note>,
    /// Whether its author does not want it found by search.
    pub(crate) unlisted: bool,
    /// The picture that it shows; not fetched yet.
    pub(crate) picture: Option<Attachment>,
    pub(crate) published: Hour,
    pub(crate) updated: Option<DateTime<Utc>>,
    /// The communities that it says are its audience.
    pub(crate) audience: Vec<String>,
    /// Everybody it names: audience first, then `to` and `cc`, then groups that it is attributed to.
    pub(crate) named: Vec<String>,
    pub(crate) public: bool,
    /// Whether it says to whom it is at all.
    pub(crate) addressed: bool,
}

impl Incoming {
    /// Reads an object that its own server vouches for.
    pub(crate) fn read(object: &Value, reach: Reach, now: DateTime<Utc>) -> Result<Self, Reason> {
        let kind = kind(object)?;
        let id = address(one_id(object), reach)?;
        let (author, groups) = attributed(object, reach)?;
        let addressing = Addressing::of(object);
        let (pictures, attached): (Vec<_>, Vec<_>) = attachments(object).into_iter().partition(is_picture);
        let content = content(object, kind, pictures.iter().skip(1).chain(&attached));
        let (notes, html) = content_notes(object, kind, &content);
        let title = title(object, &html);
        let published = timestamp(&object["published"], now).unwrap_or(now);
        let named = addressing.named.iter().map(|id| (*id).to_owned()).chain(groups).collect();
        Ok(Self {
            answers: one_id(&object["inReplyTo"]).map(str::to_owned),
            html: if html.trim().is_empty() { paragraphs(&title) } else { html },
            title,
            notes,
            unlisted: object["indexable"].as_bool() == Some(false),
            picture: pictures.into_iter().next(),
            published: Hour::of(published),
            updated: timestamp(&object["updated"], now),
            audience: ids(&object["audience"]).into_iter().map(str::to_owned).collect(),
            named,
            public: addressing.public,
            addressed: !object["to"].is_null() || !object["cc"].is_null(),
            id,
            author,
        })
    }

    /// The same as an edit of what we have; `now` for those who do not say when.
    pub(crate) fn as_edit(&self, now: DateTime<Utc>) -> IncomingEdit {
        IncomingEdit {
            title: self.answers.is_none().then(|| self.title.clone()),
            body_html: self.html.clone(),
            notes: self.notes.clone(),
            unlisted: self.unlisted,
            updated: self.updated.unwrap_or(now).timestamp_millis(),
        }
    }
}

fn address(id: Option<&str>, reach: Reach) -> Result<WebAddress, Reason> {
    WebAddress::parse(id.ok_or(Reason::Malformed)?, reach).map_err(|_| Reason::Malformed)
}

/// The type, if it is one that reads as a text.
fn kind(object: &Value) -> Result<&str, Reason> {
    let found = types(object);
    if found.contains(&"Tombstone") {
        return Err(Reason::Gone);
    }
    if found.contains(&"ChatMessage") {
        return Err(Reason::Private);
    }
    found.into_iter().find(|kind| TEXTS.contains(kind)).ok_or(Reason::NotUnderstood)
}

/// The one author, and the groups that some list beside the author.
fn attributed(object: &Value, reach: Reach) -> Result<(WebAddress, Vec<String>), Reason> {
    let field = if object["attributedTo"].is_null() { &object["actor"] } else { &object["attributedTo"] };
    let entries = match field {
        Value::Array(entries) => entries.as_slice(),
        one => std::slice::from_ref(one),
    };
    let (groups, people): (Vec<&Value>, Vec<&Value>) =
        entries.iter().take(10).partition(|entry| types(entry).contains(&"Group"));
    let mut authors: Vec<&str> = people.into_iter().flat_map(ids).collect();
    authors.dedup();
    let [author] = authors.as_slice() else { return Err(Reason::ForeignAuthor) };
    let author = WebAddress::parse(author, reach).map_err(|_| Reason::ForeignAuthor)?;
    Ok((author, groups.into_iter().flat_map(ids).map(str::to_owned).collect()))
}

/// The text as HTML, with what is attached as links: only a first picture is fetched, and later.
fn content<'a>(object: &Value, kind: &str, attached: impl Iterator<Item = &'a Attachment>) -> String {
    let text = field(&object["content"], CONTENT).unwrap_or_default();
    let markdown = object["mediaType"].as_str() == Some("text/markdown");
    let mut html = if markdown { text::render(&text) } else { text };
    let choices = ["oneOf", "anyOf"].iter().filter_map(|name| object[*name].as_array()).flatten().take(20);
    for choice in choices.filter_map(|choice| field(&choice["name"], SHORT_TITLE)) {
        html.push_str(&paragraphs(&format!("• {choice}")));
    }
    let mut links: Vec<&str> = attached.take(LINKED).map(|attachment| attachment.href.as_str()).collect();
    if matches!(kind, "Video" | "Event") {
        links.extend(link(&object["url"]));
    }
    for address in links {
        let shown = address.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
        html.push_str(&format!("<p><a href=\"{shown}\">{shown}</a></p>"));
    }
    html
}

/// Our notes in their places; of others, that there is one, and what it says.
fn content_notes(object: &Value, kind: &str, html: &str) -> (Vec<Note>, String) {
    let (notes, rest) = notes::take_paragraph(html);
    if !notes.is_empty() {
        return (notes, rest.to_owned());
    }
    let summary = field(&object["summary"], 1_000).filter(|_| kind == "Note");
    match summary.map(|summary| (notes::read_line(&summary), summary)) {
        Some((Some(notes), _)) => (notes, html.to_owned()),
        Some((None, summary)) => (vec![Note::Other], format!("{}{html}", paragraphs(&text::plain(&summary)))),
        None if flag(&object["sensitive"]) => (vec![Note::Other], html.to_owned()),
        None => (Vec::new(), html.to_owned()),
    }
}

/// Its name; of what has none, the beginning of its text.
fn title(object: &Value, html: &str) -> String {
    let name = field(&object["name"], 4 * TITLE_MOST).map(|name| text::line(&name));
    let name = name.filter(|name| !name.is_empty());
    let title = name.unwrap_or_else(|| {
        let plain = text::plain(html);
        let first = plain.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or("…");
        text::line(first).chars().take(SHORT_TITLE).collect()
    });
    title.chars().take(TITLE_MOST).collect()
}
