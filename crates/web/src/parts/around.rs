//! A message with one gap, cut in two once, so that a page of two hundred names need not be put together
//! two hundred times.

use crate::translations::Translations;

/// What stands before and after the gap of a message.
pub struct Around {
    /// The words before.
    pub before: String,
    /// The words after.
    pub after: String,
}

impl Around {
    /// Cuts the message `key` at its one gap.
    #[must_use]
    pub fn new(words: &Translations, key: &str, gap: &'static str) -> Self {
        let whole = words.say_with(key, (gap, "\u{1}"));
        let (before, after) = whole.split_once('\u{1}').unwrap_or((&whole, ""));
        Self { before: before.to_owned(), after: after.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_cut_at_its_gap() {
        let around = Around::new(&Translations::english(), "comment-in-reply-to", "name");
        assert_eq!((around.before.as_str(), around.after.as_str()), ("in reply to ", ""));
    }
}
