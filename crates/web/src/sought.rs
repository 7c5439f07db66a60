//! What somebody looks for, in an address that tells nobody.
//!
//! Search is a form that is posted, and leads (303) to an address in which the words are sealed. So nothing that
//! somebody looked for stands in a browser's history on a shared computer, in the log of a proxy, or in what one page
//! tells the next (`Referer`); Back and reloading work, and "more" is a link. A plain `?q=` would keep the words in
//! all of these; a form answered in place would ask to be sent again at every step back. And no other site can make
//! somebody's browser look for a word and time the answer: it cannot write such an address.
//!
//! The seal opens for the same browser only, today and tomorrow: a cookie is in its key. A member's is their session's,
//! of which the server keeps just a hash; a stranger gets one that ends with the window. After signing out, or leaving
//! quickly, the address is a form with nothing in it. Nothing is kept anywhere.

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};

use crate::site::Site;

/// So many letters are looked for; what comes after them is not.
pub const MOST: usize = 200;

/// What somebody looks for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Sought {
    /// As it was typed.
    #[serde(rename = "q")]
    pub words: String,
    /// The address of the one community to look in; empty for all.
    #[serde(rename = "in")]
    pub place: String,
}

impl Sought {
    /// As it can be looked for: one line, not too long.
    #[must_use]
    pub fn tidied(self) -> Self {
        let words = self.words.split_whitespace().collect::<Vec<_>>().join(" ");
        let place = self.place.trim();
        Self { words: words.chars().take(MOST).collect(), place: place.chars().take(MOST).collect() }
    }

    /// The same place, other words.
    #[must_use]
    pub fn rather(&self, words: &str) -> Self {
        Self { words: words.to_owned(), place: self.place.clone() }
    }

    /// The address under which the browser that sends `cookie` finds it.
    #[must_use]
    pub fn address(&self, site: &Site, cookie: &str) -> String {
        let (clock, chance) = (site.database().clock(), site.database().chance());
        let plain = serde_json::to_vec(self).unwrap_or_default();
        let sealed = site.members.secrets().seal_words(cookie.as_bytes(), clock.day(), &plain, chance);
        format!("/search/{}", BASE64_URL_SAFE_NO_PAD.encode(sealed))
    }

    /// What such an address says; `None` when it is another browser's, another session's, or of days ago.
    #[must_use]
    pub fn read(site: &Site, cookie: &str, sealed: &str) -> Option<Self> {
        let sealed = BASE64_URL_SAFE_NO_PAD.decode(sealed).ok()?;
        let today = site.database().clock().day();
        let plain = site.members.secrets().open_words(cookie.as_bytes(), today, &sealed)?;
        serde_json::from_slice(&plain).ok()
    }
}
