//! In which of our two languages a text is written, so that a softer wording fits into it.

use super::words;

/// A language that the linter knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    English,
    Spanish,
}

impl Language {
    /// Told by the small words, of which every sentence has some.
    pub(super) fn of(text: &str) -> Self {
        let (mut english, mut spanish) = (0_usize, 0_usize);
        for word in text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()) {
            english += usize::from(words::is_in("english", word));
            spanish += usize::from(words::is_in("spanish", word));
        }
        if spanish > english { Self::Spanish } else { Self::English }
    }

    /// The wording for this language.
    pub(super) fn say(self, english: &'static str, spanish: &'static str) -> &'static str {
        match self {
            Self::English => english,
            Self::Spanish => spanish,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_words_tell_the_language() {
        assert_eq!(Language::of("I have been here for a while"), Language::English);
        assert_eq!(Language::of("Hoy me siento mejor que ayer, y doy gracias"), Language::Spanish);
        assert_eq!(Language::of(""), Language::English);
    }
}
