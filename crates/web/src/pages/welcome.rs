//! The first page for somebody who is not signed in: what this is, and the ways in.

use askama::Template;

use crate::{
    answers::{Answer, page},
    layout::Page,
};

#[derive(Template)]
#[template(path = "welcome/show.html")]
struct Show {
    page: Page,
}

/// The page itself; `/` shows it to strangers.
///
/// # Errors
/// When the template cannot be written.
pub fn show(chrome: Page) -> Answer {
    page(&Show { page: chrome })
}
