//! From what people write to what is safe to show.

/// The longest title, in characters.
pub const TITLE_MOST: usize = 200;
/// The longest body, in characters.
pub const BODY_MOST: usize = 20_000;

/// Markdown to HTML: no raw HTML, no pictures.
#[must_use]
pub fn render(_markdown: &str) -> String {
    todo!()
}

/// HTML from another server to HTML that is safe here.
#[must_use]
pub fn clean(_html: &str) -> String {
    todo!()
}

/// The words alone.
#[must_use]
pub fn plain(_html: &str) -> String {
    todo!()
}

/// One line of plain text without control characters: titles, names.
#[must_use]
pub fn line(_text: &str) -> String {
    todo!()
}
