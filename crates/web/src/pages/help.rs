//! Help: one topic a page, in plain words, part of the program. The texts are in `frontend/help`.

use std::sync::{Arc, LazyLock};

use askama::Template;
use axum::{Router, extract::Path, routing::get};
use comrak::{Options, markdown_to_html};
use rust_embed::RustEmbed;

use crate::{
    Error,
    answers::{Answer, page},
    assets,
    layout::Page,
    site::Site,
    viewer::Visit,
};

#[derive(RustEmbed)]
#[folder = "../../frontend/help"]
struct Texts;

/// For whom a topic is: its folder, and the translation key of its heading.
const READERS: [(&str, &str); 3] = [
    ("members", "help-for-members"),
    ("moderators", "help-for-moderators"),
    ("operators", "help-for-operators"),
];

/// One page of help.
struct Topic {
    /// For whom: a folder.
    reader: String,
    /// Its name in addresses.
    name: String,
    title: String,
    html: String,
}

/// All of them, in the order of their files.
static TOPICS: LazyLock<Vec<Topic>> = LazyLock::new(|| {
    let mut files: Vec<_> = Texts::iter().collect();
    files.sort();
    files.iter().filter_map(|file| Topic::read(file)).collect()
});

impl Topic {
    /// From a file such as `members/03-deleting.md`, whose first line is its title.
    fn read(file: &str) -> Option<Self> {
        let (reader, name) = file.strip_suffix(".md")?.split_once('/')?;
        let (_, name) = name.split_once('-')?;
        let text = String::from_utf8(Texts::get(file)?.data.into_owned()).ok()?;
        let (title, text) = text.strip_prefix("# ")?.split_once('\n')?;
        let html = with_pictures(&markdown_to_html(text, &Options::default()));
        Some(Self { reader: reader.to_owned(), name: name.to_owned(), title: title.to_owned(), html })
    }

    fn address(&self) -> String {
        format!("/help/{}/{}", self.reader, self.name)
    }
}

/// Sends each picture to where it is served, and lets a phone load it when it is looked at.
fn with_pictures(html: &str) -> String {
    let mut parts = html.split("<img src=\"../../pictures/help/");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once(".png\"").unwrap_or((part, ""));
        let address = assets::address("help/pictures", name).unwrap_or_default();
        text.push_str(&format!("<img loading=\"lazy\" src=\"{address}\"{rest}"));
    }
    text
}

/// `/help` and `/help/{reader}/{topic}`.
pub fn routes() -> Router<Arc<Site>> {
    Router::new().route("/help", get(list)).route("/help/{reader}/{topic}", get(show))
}

#[derive(Template)]
#[template(path = "help/list.html")]
struct List {
    page: Page,
    /// Each reader's heading, and their topics.
    readers: Vec<(&'static str, Vec<&'static Topic>)>,
}

async fn list(visit: Visit) -> Answer {
    let topics = |reader: &str| TOPICS.iter().filter(|topic| topic.reader == reader).collect();
    let readers = READERS.into_iter().map(|(reader, key)| (key, topics(reader))).collect();
    page(&List { page: visit.page, readers })
}

#[derive(Template)]
#[template(path = "help/show.html")]
struct Show {
    page: Page,
    topic: &'static Topic,
}

async fn show(visit: Visit, Path((reader, name)): Path<(String, String)>) -> Answer {
    let topic = TOPICS.iter().find(|topic| topic.reader == reader && topic.name == name);
    page(&Show { page: visit.page, topic: topic.ok_or(Error::NotFound)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_becomes_a_topic_with_a_title_and_its_pictures() {
        assert_eq!(TOPICS.len(), Texts::iter().count());
        for topic in TOPICS.iter() {
            assert!(READERS.iter().any(|(reader, _)| *reader == topic.reader), "{}", topic.address());
            assert!(!topic.title.is_empty() && !topic.html.contains("src=\"\""), "{}", topic.address());
        }
    }
}
