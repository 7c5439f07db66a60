//! Cuts what was typed into pieces: words, quoted phrases, filters, each perhaps to be left out.

/// One piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Item<'t> {
    /// Where its text begins.
    pub(super) at: usize,
    /// As it was typed, from its first sign.
    pub(super) typed: &'t str,
    /// What stands before a colon, if that is the name of a filter.
    pub(super) key: Option<&'t str>,
    /// Its words.
    pub(super) text: &'t str,
    /// Whether it stands in quotes.
    pub(super) quoted: bool,
    /// Whether a minus stands before it.
    pub(super) without: bool,
}

const KEYS: [&str; 5] = ["in:", "has:", "before:", "after:", "since:"];

/// The pieces of `text`, in order.
pub(super) fn items(text: &str) -> Vec<Item<'_>> {
    let mut items = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let blank = rest.len() - rest.trim_start().len();
        if blank > 0 {
            at += blank;
            continue;
        }
        let (item, length) = item(text, at);
        items.push(item);
        at += length;
    }
    items
}

/// The piece that begins at `start`, and how long it is. It is never empty.
fn item(text: &str, start: usize) -> (Item<'_>, usize) {
    let rest = &text[start..];
    let without =
        rest.strip_prefix(['-', '\u{2212}']).is_some_and(|after| !after.starts_with(char::is_whitespace));
    let mut at = if without { rest.chars().next().map_or(0, char::len_utf8) } else { 0 };
    let key = KEYS
        .into_iter()
        .find(|key| rest[at..].get(..key.len()).is_some_and(|is| is.eq_ignore_ascii_case(key)));
    let key = key.filter(|_| !without).map(|key| &rest[at..at + key.len()]);
    at += key.map_or(0, str::len);
    let quoted = rest[at..].chars().next().and_then(closes);
    let (from, until, end) = match quoted {
        Some((open, close)) => {
            let from = at + open;
            let until = rest[from..].find(close).map_or(rest.len(), |found| from + found);
            let end = until + rest[until..].chars().next().map_or(0, char::len_utf8);
            (from, until, end)
        }
        None => {
            let first = rest[at..].chars().next().map_or(0, char::len_utf8);
            let stops = |character: char| character.is_whitespace() || closes(character).is_some();
            let end = rest[at + first..].find(stops).map_or(rest.len(), |found| at + first + found);
            // A filter without a value is a piece as well.
            let end = if rest[at..].starts_with(char::is_whitespace) { at } else { end };
            (at, end, end)
        }
    };
    let item = Item {
        at: start + from,
        typed: &rest[..end],
        key,
        text: &rest[from..until],
        quoted: quoted.is_some(),
        without,
    };
    (item, end)
}

/// How long a quote that opens is, and what closes it.
fn closes(open: char) -> Option<(usize, &'static [char])> {
    let close: &[char] = match open {
        '"' | '\u{201c}' | '\u{201d}' | '\u{201e}' => &['"', '\u{201d}', '\u{201c}'],
        '«' => &['»'],
        '「' => &['」'],
        _ => return None,
    };
    Some((open.len_utf8(), close))
}
