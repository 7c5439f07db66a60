//! The page on which somebody writes: at first, after a preview, and when something is to be mended.

use askama::Template;
use forum::{Comment, Note};

use crate::{
    answers::{Answer, page, page_again},
    layout::Page,
    parts::{composer::Composer, notes},
};

/// The page.
#[derive(Template)]
#[template(path = "writing/show.html")]
pub struct Writing<'a> {
    /// What stands around it.
    pub page: Page,
    /// The heading.
    pub heading: String,
    /// The way back: address and words.
    pub back: (String, String),
    /// The comment that is answered.
    pub answered: Option<Comment>,
    /// The text as somebody else (or another window) left it.
    pub theirs: Option<Theirs>,
    /// As it would look: HTML.
    pub preview: Option<String>,
    /// The form.
    pub composer: Composer<'a>,
}

/// The other text, when two edits met.
pub struct Theirs {
    /// Its title (threads only).
    pub title: Option<String>,
    /// Its words, as they were written.
    pub body: String,
}

impl Writing<'_> {
    /// Answers with the page: as a form to mend if something is to be mended.
    ///
    /// # Errors
    /// When the template cannot be written.
    pub fn answer(&self) -> Answer {
        if self.composer.errors.is_empty() { page(self) } else { page_again(self) }
    }

    fn said(&self, notes: &[Note]) -> String {
        self.page.t.say_with("note-label", ("notes", notes::said(&self.page.t, notes)))
    }

    /// The notes that are ticked.
    fn ticked(&self) -> Vec<Note> {
        notes::read(&self.composer.written.note)
    }
}

/// The question before words are taken away.
#[derive(Template)]
#[template(path = "writing/deletion.html")]
pub struct Confirm {
    /// What stands around it.
    pub page: Page,
    /// Where the form goes.
    pub action: String,
    /// Where "keep it" leads.
    pub back: String,
    /// What would be gone.
    pub html: String,
}
