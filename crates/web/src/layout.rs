//! What stands around every page: the bar with help and leaving, the main links, the footer.

use std::sync::Arc;

use chrono::Datelike;
use members::{Colour, notices::MANY};
use store::Hour;

use crate::{chosen::Chosen, site::Site, translations::Translations};

/// Everything that `layout.html` shows. Every template has it as its field `page`.
pub struct Page {
    /// The words: `{{ page.t.say("key") }}`.
    pub t: Arc<Translations>,
    /// The site, for its name and its files.
    pub site: Arc<Site>,
    /// What those who run this server chose.
    pub chosen: Arc<Chosen>,
    /// Whether somebody is signed in: then the main links are shown.
    pub signed_in: bool,
    /// Differs from session to session and says nothing: scripts drop drafts of another session.
    pub session: String,
    /// How many notices wait.
    pub unseen: i64,
    /// The look that was chosen, if any.
    pub theme: Option<&'static str>,
    /// The address of "get help now", with the chosen country.
    pub help: String,
    /// The path that was asked for.
    pub path: String,
    /// The current hour, to say "today".
    pub hour: Hour,
    /// Whether the page stands alone, without the main links: one step after the other.
    pub alone: bool,
}

impl Page {
    /// The server's name.
    #[must_use]
    pub fn server(&self) -> &str {
        self.chosen.porch.name.as_deref().unwrap_or(&self.site.settings.name)
    }

    /// The server's colour, where it is not the usual one.
    #[must_use]
    pub fn colour(&self) -> Option<&'static str> {
        let colour = self.chosen.porch.colour;
        (colour != Colour::Amber).then(|| colour.as_str())
    }

    /// How many notices are new: from ten on it matters to nobody how many, and the links stay on one line on a phone.
    #[must_use]
    pub fn unseen_words(&self) -> String {
        if self.unseen >= MANY { format!("{}+", MANY - 1) } else { self.unseen.to_string() }
    }

    /// This page without the main links.
    #[must_use]
    pub fn alone(self) -> Self {
        Self { alone: true, ..self }
    }

    /// Whether the main links are shown.
    #[must_use]
    pub fn has_links(&self) -> bool {
        self.signed_in && !self.alone
    }

    /// Whether the main link `path` leads to this very page.
    #[must_use]
    pub fn is_at(&self, path: &str) -> bool {
        self.path == path
    }

    /// A time in words, coarse on purpose: "this hour", "today", "in March".
    #[must_use]
    pub fn when(&self, then: Hour) -> String {
        let (now, start) = (self.hour.start(), then.start());
        let days = now.date_naive().signed_duration_since(start.date_naive()).num_days();
        match days {
            ..=0 if then >= self.hour => self.t.say("time-this-hour").to_owned(),
            ..=0 => self.t.say("time-today").to_owned(),
            1 => self.t.say("time-yesterday").to_owned(),
            _ => self.month(now.year(), start.year(), start.month()),
        }
    }

    fn month(&self, this_year: i32, year: i32, month: u32) -> String {
        let key = format!("month-{month}");
        let month = self.t.say(&key);
        if year == this_year {
            return self.t.say_with("time-in-month", ("month", month));
        }
        self.t.say_with("time-in-month-year", (("month", month), ("year", &year.to_string())))
    }
}
