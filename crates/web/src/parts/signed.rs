//! The byline: who wrote it and when, small and quiet.

use askama::Template;
use forum::Author;

use crate::{parts::around::Around, translations::Translations};

/// The fixed words of bylines, fetched once for a page.
pub struct BylineWords<'a> {
    /// "you".
    pub you: &'a str,
    /// "moderator".
    pub moderator: &'a str,
    /// Instead of a name that is gone.
    pub gone: &'a str,
    /// "edited".
    pub edited: &'a str,
    /// "from …".
    pub from: Around,
}

impl<'a> BylineWords<'a> {
    /// Fetches them.
    #[must_use]
    pub fn new(words: &'a Translations) -> Self {
        Self {
            you: words.say("name-you"),
            moderator: words.say("name-moderator"),
            gone: words.say("name-gone"),
            edited: words.say("time-edited"),
            from: Around::new(words, "name-from-server", "server"),
        }
    }
}

/// A byline.
#[derive(Template)]
#[template(path = "parts/signed.html")]
pub struct Signed<'a> {
    /// The fixed words.
    pub words: &'a BylineWords<'a>,
    /// Who.
    pub author: &'a Author,
    /// Whether that is the one who looks.
    pub mine: bool,
    /// Whether they moderate here.
    pub moderates: bool,
    /// When.
    pub when: &'a str,
    /// Whether it was edited since.
    pub edited: bool,
    /// Where: address and title, in lists of several communities.
    pub place: Option<(&'a str, &'a str)>,
}

/// The lamp that belongs to a name: decoration, from 0 to 11.
#[must_use]
pub fn lamp(author: &Author) -> i64 {
    author.id.0.rem_euclid(12)
}
