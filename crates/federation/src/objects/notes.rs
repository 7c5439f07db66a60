//! Content notes as text that people elsewhere can read, and that we can read again.

use forum::Note;

/// What our content notes begin with on the wire, whatever language the pages have.
const BEGINNING: &str = "Content note: ";

fn label(note: Note) -> &'static str {
    match note {
        Note::Amounts => "amounts",
        Note::Brand => "brand or picture",
        Note::Method => "method",
        Note::SelfHarm => "self-harm",
        Note::Overdose => "overdose",
        Note::Death => "death",
        Note::Other => "other",
    }
}

/// The line that others see; `None` without notes.
pub(crate) fn line(notes: &[Note]) -> Option<String> {
    let labels: Vec<&str> = Note::ALL.into_iter().filter(|note| notes.contains(note)).map(label).collect();
    (!labels.is_empty()).then(|| format!("{BEGINNING}{}", labels.join(", ")))
}

/// The same as the first line of a thread, whose summary others show as if it were the text.
pub(crate) fn paragraph(notes: &[Note]) -> String {
    line(notes).map(|line| format!("<p>{line}</p>\n")).unwrap_or_default()
}

/// Reads a line of ours; `None` for anything else.
pub(crate) fn read_line(text: &str) -> Option<Vec<Note>> {
    let labels = text.trim().strip_prefix(BEGINNING)?.split(", ");
    labels.map(|word| Note::ALL.into_iter().find(|note| label(*note) == word)).collect()
}

/// Takes a first paragraph of ours off a thread's HTML; the notes it held, and the rest.
pub(crate) fn take_paragraph(html: &str) -> (Vec<Note>, &str) {
    let first = html.strip_prefix("<p>").and_then(|rest| rest.split_once("</p>"));
    match first.and_then(|(line, rest)| Some((read_line(line)?, rest))) {
        Some((notes, rest)) => (notes, rest.trim_start()),
        None => (Vec::new(), html),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_survive_the_wire() {
        let notes = vec![Note::Brand, Note::SelfHarm];
        assert_eq!(read_line(&line(&notes).unwrap()), Some(notes.clone()));
        let html = format!("{}<p>Hello</p>", paragraph(&notes));
        assert_eq!(take_paragraph(&html), (notes, "<p>Hello</p>"));
    }

    #[test]
    fn other_texts_are_no_notes() {
        assert_eq!(line(&[]), None);
        assert_eq!(read_line("Content note: spiders"), None);
        assert_eq!(take_paragraph("<p>Content</p>"), (vec![], "<p>Content</p>"));
    }
}
